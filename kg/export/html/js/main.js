// Opens the page: unpacks the data, draws the first view, listens to the keyboard.

function showFailure(error) {
  const loading = byId("loading");
  loading.hidden = false;
  loading.textContent = words.failed ? say("failed") : loading.dataset.failed;
  console.error(error);
}

window.addEventListener("error", (event) => showFailure(event.error || event.message));
window.addEventListener("unhandledrejection", (event) => showFailure(event.reason));

const darkness = window.matchMedia("(prefers-color-scheme: dark)");
let themeChosen = false;

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  forgetColours();
  if (view.scene) refreshScene();
}

function flipTheme() {
  themeChosen = true;
  setTheme(document.documentElement.dataset.theme !== "dark");
}

function drawFrame() {
  const relations = graph.facts.filter(({ kind }) => kind === "relation").length;
  byId("counts").textContent = say("title_counts", ofWhole(graph.entities.length, graph.whole.entities), ofWhole(relations, graph.whole.relations), thousands(graph.reports));
  byId("skip").textContent = say("skip");
  byId("graph").setAttribute("aria-label", say("graph_label"));
  const menu = h("button", { type: "button", class: "icon menu", "aria-label": say("menu"), onclick: () => document.body.classList.toggle("filters") }, icon("filter"));
  const path = button(say("find_path"), () => openFinder(view.selected === null ? undefined : view.selected), { class: "act path" });
  const theme = h("button", { type: "button", class: "icon", title: say("theme"), "aria-label": say("theme"), onclick: flipTheme }, icon("theme"));
  const picture = h("button", { type: "button", class: "icon picture", title: say("png"), "aria-label": say("png"), onclick: savePicture }, icon("download"));
  const tongue = button(say("language"), flipLanguage, { class: "tongue" });
  const help = h("button", { type: "button", class: "icon help", title: say("help"), "aria-label": say("help"), onclick: openHelp }, "?");
  fill(byId("actions"), graph.links.length ? path : null, graph.entities.length ? picture : null, theme, help, tongue, menu);
  const regions = { left: "filters", right: "panel", views: "views", sheet: "tables", finder: "find_path", bottom: "views", hits: "hits_list" };
  for (const [id, word] of Object.entries(regions)) byId(id).setAttribute("aria-label", say(word));
  const zoom = (name, word, act) => h("button", { type: "button", title: say(word), "aria-label": say(word), onclick: act }, icon(name));
  fill(byId("zoom"), zoom("plus", "zoom_in", () => zoomBy(1.3)), zoom("minus", "zoom_out", () => zoomBy(1 / 1.3)), zoom("fit", "fit", fitScene));
  const narrow = window.innerWidth <= 760;
  byId("query").setAttribute("placeholder", say(narrow ? "search_short" : "search"));
  byId("query").setAttribute("aria-label", say("search"));
}

// How many this page holds; of a served graph, of how many.
function ofWhole(held, whole) {
  return held < whole ? say("part_of", thousands(held), thousands(whole)) : thousands(held);
}

function flipLanguage() {
  setWords(words, language === "zh" ? "en" : "zh");
  drawEverything();
  writeHash();
}

function drawEverything() {
  drawFrame();
  drawFilters();
  drawViews();
  refreshView();
  if (view.route) drawPaths();
  else drawPanel();
  if (view.scene.kind === "ego") drawEgo(view.scene.centre);
  else refreshScene();
}

const KEYS = {
  "/": () => byId("query").focus(),
  1: () => setView("map"),
  2: () => setView("table"),
  3: () => graph.events.size && setView("time"),
  "+": () => zoomBy(1.3),
  "=": () => zoomBy(1.3),
  "-": () => zoomBy(1 / 1.3),
  0: () => fitScene(),
  d: () => flipTheme(),
  p: () => view.tab === "map" && savePicture(),
  r: () => graph.links.length && openFinder(view.selected === null ? undefined : view.selected),
  f: () => view.selected !== null && showEgo(view.selected),
  "?": () => openHelp(),
  Escape: stepBack,
};

