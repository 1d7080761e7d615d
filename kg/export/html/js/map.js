// The canvas: vis-network with given positions, our own nodes and names. Gives: startMap, showScene, refreshScene, fitScene.

const LEAST = { crowd: 1.6, small: 4.2, linked: 6.5, scene: 10 }; // px of radius on screen, below which a node does not shrink
const CROWD = 600; // entities, from which on a node may shrink to a dot
const FINGER = 22; // px around a touch within which a node is meant
const ROOM = 13; // graph units around a small node's centre that nothing else lies in
let network = null;
let nodes = null;
let edges = null;
let focus = null;
const cssPixels = () => window.devicePixelRatio || 1;

function startMap(options) {
  nodes = new vis.DataSet();
  edges = new vis.DataSet();
  network = new vis.Network(byId("graph"), { nodes, edges }, options);
  network.on("click", ({ nodes: [hit], edges: [edge], pointer, event }) => {
    document.body.classList.remove("filters");
    const touched = event.srcEvent && event.srcEvent.pointerType === "touch";
    const node = hit === undefined && touched ? nearestNode(pointer.DOM) : hit;
    if (node !== undefined) select(node);
    else if (edge !== undefined) selectLink(graph.links[edge]);
    else deselect();
  });
  network.on("doubleClick", ({ nodes: [node] }) => node !== undefined && showEgo(node));
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", ({ edge }) => hoverLink(graph.links[edge]));
  network.on("blurEdge", () => hoverLink(null));
  network.on("beforeDrawing", drawGround);
  network.on("afterDrawing", drawAbove);
}

// The node nearest to a finger, if one is near.
function nearestNode({ x, y }) {
  const near = [...view.scene.places.keys()].filter((id) => !isHidden(id)).map((id) => {
    const place = network.canvasToDOM(view.scene.places.get(id));
    return { id, away: Math.hypot(place.x - x, place.y - y) };
  }).filter(({ away }) => away < FINGER);
  return near.length ? near.reduce((a, b) => (b.away < a.away ? b : a)).id : undefined;
}

function hover(node) {
  view.hover = node;
  byId("graph").style.cursor = node === null ? "" : "pointer";
  network.redraw();
}

function hoverLink(link) {
  view.hoverLink = link;
  byId("graph").style.cursor = link ? "pointer" : "";
  network.redraw();
}

function showScene(scene) {
  edges.clear(); // draws at once, so the old scene must still be there
  nodes.clear();
  view.scene = scene;
  view.hover = view.hoverLink = null;
  focus = focusOf();
  const drawn = [...scene.places].map(([id, place]) => ({ id, ...place, shape: "custom", ctxRenderer, hidden: isHidden(id) }));
  nodes.add(drawn);
  edges.add(scene.links.map((link) => ({ id: link.id, from: link.a, to: link.b, ...linkStyle(link, focus) })));
  fitScene();
  drawStatus();
}

// Colours, filters or the selection changed; nothing moves.
function refreshScene() {
  if (!network) return;
  focus = focusOf();
  nodes.update([...view.scene.places.keys()].map((id) => ({ id, hidden: isHidden(id) })));
  edges.update(view.scene.links.map((link) => ({ id: link.id, ...linkStyle(link, focus) })));
  network.redraw();
  drawStatus();
}

function isHidden(id) {
  return view.scene.kind === "map" ? !entityShown(graph.entities[id]) : filters.hiddenTypes.has(graph.entities[id].type.name) && id !== view.scene.centre;
}

function drawStatus() {
  const all = graph.entities.filter((entity) => filters.loose || entity.links.length).length;
  const shown = [...view.scene.places.keys()].filter((id) => !isHidden(id)).length;
  const links = view.scene.links.filter(linkShown).length;
  byId("status").textContent = say("shown", thousands(shown), thousands(all), thousands(links)) + (view.scene.rest ? ` · ${say("not_drawn", view.scene.rest)}` : "");
  const none = shown === 0;
  byId("empty").hidden = !none;
  if (none && graph.entities.length) fill(byId("empty"), say("all_filtered"), " ", button(say("reset"), resetFilters, { class: "link" }));
  else if (none) fill(byId("empty"), say("empty"));
}

