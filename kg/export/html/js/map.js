// The canvas: vis-network with given positions. Gives: network, startMap, showScene, refreshScene, refill, isHidden, isCrowdMap.

const FINGER = 22; // px around a touch within which a node is meant
const POINTER = 4; // px around a pointer within which a dot is meant
const REFILL = 90; // ms of rest after which a crowd's nodes are chosen anew
let network = null;
let nodes = null;
let edges = null;
let focus = null;
const cssPixels = () => window.devicePixelRatio || 1;

function startMap(options) {
  nodes = new vis.DataSet();
  edges = new vis.DataSet();
  network = new vis.Network(byId("graph"), { nodes, edges }, options);
  byId("graph").firstChild.removeAttribute("tabindex"); // the graph itself is the stop for the Tab key
  network.on("click", ({ nodes: [hit], edges: [edge], pointer, event }) => {
    document.body.classList.remove("filters");
    const touched = event.srcEvent && event.srcEvent.pointerType === "touch";
    const node = hit === undefined ? nearest(pointer.DOM, touched) : hit;
    if (node !== undefined) select(node);
    else if (edge !== undefined) selectLink(graph.links[edge]);
    else deselect();
  });
  network.on("doubleClick", ({ nodes: [hit], pointer }) => {
    const node = hit === undefined ? nearest(pointer.DOM, false) : hit;
    if (node !== undefined) showEgo(node);
  });
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", ({ edge }) => hoverLink(graph.links[edge]));
  network.on("blurEdge", () => hoverLink(null));
  network.on("beforeDrawing", drawGround);
  network.on("afterDrawing", drawAbove);
  byId("graph").addEventListener("mousemove", hoverDot);
}

const isCrowdMap = () => view.scene.kind === "map" && isCrowd();

// The number of the node or dot nearest to a place on the canvas, if it is near: a finger is broader than a pointer.
function nearest(point, touched) {
  if (touched) {
    const node = nearestNode(point);
    if (node !== undefined) return node;
  }
  const dot = isCrowdMap() && dotAt(point, touched ? FINGER : POINTER);
  return dot ? dot.id : undefined;
}

function nearestNode({ x, y }) {
  const near = [...view.scene.places.keys()].filter((id) => !isHidden(id)).map((id) => {
    const place = network.canvasToDOM(view.scene.places.get(id));
    return { id, away: Math.hypot(place.x - x, place.y - y) };
  }).filter(({ away }) => away < FINGER);
  return near.length ? near.reduce((a, b) => (b.away < a.away ? b : a)).id : undefined;
}

function hoverDot({ clientX, clientY, buttons }) {
  if (!isCrowdMap() || buttons || view.scene.places.has(view.hover)) return;
  const { left, top } = byId("graph").getBoundingClientRect();
  const dot = dotAt({ x: clientX - left, y: clientY - top }, POINTER);
  const id = dot && !view.scene.places.has(dot.id) ? dot.id : null;
  if (id !== view.hover) hover(id);
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
  nodes.add([...scene.places].map(drawnNode));
  edges.add(scene.links.map((link) => ({ id: link.id, from: link.a, to: link.b, ...linkStyle(link, focus) })));
  fitScene();
  drawStatus();
}

// Colours, filters or the selection changed; nothing moves.
function refreshScene() {
  if (!network) return;
  focus = focusOf();
  if (isCrowdMap()) return refill();
  nodes.update([...view.scene.places.keys()].map((id) => ({ id, hidden: isHidden(id) })));
  edges.update(view.scene.links.map((link) => ({ id: link.id, ...linkStyle(link, focus) })));
  network.redraw();
  drawStatus();
}

// A crowd's nodes are chosen anew for what is in sight; who stays is not touched.
function refill() {
  if (!isCrowdMap()) return refreshScene();
  const before = view.scene;
  view.scene = mapScene();
  focus = focusOf();
  const { places, links } = view.scene;
  const kept = new Set(links.map((link) => link.id));
  edges.remove(edges.getIds().filter((id) => !kept.has(id)));
  nodes.remove([...before.places.keys()].filter((id) => !places.has(id)));
  nodes.add([...places].filter(([id]) => !before.places.has(id)).map(drawnNode));
  edges.update(links.map((link) => ({ id: link.id, from: link.a, to: link.b, ...linkStyle(link, focus) })));
  network.redraw();
  drawStatus();
}

let refillTimer = 0;
let sighted = "";

// Called whenever the map was drawn: what is in sight may have changed.
function refillWhenMoved() {
  const { x, y } = network.getViewPosition();
  const sight = `${network.getScale()} ${x} ${y} ${byId("graph").clientWidth} ${byId("graph").clientHeight}`;
  if (sight === sighted) return;
  sighted = sight;
  clearTimeout(refillTimer);
  refillTimer = setTimeout(refill, REFILL);
}

function drawnNode([id, place]) {
  return { id, ...place, shape: "custom", ctxRenderer, hidden: isHidden(id) };
}

function isHidden(id) {
  return view.scene.kind === "map" ? !entityShown(graph.entities[id]) : filters.hiddenTypes.has(graph.entities[id].type.name) && id !== view.scene.centre;
}

function drawStatus() {
  const all = graph.entities.filter((entity) => onMap(entity) && (filters.loose || entity.links.length)).length;
  const shown = [...view.scene.places.keys()].filter((id) => !isHidden(id)).length;
  const links = view.scene.links.filter(linkShown).length;
  const more = isCrowdMap() && shown < all ? ` · ${say("zoom_for_more")}` : view.scene.rest ? ` · ${say("not_drawn", view.scene.rest)}` : "";
  byId("status").textContent = say("shown", thousands(shown), thousands(all), thousands(links)) + more;
  const none = view.scene.kind === "map" && !graph.entities.some(entityShown);
  byId("empty").hidden = !none;
  if (none && graph.entities.length) fill(byId("empty"), say("all_filtered"), " ", button(say("reset"), resetFilters, { class: "link" }));
  else if (none) fill(byId("empty"), say("empty"));
}
