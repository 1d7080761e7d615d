// The legend is the filter: types, status, relations, confidence. Gives: filters, factShown, entityShown, linkShown, applyFilters, drawFilters.

const filters = { hiddenTypes: new Set(), hiddenGroups: new Set(), status: "all", sure: false, loose: false };
const SURE = 0.5; // confidence below which a fact is more likely wrong than right
const STATUS = { done: "Asserted", plan: "Planned", alleged: "Alleged", denied: "Denied" };

// What is denied is shown on demand only.
function factShown(fact) {
  if (filters.hiddenGroups.has(groupOf(fact)) || (filters.sure && fact.confidence < SURE)) return false;
  return filters.status === "all" ? fact.status !== "Denied" : fact.status === STATUS[filters.status];
}

// Whether an entity is shown is worked out once for each change of the filters: `entity.shown`. And of each community, how
// many members are shown, and which has the most links.
function applyFilters() {
  filters.members = new Map();
  filters.leaders = new Map();
  for (const entity of graph.entities) {
    entity.shown = !filters.hiddenTypes.has(entity.type.name) && (filters.loose || entity.links.some((link) => link.facts.some(factShown)));
    if (!entity.shown || entity.community < 0) continue;
    filters.members.set(entity.community, (filters.members.get(entity.community) || 0) + 1);
    const leader = filters.leaders.get(entity.community);
    if (!leader || entity.links.length > leader.links.length) filters.leaders.set(entity.community, entity);
  }
  forgetDots();
}

const entityShown = (entity) => entity.shown;

function linkShown(link) {
  return graph.entities[link.a].shown && graph.entities[link.b].shown && link.facts.some(factShown);
}

function resetFilters() {
  filters.hiddenTypes.clear();
  filters.hiddenGroups.clear();
  Object.assign(filters, { status: "all", sure: false });
  filtersChanged();
}

function toggle(set, name) {
  if (!set.delete(name)) set.add(name);
  filtersChanged();
}

function filtersChanged() {
  applyFilters();
  drawFilters();
  if (view.scene.kind === "ego" && hasNeighbours(view.scene.centre)) drawEgo(view.scene.centre);
  else if (view.scene.kind === "ego") leaveScene();
  else if (view.scene.kind === "path") showPaths();
  else refill();
  if (!byId("right").querySelector(".who")) drawPanel();
  refreshView();
  writeHash();
}

// Show this type only; once more: all again.
function onlyType(name) {
  const others = usedTypes().filter((type) => type.name !== name).map((type) => type.name);
  const alone = !filters.hiddenTypes.has(name) && others.every((other) => filters.hiddenTypes.has(other));
  filters.hiddenTypes = new Set(alone ? [] : others);
  filtersChanged();
}

function typeCounts() {
  graph.typeCounts = graph.typeCounts || countBy(graph.entities.map((entity) => entity.type.name));
  return graph.typeCounts;
}

function usedTypes() {
  return graph.types.filter((type) => typeCounts().has(type.name));
}

