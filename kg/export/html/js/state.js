// What is selected and which view is open, kept in the address. Gives: select, selectLink, deselect, setView, writeHash, readHash.

const VIEWS = { map: "map", table: "tables", time: "timeline" };

function select(id, { tab, evidence } = {}) {
  const entity = graph.entities[id];
  const again = view.selected === id && view.scene.kind === "ego" && view.scene.centre !== id && view.tab === "map" && !tab;
  if (again) return showEgo(id);
  if (view.selected !== id) Object.assign(profile, { tab: "about", evidence: null });
  if (tab) Object.assign(profile, { tab, evidence: evidence || null });
  view.selected = id;
  view.link = null;
  if (view.scene.kind !== "map" && !view.scene.places.has(id)) return leaveScene();
  if (byId("right").classList.contains("peek")) setSheet("");
  drawProfile(entity);
  refreshScene();
  bringIntoView(id);
  announce(say("selected", entity.name));
  writeHash();
}

// What is selected is not drawn in this scene: back to the map, where it is.
function leaveScene() {
  const { selected } = view;
  closeFinder();
  byId("crumb").hidden = true;
  view.route = null;
  showScene(mapScene());
  select(selected);
}

function bringIntoView(id) {
  const entity = graph.entities[id];
  if (view.scene.kind !== "map" || !onMap(entity) || isHidden(id)) return;
  const { x, y } = network.canvasToDOM(entity);
  const { width, top, bottom, height } = openRange();
  if (x >= 40 && y >= top + 28 && x <= width - 16 && y <= bottom - 40) return;
  const below = (top + bottom - height) / 2 / network.getScale(); // how far the middle of what is free lies below the canvas'
  network.moveTo({ position: { x: entity.x, y: entity.y - below }, animation: false });
}

function selectLink(link) {
  view.link = link;
  if (view.scene.kind === "map") view.selected = null;
  drawLinkPanel(link);
  refreshScene();
  writeHash();
}

function deselect() {
  if (view.scene.kind !== "map") return;
  if (view.selected === null && !view.link) return;
  view.selected = view.link = null;
  drawOverview();
  refreshScene();
  writeHash();
}

function backToMap() {
  closeFinder();
  Object.assign(view, { selected: null, link: null, route: null, hover: null });
  byId("crumb").hidden = true;
  drawOverview();
  if (window.innerWidth <= 760) byId("right").classList.add("peek");
  showScene(mapScene());
  writeHash();
}

function drawCrumb(text) {
  byId("crumb").hidden = false;
  fill(byId("crumb"), button(say("back"), backToMap), h("span", null, text));
}

function setView(tab) {
  const changed = view.tab !== tab;
  view.tab = tab;
  byId("sheet").hidden = tab === "map";
  document.body.dataset.view = tab;
  document.body.classList.remove("filters");
  drawViews();
  refreshView();
  if (changed) writeHash();
}

function refreshView() {
  if (view.tab === "table") drawTables();
  if (view.tab === "time") drawTimeline();
}

function viewTabs(group) {
  const shown = Object.entries(VIEWS).filter(([tab]) => tab !== "time" || graph.events.size);
  return tabButtons(group, shown.map(([name, word]) => ({ name, text: say(word), on: view.tab === name, open: () => setView(name) })));
}

function drawViews() {
  fill(byId("views"), viewTabs("views"));
  const flip = () => document.body.classList.toggle("filters");
  fill(byId("bottom"), button(say("filters"), flip), h("div", { role: "tablist", "aria-label": say("views") }, viewTabs("bottom")));
}

// e: selected entity, f: its ego view, a and b: ends of a path, v: view, s: status, x: hidden types, l: language.
function writeHash() {
  const parts = new URLSearchParams();
  if (view.route) {
    parts.set("a", graph.entities[view.route.from].key);
    parts.set("b", graph.entities[view.route.to].key);
  } else if (view.selected !== null) {
    parts.set("e", graph.entities[view.selected].key);
    if (view.scene.kind === "ego") parts.set("f", "1");
  }
  if (view.tab !== "map") parts.set("v", view.tab);
  if (filters.status !== "all") parts.set("s", filters.status);
  if (filters.hiddenTypes.size) parts.set("x", [...filters.hiddenTypes].sort().join(","));
  if (language !== "zh") parts.set("l", language);
  const text = parts.toString();
  history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
}

// Only known keys and entities that exist count; anything else is ignored.
function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const [chosen, from, to] = ["e", "a", "b"].map((name) => entityOf(parts.get(name)));
  const tab = parts.get("v");
  const hidden = (parts.get("x") || "").split(",").filter((name) => usedTypes().some((type) => type.name === name));
  const status = Object.keys(STATUS).find((name) => name === parts.get("s"));
  if (hidden.length || status) {
    filters.hiddenTypes = new Set(hidden);
    filters.status = status || "all";
    filtersChanged();
  }
  const unknown = parts.get("e");
  if (hasServer && unknown && !chosen) learnKey(unknown).then((entity) => entity && select(entity.id));
  if (from && to) openFinder(from.id, to.id);
  else if (chosen && parts.get("f") === "1") showEgo(chosen.id);
  else if (chosen) select(chosen.id);
  if (Object.keys(VIEWS).includes(tab) && tab !== "map") setView(tab);
}
