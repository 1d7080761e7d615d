// What is painted below, in and above vis-network's nodes and links. Gives: ctxRenderer, drawGround, drawAbove.

const LEAST = { small: 4.2, linked: 6.5, scene: 10 }; // px of radius on screen, below which a node does not shrink
const FEW = 24; // links of the selected entity, up to which each has its words
const ROOM = 13; // graph units around a small node's centre that nothing else lies in

function radiusOf(id, zoom) {
  const entity = graph.entities[id];
  const small = Math.max(LEAST.small, Math.min(LEAST.linked, ROOM * zoom));
  const least = view.scene.kind !== "map" ? LEAST.scene : entity.links.length > 8 ? LEAST.linked : small;
  return Math.max((view.scene.places.get(id) || entity).size, least / zoom);
}

function ctxRenderer({ ctx, id, x, y }) {
  const zoom = network.getScale();
  const radius = radiusOf(id, zoom);
  const marked = id === view.selected || (view.link && (view.link.a === id || view.link.b === id));
  const drawn = () => drawNode(ctx, graph.entities[id], { x, y, radius, zoom, faded: focus && !focus.has(id), marked });
  return { drawNode: drawn, nodeDimensions: { width: 2 * radius, height: 2 * radius } };
}

// Communities lie on pale discs; the ego view has its sectors.
function drawGround(ctx) {
  if (view.scene.kind === "ego") return drawSectors(ctx);
  if (view.scene.kind !== "map") return;
  const zoom = network.getScale();
  if (isCrowd() && isFar(zoom)) return drawPicture(ctx);
  drawDiscs(ctx, zoom, inSight());
  if (isCrowd()) drawDots(ctx, zoom);
}

// The discs within that part of the map that are large enough on the screen.
function drawDiscs(ctx, zoom, box) {
  ctx.lineWidth = 1 / zoom;
  ctx.fillStyle = colour("disc");
  ctx.strokeStyle = colour("disc-line");
  graph.discs.forEach(([x, y, radius], number) => {
    if ((filters.members.get(number) || 0) < 4 || radius * zoom < 3) return;
    if (x + radius < box.left || x - radius > box.right || y + radius < box.top || y - radius > box.bottom) return;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  });
}

// Names and link words, in pixels of the screen.
function drawAbove(ctx) {
  const zoom = network.getScale();
  const { clientWidth: width, clientHeight: height } = byId("graph");
  const dot = isCrowdMap() && view.hover !== null && !view.scene.places.has(view.hover) ? [view.hover] : [];
  const onScreen = [...view.scene.places.keys(), ...dot].filter((id) => !isHidden(id)).map((id) => {
    const { x, y } = network.canvasToDOM(view.scene.places.get(id) || graph.entities[id]);
    return { entity: graph.entities[id], x, y, radius: radiusOf(id, zoom) * zoom };
  }).filter(({ x, y }) => x > -40 && y > -40 && x < width + 40 && y < height + 40);
  ctx.save();
  ctx.setTransform(cssPixels(), 0, 0, cssPixels(), 0, 0);
  ctx.globalAlpha = 1;
  if (view.scene.kind === "ego") drawSectorTitles(ctx);
  const ends = new Map(onScreen.map((node) => [node.entity.id, node]));
  const lines = linesToSpare().map((link) => [ends.get(link.a), ends.get(link.b)]).filter(([a, b]) => a && b);
  drawLabels(ctx, onScreen, { width, height, zoom, focus, lines });
  drawLinkWords(ctx, ends);
  ctx.restore();
  if (isCrowdMap()) refillWhenMoved();
  if (!performance.getEntriesByName("kg-first-view").length) performance.mark("kg-first-view");
}

// The links that names keep off: those that stand out, if they are not too many for that.
function linesToSpare() {
  if (view.scene.kind !== "map") return view.scene.links.filter(linkShown);
  const chosen = view.selected === null ? [] : graph.entities[view.selected].links.filter(linkShown);
  return chosen.length <= FEW ? chosen : [];
}

function wordedLinks() {
  if (view.scene.kind === "path") return view.scene.links.filter(linkShown);
  if (view.scene.kind === "ego") return view.scene.links.filter((link) => link === view.hoverLink || isPlanned(link.facts.filter(factShown)));
  return [...new Set([...linesToSpare(), ...[view.hoverLink, view.link].filter(Boolean)])];
}

function drawLinkWords(ctx, ends) {
  ctx.font = `400 11px ${sans}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineWidth = HALO;
  ctx.lineJoin = "round";
  for (const link of wordedLinks()) {
    const [a, b] = [ends.get(link.a), ends.get(link.b)];
    if (a && b) drawWords(ctx, link, a, b);
  }
}

// In the middle of the link, if it is long enough and nothing stands there.
function drawWords(ctx, link, a, b) {
  const text = view.scene.kind === "ego" && link !== view.hoverLink ? say("planned") : linkWords(link);
  const half = ctx.measureText(text).width / 2;
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const box = { left: x - half, right: x + half, top: y - 7, bottom: y + 7, text };
  const meets = (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
  const long = Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius > Math.min(2 * half, 40) + 10;
  if (link !== view.hoverLink && (!long || labelBoxes.some(meets))) return;
  labelBoxes.push(box);
  ctx.strokeStyle = colour("canvas");
  ctx.fillStyle = isPlanned(link.facts.filter(factShown)) ? colour("planned") : colour("text2");
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}
