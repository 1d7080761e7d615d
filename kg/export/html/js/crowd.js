// A graph too large for all to be nodes: every entity is a dot, and the most important ones in sight are nodes.
// Gives: isCrowd, crowdScene, crowdBox, isFar, drawPicture, drawDots, forgetDots, dotAt.

const CROWD = 600; // entities, up to which each is a node
const MOST_NODES = { wide: 300, narrow: 90 };
const ONE_TYPE = 0.25; // the part of the nodes that one type may take while others wait
const FAINT = { entities: 5000, zoom: 0.12 }; // more entities, seen from farther away, have faint links
const BITMAP = 2048; // px, the longer side of the picture of all dots
const DOT = { part: 0.6, least: 1.1 }; // of a node's radius; px on screen
const FADED = 0.16; // opacity of what is not spoken of
const crowd = { order: null, picture: null };

const isCrowd = () => graph.entities.length > CROWD;

function byWeight() {
  if (!crowd.order || crowd.order.length !== graph.entities.length) crowd.order = [...graph.entities].sort((a, b) => b.weight - a.weight || a.id - b.id);
  return crowd.order;
}

// The part of the map that the canvas shows, in the map's units; all of it before there is a canvas.
function inSight() {
  if (!network) return { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
  const { clientWidth, clientHeight } = byId("graph");
  const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 });
  const { x: right, y: bottom } = network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
  return { left, top, right, bottom };
}

const within = (box, { x, y }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;

// What is selected and its neighbours first, then by importance: nodes that lie on no other, and no type above its part
// unless there is room for all.
function crowdNodes() {
  const most = window.innerWidth <= 760 ? MOST_NODES.narrow : MOST_NODES.wide;
  const box = inSight();
  const room = freeRoom();
  const chosen = new Set(focusNodes().slice(0, most));
  for (const entity of chosen) room.take(entity);
  const seen = byWeight().filter((entity) => entity.shown && within(box, entity));
  const share = seen.length <= most ? most : Math.floor(ONE_TYPE * most);
  const counts = new Map();
  for (const entity of seen) {
    if (chosen.size >= most) break;
    const count = counts.get(entity.type) || 0;
    if (count >= share || chosen.has(entity) || !room.take(entity)) continue;
    counts.set(entity.type, count + 1);
    chosen.add(entity);
  }
  return chosen;
}

// Where nodes are on the screen: `take` says whether an entity lies on none of them, and adds it then.
function freeRoom() {
  const zoom = network ? network.getScale() : FAINT.zoom;
  const taken = new Map(); // by square of 64 px
  const squareAt = (column, row) => column * 1e6 + row;
  const lies = ({ x, y, radius }, column, row) => (taken.get(squareAt(column, row)) || []).some((other) => Math.hypot(other.x - x, other.y - y) < other.radius + radius);
  const take = (entity) => {
    const spot = { x: entity.x * zoom, y: entity.y * zoom, radius: Math.max(entity.size * zoom, LEAST.linked) };
    const [column, row] = [Math.floor(spot.x / 64), Math.floor(spot.y / 64)];
    for (let across = -1; across <= 1; across += 1) {
      for (let down = -1; down <= 1; down += 1) if (lies(spot, column + across, row + down)) return false;
    }
    const square = squareAt(column, row);
    if (taken.has(square)) taken.get(square).push(spot);
    else taken.set(square, [spot]);
    return true;
  };
  return { take };
}

function focusNodes() {
  const ends = view.link ? [view.link.a, view.link.b] : view.selected === null ? [] : [view.selected];
  const near = view.selected === null ? [] : graph.entities[view.selected].links.filter(linkShown).map((link) => otherEnd(link, view.selected));
  return [...ends.map((id) => graph.entities[id]), ...near.sort((a, b) => b.weight - a.weight)].filter(onMap);
}

function crowdScene() {
  const nodes = crowdNodes();
  const places = new Map([...nodes].map(({ id, x, y, size }) => [id, { x, y, size }]));
  const links = [...nodes].flatMap(({ id, links: own }) => own.filter((link) => link.a === id && places.has(link.b)));
  const faint = graph.entities.length > FAINT.entities && Boolean(network) && network.getScale() < FAINT.zoom;
  return { kind: "map", places, links, faint };
}

function forgetDots() {
  crowd.picture = null;
  crowd.box = null;
}

// The rectangle around all that is shown.
function crowdBox() {
  if (crowd.box) return crowd.box;
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const entity of graph.entities) {
    if (!entity.shown || !onMap(entity)) continue;
    box.left = Math.min(box.left, entity.x - entity.size);
    box.right = Math.max(box.right, entity.x + entity.size);
    box.top = Math.min(box.top, entity.y - entity.size);
    box.bottom = Math.max(box.bottom, entity.y + entity.size);
  }
  crowd.box = box;
  return box;
}

const sizeOf = (box) => Math.max(box.right - box.left, box.bottom - box.top, 1);

// Far away the discs and dots come from one picture; near by they are drawn one by one.
const isFar = (zoom) => zoom * sizeOf(crowdBox()) * cssPixels() <= 1.5 * BITMAP;

function drawPicture(ctx) {
  const box = crowdBox();
  if (box.left > box.right) return;
  crowd.picture = crowd.picture || paintPicture(box, BITMAP / sizeOf(box));
  ctx.globalAlpha = focus ? FADED : 1;
  ctx.drawImage(crowd.picture, box.left, box.top, box.right - box.left, box.bottom - box.top);
  ctx.globalAlpha = 1;
}

function paintPicture(box, scale) {
  const canvas = h("canvas", { width: Math.ceil((box.right - box.left) * scale), height: Math.ceil((box.bottom - box.top) * scale) });
  const ctx = canvas.getContext("2d");
  ctx.scale(scale, scale);
  ctx.translate(-box.left, -box.top);
  drawDiscs(ctx, scale, box);
  paintDots(ctx, graph.entities.filter((entity) => entity.shown && onMap(entity)), scale);
  return canvas;
}

function drawDots(ctx, zoom) {
  const sight = inSight();
  ctx.globalAlpha = focus ? FADED : 1;
  paintDots(ctx, graph.entities.filter((entity) => entity.shown && within(sight, entity)), zoom);
  ctx.globalAlpha = 1;
}

// One path a type; a dot of a few pixels is a square to the eye, and much faster.
function paintDots(ctx, entities, zoom) {
  const groups = new Map();
  for (const entity of entities) {
    if (!groups.has(entity.type)) groups.set(entity.type, []);
    groups.get(entity.type).push(entity);
  }
  for (const [type, members] of groups) {
    ctx.fillStyle = colour(type.name);
    ctx.beginPath();
    for (const { x, y, size } of members) {
      const radius = Math.max(size * DOT.part, DOT.least / zoom);
      if (radius * zoom < 2) ctx.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
      else {
        ctx.moveTo(x + radius, y);
        ctx.arc(x, y, radius, 0, 2 * Math.PI);
      }
    }
    ctx.fill();
  }
}

// The dot nearest to a place on the canvas (px), if it is within so many px.
function dotAt(point, reach) {
  const { x, y } = network.DOMtoCanvas(point);
  const zoom = network.getScale();
  let best = null;
  let least = Infinity;
  for (const entity of graph.entities) {
    if (!entity.shown || Math.abs(entity.x - x) > 60 + reach / zoom) continue;
    const away = (Math.hypot(entity.x - x, entity.y - y) - entity.size * DOT.part) * zoom;
    if (away < least) [best, least] = [entity, away];
  }
  return least <= reach ? best : null;
}
