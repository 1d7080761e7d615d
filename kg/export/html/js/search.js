// Search by name and alias, in the bar and in the path finder. Gives: findEntities, searchField, wireSearch.

const MOST_HITS = 12;

// Whole names first, then beginnings, then the rest; among equals the more important.
function findEntities(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const hits = [];
  for (const entity of graph.entities) {
    let best = 0;
    for (const name of [entity.name, ...entity.aliases]) {
      const at = name.toLowerCase().indexOf(wanted);
      if (at >= 0) best = Math.max(best, name.length === wanted.length ? 3 : at === 0 ? 2 : 1);
    }
    if (best) hits.push({ entity, best });
  }
  return hits.sort((a, b) => b.best - a.best || b.entity.weight - a.entity.weight).slice(0, MOST_HITS).map(({ entity }) => entity);
}

// Wires an input and its list: typing lists, arrows move, Enter or a click chooses.
function searchField(input, list, choose) {
  let found = [];
  let at = 0;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
    const row = list.children[at];
    if (row && row.id) input.setAttribute("aria-activedescendant", row.id);
    if (row) row.scrollIntoView({ block: "nearest" });
  };
  const take = (entity) => {
    close();
    choose(entity);
  };
  const show = () => {
    found = findEntities(input.value);
    at = 0;
    const rows = found.map((entity, number) => hitRow(entity, `${list.id}-${number}`, () => take(entity)));
    fill(list, rows.length ? rows : h("li", { class: "none" }, say("no_hit", input.value.trim())));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) announce(say("hits", found.length));
    mark();
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value.trim() && show());
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && found[at]) take(found[at]);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = Math.max(0, Math.min(found.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
      mark();
      event.preventDefault();
    }
  });
}

function hitRow(entity, id, onclick) {
  const also = entity.aliases.length ? say("also", entity.aliases.slice(0, 3).join("、")) : labelOf(entity.type);
  const row = h("li", { role: "option", id }, badge(entity.type, 22), h("span", null, entity.name), h("small", null, also));
  row.addEventListener("mousedown", (event) => {
    event.preventDefault();
    onclick();
  });
  return row;
}

function wireSearch() {
  const input = byId("query");
  input.setAttribute("placeholder", say("search"));
  input.setAttribute("aria-label", say("search"));
  searchField(input, byId("hits"), (entity) => {
    input.value = "";
    input.blur();
    setView("map");
    if (entity.links.length) showEgo(entity.id);
    else select(entity.id);
  });
}
