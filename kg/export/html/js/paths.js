// 查关系: how two entities are connected. Gives: openFinder, closeFinder, findPaths, showPaths, drawPathPanel, leaveFinder.

const LONGEST = 6;
const MOST_PATHS = 6;
const HUBS = ["AdministrativeArea", "Industry"];
const finder = { from: null, to: null, avoid: true };

// Paths as lists of entity numbers: all shortest ones, then, without their inner entities, the next.
function findPaths(from, to, avoid) {
  const closed = new Set();
  const paths = [];
  while (paths.length < MOST_PATHS) {
    const found = shortestPaths(from, to, { closed, avoid }).slice(0, MOST_PATHS - paths.length);
    if (!found.length) break;
    paths.push(...found);
    for (const path of found) path.slice(1, -1).forEach((inner) => closed.add(inner));
    if (found[0].length === 2) closed.add("direct");
  }
  return paths;
}

function shortestPaths(from, to, { closed, avoid }) {
  const before = new Map([[from, []]]);
  let rim = [from];
  for (let step = 1; step <= LONGEST && rim.length && !before.has(to); step += 1) {
    const next = new Map();
    for (const id of rim) {
      for (const link of graph.entities[id].links) {
        const other = otherEnd(link, id).id;
        const direct = id === from && other === to && closed.has("direct");
        if (before.has(other) || direct || !linkShown(link) || (other !== to && isClosed(other, { closed, avoid }))) continue;
        if (!next.has(other)) next.set(other, []);
        next.get(other).push(id);
      }
    }
    for (const [id, comers] of next) before.set(id, comers);
    rim = [...next.keys()].sort((a, b) => graph.entities[b].weight - graph.entities[a].weight);
  }
  return before.has(to) ? unrolled(to, before).slice(0, MOST_PATHS) : [];
}

function isClosed(id, { closed, avoid }) {
  return closed.has(id) || (avoid && HUBS.includes(graph.entities[id].type.name));
}

function unrolled(to, before) {
  const comers = before.get(to);
  return comers.length ? comers.flatMap((id) => unrolled(id, before).slice(0, MOST_PATHS).map((path) => [...path, to])) : [[to]];
}

function linkBetween(a, b) {
  return graph.entities[a].links.find((link) => otherEnd(link, a).id === b);
}

let openedFrom = null; // what had the focus before, and gets it back

function openFinder(from, to) {
  if (byId("finder").hidden) openedFrom = document.activeElement;
  setView("map");
  finder.from = from === undefined ? finder.from : from;
  finder.to = to === undefined ? finder.to : to;
  byId("finder").hidden = false;
  drawFinder();
  const empty = byId("finder").querySelector(finder.from === null ? "#from" : "#to");
  if (finder.from === null || finder.to === null) empty.focus();
  else showPaths();
}

function closeFinder() {
  byId("finder").hidden = true;
}

function leaveFinder() {
  closeFinder();
  if (view.scene.kind === "path") backToMap();
  if (openedFrom && openedFrom.isConnected) openedFrom.focus();
}

