// The data as tables, the page's equal alternative to the picture. Gives: drawTables.

const ROW = { mouse: 38, touch: 60 }; // px
const table = { name: "entities", sort: null, down: false, wanted: "" };

const statusWord = (fact) => say({ Planned: "planned", Denied: "denied", Alleged: "alleged" }[fact.status] || "done");
const nameOf = (number) => (number === null ? "" : number < 0 ? graph.events.get(number).label : graph.entities[number].name);
const ofKind = (kind) => () => graph.facts.filter((fact) => fact.kind === kind && factShown(fact) && endsShown(fact));
const endsShown = (fact) => fact.ends.every((end) => !filters.hiddenTypes.has(graph.entities[end].type.name));

const SURENESS = ["c_confidence", (fact) => `${Math.round(fact.confidence * 100)}%`, (fact) => fact.confidence];

// Days as ISO 8601 has them, the first and the last of several; of one without a year the words.
const span = (days) => [...new Set([days[0], days[days.length - 1]])].filter(Boolean).join(" – ");
const shortDate = (date) => (/^--/.test(date || "") ? openWords(date) : date || "");

// Each table: its rows, and its columns as [word, value of a row, what it is sorted by and saved as].
const TABLES = {
  entities: {
    rows: () => graph.entities.filter((entity) => !filters.hiddenTypes.has(entity.type.name)).sort((a, b) => b.weight - a.weight),
    columns: [["c_name", (e) => e.name], ["c_type", (e) => labelOf(e.type)], ["c_aliases", (e) => e.aliases.join("、")], ["c_links", (e) => e.links.length], ["c_articles", (e) => e.reports]],
  },
  relations: {
    rows: ofKind("relation"),
    columns: [["c_subject", (f) => nameOf(f.subject)], ["c_relation", (f) => groupLabel(f.predicate)], ["c_object", (f) => nameOf(f.object)], ["c_status", statusWord], SURENESS],
  },
  position: {
    rows: ofKind("position"),
    columns: [["c_person", (f) => nameOf(f.person)], ["c_title", (f) => f.title], ["c_org", (f) => nameOf(f.organization)], ["c_status", (f) => say(postStatus(f))], ["c_said", (f) => span(saidOn(f))], SURENESS],
  },
  tab_figures: {
    rows: ofKind("observation"),
    columns: [["c_subject", (f) => nameOf(f.about)], ["c_indicator", (f) => f.indicator], ["c_value", (f) => f.text, (f) => f.value], ["c_kind", (f) => say(f.measure)], ["c_period", (f) => shortDate(f.period), (f) => f.period || ""], SURENESS],
  },
  event: {
    rows: ofKind("event"),
    columns: [["c_date", (f) => shortDate(f.date), (f) => f.date || ""], ["c_type", eventTypeOf], ["c_event", (f) => f.label], ["c_who", (f) => f.ends.map(nameOf).join("、")], ["c_status", statusWord], SURENESS],
  },
};

function drawTables() {
  if (!graph.detailed) return fill(byId("sheet"), untilDetailed());
  const tabs = Object.keys(TABLES).map((name) => ({
    name,
    text: [say(name), h("sup", null, thousands(TABLES[name].rows().length))],
    on: name === table.name,
    open: () => {
      Object.assign(table, { name, sort: null, down: false });
      drawTables();
    },
  }));
  const input = h("input", { type: "search", placeholder: say("filter_rows"), "aria-label": say("filter_rows") });
  input.value = table.wanted;
  const body = h("div", { class: "grid", role: "grid", "aria-label": say(table.name) });
  input.addEventListener("input", () => {
    table.wanted = input.value;
    drawGrid(body);
  });
  const csv = button(say("csv"), saveCsv, { class: "act" });
  fill(byId("sheet"), h("div", { class: "tools" }, h("div", { class: "tabs", role: "tablist", "aria-label": say("tables") }, tabButtons("table", tabs)), input, csv), body);
  drawGrid(body);
}