function countBy(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

function drawFilters() {
  const focused = document.activeElement && document.activeElement.dataset.filter;
  fill(byId("left"), typeFilter(), statusFilter(), groupFilter(), looseFilter(), lineKey(), settings(), h("p", { class: "license" }, say("license")));
  const again = focused && byId("left").querySelector(`[data-filter="${CSS.escape(focused)}"]`);
  if (again) again.focus({ preventScroll: true });
}

function typeFilter() {
  const allHidden = usedTypes().every((type) => filters.hiddenTypes.has(type.name));
  const flip = () => {
    filters.hiddenTypes = new Set(allHidden || filters.hiddenTypes.size ? [] : usedTypes().map((type) => type.name));
    filtersChanged();
  };
  const rows = usedTypes().map((type) => typeRow(type, typeCounts().get(type.name)));
  const head = h("div", { class: "head" }, h("h2", null, say("types")), button(say(filters.hiddenTypes.size ? "all" : "clear"), flip, { class: "link", "data-filter": "flip" }));
  return h("section", null, head, h("div", { class: "rows" }, rows));
}

function typeRow(type, count) {
  const shown = !filters.hiddenTypes.has(type.name);
  const attributes = { type: "button", class: "type", title: say("only"), "aria-pressed": String(shown), "data-filter": `type-${type.name}` };
  const row = h("button", attributes, badge(type, 22), h("span", null, labelOf(type)), h("b", null, thousands(count)));
  row.addEventListener("click", (event) => {
    if (event.altKey || event.detail === 2) onlyType(type.name);
    else if (event.detail < 2) toggle(filters.hiddenTypes, type.name);
  });
  return row;
}

// Where a fact is less sure, a switch leaves the less sure ones out.
function statusFilter() {
  const counts = countBy(graph.facts.map((fact) => fact.status));
  const choose = (status) => () => {
    filters.status = status;
    filtersChanged();
  };
  const pill = (status, text) =>
    button(text, choose(status), { class: "pill solid", "aria-pressed": String(filters.status === status), "data-filter": `status-${status}` });
  const counted = (status) => [say(`status_${status}`), " ", h("small", null, thousands(counts.get(STATUS[status])))];
  const rest = ["plan", "alleged", "denied"].filter((status) => counts.has(STATUS[status]));
  const pills = [pill("all", say("status_all")), pill("done", say("status_done")), ...rest.map((status) => pill(status, counted(status)))];
  return h("section", null, h("h2", null, say("status")), h("div", { class: "pills" }, pills), sureFilter());
}

function sureFilter() {
  const unsure = graph.facts.filter((fact) => fact.confidence < SURE).length;
  if (!unsure) return null;
  const flip = () => {
    filters.sure = !filters.sure;
    filtersChanged();
  };
  return switchRow("sure", { on: filters.sure, text: say("sure", SURE * 100), count: `−${thousands(unsure)}`, flip });
}

// A switch with its name and, in words, how many it concerns.
function switchRow(name, { on, text, count, flip }) {
  const attributes = { type: "button", class: "switch", "aria-pressed": String(on), onclick: flip, "data-filter": name };
  return h("button", attributes, h("i", null), h("span", null, text), h("b", null, count));
}

function groupFilter() {
  const counts = countBy(graph.facts.filter((fact) => fact.kind !== "observation").map(groupOf));
  const pills = [...counts].sort((a, b) => b[1] - a[1]).map(([group, count]) => {
    const attributes = { class: "pill", "aria-pressed": String(!filters.hiddenGroups.has(group)), "data-filter": `group-${group}` };
    return button([groupLabel(group), " ", h("small", null, thousands(count))], () => toggle(filters.hiddenGroups, group), attributes);
  });
  return pills.length ? h("section", null, h("h2", null, say("relations")), h("div", { class: "pills" }, pills)) : null;
}

function looseFilter() {
  const loose = graph.entities.filter((entity) => !entity.links.length).length;
  if (!loose) return null;
  const flip = () => {
    filters.loose = !filters.loose;
    filtersChanged();
    if (view.scene.kind === "map") fitScene();
  };
  return h("section", null, switchRow("loose", { on: filters.loose, text: say("loose"), count: thousands(loose), flip }));
}

// What the top bar of a phone has no room for.
function settings() {
  const setting = (word, act) => button(say(word), act, { class: "act" });
  return h("div", { class: "settings" }, setting("language", flipLanguage), setting("theme", flipTheme), graph.entities.length ? setting("png", savePicture) : null);
}

function lineKey() {
  const line = (dashes, name, text) => {
    const drawn = svg("line", { x1: 0, y1: 5, x2: 34, y2: 5, "stroke-dasharray": dashes, class: name });
    return h("li", null, svg("svg", { width: 34, height: 10, "aria-hidden": "true" }, drawn), text);
  };
  const lines = [line("none", "edge", say("line_done")), line("6 5", "planned", say("line_planned")), line("1.5 4", "edge", say("line_event"))];
  return h("section", null, h("h2", null, say("lines")), h("ul", { class: "lines" }, lines));
}