// The part of the canvas that nothing covers.
function freeArea() {
  const box = byId("graph").getBoundingClientRect();
  const covered = byId("right").classList.contains("peek") ? 88 : 0;
  const sheet = window.innerWidth <= 760 ? Math.max(0, box.bottom - byId("right").getBoundingClientRect().top) : 0;
  const finder = byId("finder").hidden ? 0 : byId("finder").offsetHeight + 24;
  const top = view.scene.kind === "map" ? 12 : 84;
  const bottom = Math.max(covered, Math.min(sheet, box.height * 0.6), finder, 14);
  return { width: box.width - 24, height: Math.max(120, box.height - top - bottom), shift: (top - bottom) / 2 };
}

function bounds() {
  if (view.scene.kind === "ego") {
    const [wide, high] = [Math.max(...view.scene.sectors.map(({ outer, stretch }) => outer * stretch)), Math.max(...view.scene.sectors.map(({ outer }) => outer))];
    return { left: -wide, top: -high, right: wide, bottom: high };
  }
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [id, { x, y, size }] of view.scene.places) {
    if (isHidden(id)) continue;
    box.left = Math.min(box.left, x - size);
    box.right = Math.max(box.right, x + size);
    box.top = Math.min(box.top, y - size);
    box.bottom = Math.max(box.bottom, y + size + 10);
  }
  return box;
}

function fitScene() {
  const box = bounds();
  if (box.left > box.right) return;
  const area = freeArea();
  const pad = { map: 24, ego: 70, path: 170 }[view.scene.kind];
  const scale = Math.min(area.width / (box.right - box.left + pad), area.height / (box.bottom - box.top + pad * 0.55), 1.6);
  // A phone shows the middle of the map rather than all of it as dust.
  const least = view.scene.kind === "map" && window.innerWidth <= 760 ? 0.62 : 0.02;
  const zoom = Math.max(scale, least);
  network.moveTo({ position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 - area.shift / zoom }, scale: zoom, animation: false });
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
}

function radiusOf(id, zoom) {
  const entity = graph.entities[id];
  const dot = view.scene.places.size > CROWD ? LEAST.crowd : LEAST.small;
  const small = Math.max(dot, Math.min(LEAST.linked, ROOM * zoom));
  const least = view.scene.kind !== "map" ? LEAST.scene : entity.links.length > 8 && dot === LEAST.small ? LEAST.linked : small;
  return Math.max(view.scene.places.get(id).size, least / zoom);
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
  ctx.lineWidth = 1 / network.getScale();
  ctx.fillStyle = colour("disc");
  ctx.strokeStyle = colour("disc-line");
  const members = countBy(graph.entities.filter(entityShown).map((entity) => entity.community));
  graph.discs.forEach(([x, y, radius], number) => {
    if ((members.get(number) || 0) < 4) return;
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
  const onScreen = [...view.scene.places.keys()].filter((id) => !isHidden(id)).map((id) => {
    const { x, y } = network.canvasToDOM(view.scene.places.get(id));
    return { entity: graph.entities[id], x, y, radius: radiusOf(id, zoom) * zoom };
  }).filter(({ x, y }) => x > -40 && y > -40 && x < width + 40 && y < height + 40);
  ctx.save();
  ctx.setTransform(cssPixels(), 0, 0, cssPixels(), 0, 0);
  ctx.globalAlpha = 1;
  if (view.scene.kind === "ego") drawSectorTitles(ctx);
  drawLabels(ctx, onScreen, { width, height, zoom, focus });
  drawLinkWords(ctx, onScreen);
  ctx.restore();
}

function wordedLinks() {
  if (view.scene.kind === "path") return view.scene.links.filter(linkShown);
  if (view.scene.kind === "ego") return view.scene.links.filter((link) => link === view.hoverLink || isPlanned(link.facts.filter(factShown)));
  const chosen = view.selected === null ? [] : graph.entities[view.selected].links.filter(linkShown);
  const few = chosen.length <= 24 ? chosen : [];
  return [...new Set([...few, ...[view.hoverLink, view.link].filter(Boolean)])];
}

function drawLinkWords(ctx, onScreen) {
  ctx.font = `400 11px ${sans}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineWidth = HALO;
  ctx.lineJoin = "round";
  const place = new Map(onScreen.map((node) => [node.entity.id, node]));
  for (const link of wordedLinks()) {
    const [a, b] = [place.get(link.a), place.get(link.b)];
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