function tableRows() {
  const { rows, columns } = TABLES[table.name];
  const wanted = table.wanted.trim().toLowerCase();
  const kept = rows().filter((row) => !wanted || columns.some(([, value]) => String(value(row)).toLowerCase().includes(wanted)));
  if (table.sort === null) return kept;
  const [, shown, number] = columns[table.sort];
  const value = number || shown;
  const { compare } = new Intl.Collator("zh-CN", { numeric: true });
  const keyed = kept.map((row) => [value(row), row]);
  keyed.sort(([a], [b]) => (typeof a === "number" ? a - b : compare(a, b)) * (table.down ? -1 : 1));
  return keyed.map(([, row]) => row);
}

// Only rows in sight are in the page; one of them takes the focus, and arrows, Home and End move it.
function drawGrid(body) {
  const rows = tableRows();
  const { columns } = TABLES[table.name];
  const high = window.innerWidth <= 760 ? ROW.touch : ROW.mouse;
  const head = h("div", { class: "row head", role: "row", "aria-rowindex": "1" }, columns.map(([word], number) => headCell(word, number, body)));
  const space = h("div", { class: "space", role: "rowgroup" });
  space.style.height = `${rows.length * high}px`;
  let at = 0;
  const paint = () => {
    const focused = space.contains(document.activeElement);
    const first = Math.max(0, Math.floor(body.scrollTop / high) - 8);
    const last = Math.min(rows.length, first + Math.ceil(body.clientHeight / high) + 16);
    fill(space, rows.slice(first, last).map((row, place) => gridRow(row, first + place, { columns, high, stop: Math.min(Math.max(at, first), last - 1) })));
    const again = focused && space.querySelector("[tabindex='0']");
    if (again) again.focus({ preventScroll: true });
  };
  body.onscroll = paint;
  body.onkeydown = (event) => {
    const page = Math.floor(body.clientHeight / high) - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || !space.contains(document.activeElement)) return;
    event.preventDefault();
    at = Math.max(0, Math.min(rows.length - 1, to));
    const top = at * high;
    if (top < body.scrollTop) body.scrollTop = top;
    else if (top + 2 * high > body.scrollTop + body.clientHeight) body.scrollTop = top + 2 * high - body.clientHeight;
    paint();
  };
  body.setAttribute("aria-rowcount", String(rows.length + 1));
  body.className = `grid ${table.name}`;
  fill(body, h("div", { role: "rowgroup", class: "heads" }, head), rows.length ? space : h("p", { class: "none" }, say("no_rows")));
  body.scrollTop = 0;
  paint();
}

function headCell(word, number, body) {
  const sort = () => {
    table.down = table.sort === number && !table.down;
    table.sort = number;
    drawGrid(body);
    body.querySelectorAll("[role=columnheader] button")[number].focus();
  };
  const sorted = table.sort !== number ? "none" : table.down ? "descending" : "ascending";
  return h("span", { role: "columnheader", "aria-sort": sorted }, button([say(word), { none: "", descending: " ↓", ascending: " ↑" }[sorted]], sort));
}

function gridRow(row, number, { columns, high, stop }) {
  const open = () => {
    const target = row.links ? row.id : row.ends[0];
    if (target !== undefined) select(target, { tab: row.links ? "about" : { observation: "figures", event: "events" }[row.kind] || "facts" });
  };
  const cells = columns.map(([, value]) => h("span", { role: "gridcell" }, String(value(row))));
  const attributes = { class: row.status === "Planned" ? "row planned" : "row", role: "row", tabindex: number === stop ? "0" : "-1", "aria-rowindex": String(number + 2), onclick: open };
  const line = h("div", attributes, cells);
  line.addEventListener("keydown", (event) => event.key === "Enter" && open());
  line.style.top = `${number * high}px`;
  return line;
}

// A cell that a spreadsheet would take for a formula gets a quote mark before it.
function csvCell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replace(/"/g, '""')}"`;
}

async function saveCsv() {
  const { columns } = TABLES[table.name];
  const facts = table.name !== "entities";
  const lines = [[...columns.map(([word]) => say(word)), ...(facts ? [say("c_quote")] : [])]];
  for (const row of tableRows()) {
    const cells = columns.map(([, value, exact]) => String(typeof (exact || value)(row) === "string" ? (exact || value)(row) : value(row)));
    lines.push(facts ? [...cells, (await Promise.all(row.evidence.map(quote))).join(" / ")] : cells);
  }
  const text = `\ufeff${lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
  saveFile(new Blob([text], { type: "text/csv" }), `${table.name}.csv`);
}
