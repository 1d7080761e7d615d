// The legend is the filter: types, status, relations. Gives: filters, factShown, entityShown, linkShown, drawFilters.

const filters = { hiddenTypes: new Set(), hiddenGroups: new Set(), status: "all", loose: false };

function factShown(fact) {
  if (fact.status === "Denied" || filters.hiddenGroups.has(groupOf(fact))) return false;
  return filters.status === "all" || (filters.status === "planned") === (fact.status === "Planned");
}

function entityShown(entity) {
  if (filters.hiddenTypes.has(entity.type.name)) return false;
  return filters.loose || entity.links.some((link) => link.facts.some(factShown));
}

function linkShown(link) {
  return entityShown(graph.entities[link.a]) && entityShown(graph.entities[link.b]) && link.facts.some(factShown);
}

function resetFilters() {
  filters.hiddenTypes.clear();
  filters.hiddenGroups.clear();
  filters.status = "all";
  filtersChanged();
}

function toggle(set, name) {
  if (!set.delete(name)) set.add(name);
  filtersChanged();
}

function filtersChanged() {
  drawFilters();
  if (view.scene.kind === "ego" && hasNeighbours(view.scene.centre)) drawEgo(view.scene.centre);
  else if (view.scene.kind === "ego") leaveScene();
  else if (view.scene.kind === "path") showPaths();
  else refreshScene();
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

function usedTypes() {
  return graph.types.filter((type) => graph.entities.some((entity) => entity.type === type));
}

function countBy(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

function drawFilters() {
  const focused = document.activeElement && document.activeElement.dataset.filter;
  fill(byId("left"), typeFilter(), statusFilter(), groupFilter(), looseFilter(), lineKey(), h("p", { class: "license" }, say("license")));
  const again = focused && byId("left").querySelector(`[data-filter="${CSS.escape(focused)}"]`);
  if (again) again.focus({ preventScroll: true });
}

function typeFilter() {
  const counts = countBy(graph.entities.map((entity) => entity.type.name));
  const allHidden = usedTypes().every((type) => filters.hiddenTypes.has(type.name));
  const flip = () => {
    filters.hiddenTypes = new Set(allHidden || filters.hiddenTypes.size ? [] : usedTypes().map((type) => type.name));
    filtersChanged();
  };
  const rows = usedTypes().map((type) => typeRow(type, counts.get(type.name)));
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

function statusFilter() {
  const planned = graph.facts.filter((fact) => fact.status === "Planned").length;
  const choose = (status) => () => {
    filters.status = status;
    filtersChanged();
  };
  const pill = (status, text) =>
    button(text, choose(status), { class: "pill solid", "aria-pressed": String(filters.status === status), "data-filter": `status-${status}` });
  const pills = [pill("all", say("status_all")), pill("done", say("status_done"))];
  if (planned) pills.push(pill("planned", [say("status_planned"), " ", h("small", null, String(planned))]));
  return h("section", null, h("h2", null, say("status")), h("div", { class: "pills" }, pills));
}

function groupFilter() {
  const counts = countBy(graph.facts.filter((fact) => fact.kind !== "observation").map(groupOf));
  const pills = [...counts].sort((a, b) => b[1] - a[1]).map(([group, count]) => {
    const attributes = { class: "pill", "aria-pressed": String(!filters.hiddenGroups.has(group)), "data-filter": `group-${group}` };
    return button([groupLabel(group), " ", h("small", null, String(count))], () => toggle(filters.hiddenGroups, group), attributes);
  });
  return pills.length ? h("section", null, h("h2", null, say("relations")), h("div", { class: "pills" }, pills)) : null;
}

function looseFilter() {
  const loose = graph.entities.filter((entity) => !entity.links.length).length;
  if (!loose) return null;
  const flip = () => {
    filters.loose = !filters.loose;
    filtersChanged();
    fitScene();
  };
  const attributes = { type: "button", class: "switch", "aria-pressed": String(filters.loose), onclick: flip, "data-filter": "loose" };
  return h("section", null, h("button", attributes, h("i", null), h("span", null, say("loose")), h("b", null, String(loose))));
}

function lineKey() {
  const line = (dashes, name, text) => {
    const drawn = svg("line", { x1: 0, y1: 5, x2: 34, y2: 5, "stroke-dasharray": dashes, class: name });
    return h("li", null, svg("svg", { width: 34, height: 10, "aria-hidden": "true" }, drawn), text);
  };
  const lines = [line("none", "edge", say("line_done")), line("6 5", "planned", say("line_planned")), line("1.5 4", "edge", say("line_event"))];
  return h("section", null, h("h2", null, say("lines")), h("ul", { class: "lines" }, lines));
}