function finderField(end) {
  const name = finder[end] === null ? "" : graph.entities[finder[end]].name;
  const attributes = { id: end, type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": `${end}-hits`, "aria-label": say(end), placeholder: say(end), autocomplete: "off" };
  const input = h("input", attributes);
  input.value = name;
  const list = h("ul", { id: `${end}-hits`, class: "hits", role: "listbox", hidden: true });
  searchField(input, list, (entity) => {
    finder[end] = entity.id;
    input.value = entity.name;
    drawFinder();
    if (finder.from !== null && finder.to !== null) showPaths();
    else byId(end === "from" ? "to" : "from").focus();
  });
  return h("div", { class: "field" }, input, list);
}

function drawFinder(paths) {
  const swap = () => {
    [finder.from, finder.to] = [finder.to, finder.from];
    drawFinder();
    if (finder.from !== null && finder.to !== null) showPaths();
  };
  const flip = () => {
    finder.avoid = !finder.avoid;
    drawFinder();
    if (finder.from !== null && finder.to !== null) showPaths();
  };
  const bar = h("div", { class: "bar" },
    finderField("from"),
    h("button", { type: "button", class: "icon", "aria-label": say("swap"), onclick: swap }, icon("swap", 18)),
    finderField("to"),
    button(say("avoid_hubs"), flip, { class: "pill solid", "aria-pressed": String(finder.avoid) }),
    h("button", { type: "button", class: "icon", "aria-label": say("close"), onclick: leaveFinder }, icon("close", 18)));
  fill(byId("finder"), bar, paths ? chains(paths) : null);
}

function chains(paths) {
  if (!paths.length) return h("p", { class: "none" }, say("no_path"));
  return h("div", { class: "chains" }, paths.map((path) => h("div", { class: "chain" }, path.flatMap((id, at) => {
    if (at === 0) return [chip(graph.entities[id])];
    const link = linkBetween(path[at - 1], id);
    const planned = isPlanned(link.facts.filter(factShown));
    const target = link.facts.map(targetOf).find((end) => end !== null);
    const arrow = target === path[at - 1] ? `← ${linkWords(link)}` : `${linkWords(link)} →`;
    return [h("span", { class: planned ? "step planned" : "step" }, arrow), chip(graph.entities[id])];
  }))));
}

// The paths that the page knows, at once; with a server, again when it has told what it knows.
function showPaths() {
  const { from, to, avoid } = finder;
  drawPaths();
  learnPaths(from, to, avoid ? HUBS : []).then((more) => more && view.route && finder.from === from && finder.to === to && drawPaths());
}

function drawPaths() {
  const { from, to, avoid } = finder;
  const paths = from === to ? [] : findPaths(from, to, avoid);
  Object.assign(view, { selected: null, link: null, route: { from, to, paths } });
  drawFinder(paths);
  byId("right").classList.remove("peek", "tall");
  drawPathPanel();
  if (paths.length) {
    showScene(pathScene(paths));
    drawCrumb(say("path_view"));
  }
  announce(say("path_count", graph.entities[from].name, graph.entities[to].name, paths.length, paths.length ? paths[0].length - 1 : 0));
  writeHash();
}

// Each path is a row from left to right; an entity of several paths stands in the first one's row.
function pathScene(paths) {
  const steps = Math.max(...paths.map((path) => path.length - 1));
  const wide = window.innerWidth <= 760 ? 110 : 190;
  const places = new Map();
  paths.forEach((path, row) => path.forEach((id, at) => {
    const end = at === 0 || at === path.length - 1;
    const place = { x: (at / (path.length - 1)) * steps * wide, y: end ? 0 : (row - (paths.length - 1) / 2) * 125, size: 16 };
    if (!places.has(id)) places.set(id, place);
  }));
  const links = new Set(paths.flatMap((path) => path.slice(1).map((id, at) => linkBetween(path[at], id))));
  return { kind: "path", places, links: [...links] };
}

function drawPathPanel() {
  const { paths } = view.route;
  const [from, to] = [graph.entities[view.route.from], graph.entities[view.route.to]];
  const found = paths.length ? say("path_count", from.name, to.name, paths.length, paths[0].length - 1) : say("no_path");
  const head = h("div", { class: "title" }, h("h2", null, say("path_title")), h("p", null, found));
  const steps = paths.map((path, number) => {
    const facts = path.slice(1).map((id, at) => linkBetween(path[at], id).facts.filter(factShown));
    return section(say("path_number", number + 1, path.length - 1), facts.flatMap((those) => those.slice(0, 2).map((fact) => factCard(fact, { open: true }))));
  });
  fill(byId("right"), handle(), head, untilDetailed() || steps);
  byId("right").scrollTop = 0;
}