function stepBack() {
  if (document.body.classList.contains("filters")) document.body.classList.remove("filters");
  else if (view.tab !== "map") setView("map");
  else if (!byId("finder").hidden) leaveFinder();
  else if (view.scene.kind !== "map") backToMap();
  else deselect();
}

function onKey(event) {
  const field = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open || (field && event.key !== "Escape")) return;
  if (event.target === byId("graph") && (event.key.startsWith("Arrow") || event.key === "Enter")) {
    event.preventDefault();
    if (event.key === "Enter") KEYS.f();
    else step(event.key);
    return;
  }
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// To the nearest node in that direction; among linked ones first.
function step(key) {
  const [dx, dy] = DIRECTIONS[key];
  const shown = [...view.scene.places.keys()].filter((id) => !isHidden(id));
  if (!shown.length) return;
  if (view.selected === null) return select(shown.reduce((a, b) => (graph.entities[b].weight > graph.entities[a].weight ? b : a)));
  const here = view.scene.places.get(view.selected);
  if (!here) return;
  const linked = new Set(graph.entities[view.selected].links.flatMap(({ a, b }) => [a, b]));
  let best = null;
  for (const id of shown) {
    const place = view.scene.places.get(id);
    const along = (place.x - here.x) * dx + (place.y - here.y) * dy;
    const across = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
    if (along <= 0 || across > along * 1.5) continue;
    const cost = (along + across) * (linked.has(id) ? 1 : 6);
    if (!best || cost < best.cost) best = { id, cost };
  }
  if (best) select(best.id);
}

const isOld = () => typeof DecompressionStream === "undefined";

// The first view from the core; then the details, as soon as the rest of the file is read.
async function open() {
  const [core, placed, options] = await Promise.all(["kg-core", "kg-network", "kg-options"].map(unpack));
  setWords(core.words, new URLSearchParams(location.hash.slice(1)).get("l") === "en" ? "en" : "zh");
  loadCore(core, placed);
  applyFilters();
  setTheme(darkness.matches);
  darkness.addEventListener("change", () => themeChosen || setTheme(darkness.matches));
  startMap(options);
  view.scene = mapScene();
  drawFrame();
  drawFilters();
  drawViews();
  document.body.dataset.view = "map";
  if (window.innerWidth <= 760) byId("right").classList.add("peek");
  drawOverview();
  wireSearch();
  wirePage();
  showScene(view.scene);
  byId("loading").hidden = true;
  readHash();
  document.documentElement.dataset.ready = "yes";
}

function wirePage() {
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    setView("table");
    byId("sheet").querySelector("[role=tab]").focus();
  });
  document.addEventListener("keydown", onKey);
  let width = window.innerWidth; // a phone changes its height while one scrolls
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width) setTimeout(fitScene, 60);
    width = window.innerWidth;
  });
  // What the browser tests look at.
  const placeOf = (name) => {
    const entity = graph.entities.find((each) => each.name === name);
    return network.canvasToDOM(view.scene.places.get(entity.id) || entity);
  };
  byId("graph").drawn = { labelBoxes, placeOf, graph, view, network };
}

async function openDetail() {
  if (document.readyState === "loading") await new Promise((done) => { document.addEventListener("DOMContentLoaded", done); });
  loadDetail(await unpack("kg-detail"));
  if (filters.sure) applyFilters();
  drawFilters();
  drawPanel();
  refreshView();
  performance.mark("kg-details");
  (window.requestIdleCallback || setTimeout)(() => findEntities("zz")); // the first search reads all names
  document.documentElement.dataset.ready = "all";
}

let detailed = Promise.resolve();
if (isOld()) byId("loading").textContent = byId("loading").dataset.old;
else {
  const opened = open();
  detailed = opened.then(openDetail);
  detailed.catch(showFailure);
}
