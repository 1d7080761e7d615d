// Search by name, alias, pinyin and initials, in the bar and in the path finder. Gives: findEntities, searchField, wireSearch.

const MOST_HITS = 12;
const ASKED_AFTER = 250; // ms without a key, after which a server is asked too

// Its names in small letters, kept with it.
function namesOf(entity) {
  entity.names = entity.names || [entity.name, ...entity.aliases].map((name) => name.toLowerCase());
  return entity.names;
}

// 3: the whole name, 2: its beginning, 1: within it, 0: not at all.
function rankIn(name, wanted) {
  const at = name.indexOf(wanted);
  return at < 0 ? 0 : name.length === wanted.length ? 3 : at === 0 ? 2 : 1;
}

// Whole names first, then beginnings, then the rest; among equals the more important.
function findEntities(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const rank = isLatin(wanted) ? (name) => Math.max(rankIn(name, wanted), pinyinRank(name, wanted)) : (name) => rankIn(name, wanted);
  const hits = [[], [], [], []];
  for (const entity of graph.entities) {
    let best = 0;
    for (const name of namesOf(entity)) best = Math.max(best, rank(name));
    if (best) hits[best].push(entity);
  }
  const found = [];
  for (const group of hits.reverse()) {
    if (found.length < MOST_HITS) found.push(...group.sort((a, b) => b.weight - a.weight).slice(0, MOST_HITS - found.length));
  }
  return found;
}

// What the server finds beside what the page knows.
async function findMore(text, found) {
  const part = await askSearch(text);
  await detailed;
  return part ? [...new Set([...found, ...absorb(part)])].slice(0, MOST_HITS) : found;
}

// Wires an input and its list: typing lists, arrows move, Enter or a click chooses.
function searchField(input, list, choose) {
  let found = [];
  let at = 0;
  let asked = 0;
  const close = () => {
    clearTimeout(asked);
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
    draw(findEntities(input.value));
    if (!hasServer || !input.value.trim()) return;
    clearTimeout(asked);
    asked = setTimeout(async () => {
      const text = input.value;
      const more = await findMore(text, found);
      if (text === input.value && !list.hidden) draw(more);
    }, ASKED_AFTER);
  };
  const draw = (hits) => {
    found = hits;
    at = 0;
    const rows = found.map((entity, number) => hitRow(entity, `${list.id}-${number}`, () => take(entity)));
    fill(list, rows.length ? rows : h("li", { class: "none", role: "option", "aria-disabled": "true" }, say("no_hit", input.value.trim())));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) announce(found.length ? say("hits", found.length) : say("no_hit", input.value.trim()));
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
  byId("search").prepend(icon("search", 18));
  searchField(input, byId("hits"), async (entity) => {
    input.value = "";
    input.blur();
    setView("map");
    if (!entity.links.length) await learnEntity(entity);
    if (entity.links.length) showEgo(entity.id);
    else select(entity.id);
  });
}
