// The data as tables, the page's equal alternative to the picture. Gives: drawTables.

const ROW = 38; // px; only rows in sight are in the page
const table = { name: "entities", sort: null, down: false, wanted: "" };

const statusWord = (fact) => say({ Planned: "planned", Denied: "denied", Alleged: "alleged" }[fact.status] || "done");
const nameOf = (number) => (number === null ? "" : number < 0 ? graph.events.get(number).label : graph.entities[number].name);
const ofKind = (kind) => () => graph.facts.filter((fact) => fact.kind === kind && factShown(fact) && endsShown(fact));
const endsShown = (fact) => fact.ends.every((end) => !filters.hiddenTypes.has(graph.entities[end].type.name));

// Each table: its rows, and its columns as [word, value of a row].
const TABLES = {
  entities: {
    rows: () => graph.entities.filter((entity) => !filters.hiddenTypes.has(entity.type.name)).sort((a, b) => b.weight - a.weight),
    columns: [["c_name", (e) => e.name], ["c_type", (e) => labelOf(e.type)], ["c_aliases", (e) => e.aliases.join("、")], ["c_links", (e) => e.links.length], ["c_articles", (e) => e.reports]],
  },
  relations: {
    rows: ofKind("relation"),
    columns: [["c_subject", (f) => nameOf(f.subject)], ["c_relation", (f) => groupLabel(f.predicate)], ["c_object", (f) => nameOf(f.object)], ["c_status", statusWord]],
  },
  position: {
    rows: ofKind("position"),
    columns: [["c_person", (f) => nameOf(f.person)], ["c_title", (f) => f.title], ["c_org", (f) => nameOf(f.organization)], ["c_status", (f) => (f.former ? say("former") : statusWord(f))]],
  },
  tab_figures: {
    rows: ofKind("observation"),
    columns: [["c_subject", (f) => nameOf(f.about)], ["c_indicator", (f) => f.indicator], ["c_value", (f) => f.text, (f) => f.value], ["c_kind", (f) => say(f.measure)], ["c_period", (f) => f.period || ""]],
  },
  event: {
    rows: ofKind("event"),
    columns: [["c_date", (f) => f.date || ""], ["c_type", (f) => f.type], ["c_event", (f) => f.label], ["c_who", (f) => f.ends.map(nameOf).join("、")], ["c_status", statusWord]],
  },
};

function drawTables() {
  if (!graph.detailed) return fill(byId("sheet"), untilDetailed());
  const names = Object.keys(TABLES).map((name) => {
    const choose = () => {
      Object.assign(table, { name, sort: null, down: false });
      drawTables();
    };
    return button([say(name), h("sup", null, thousands(TABLES[name].rows().length))], choose, { role: "tab", "aria-selected": String(name === table.name) });
  });
  const input = h("input", { type: "search", placeholder: say("filter_rows"), "aria-label": say("filter_rows") });
  input.value = table.wanted;
  const body = h("div", { class: "grid", role: "grid", tabindex: "0" });
  input.addEventListener("input", () => {
    table.wanted = input.value;
    drawGrid(body);
  });
  const csv = button(say("csv"), saveCsv, { class: "act" });
  fill(byId("sheet"), h("div", { class: "tools" }, h("div", { class: "tabs", role: "tablist" }, names), input, csv), body);
  drawGrid(body);
}

function tableRows() {
  const { rows, columns } = TABLES[table.name];
  const wanted = table.wanted.trim().toLowerCase();
  const kept = rows().filter((row) => !wanted || columns.some(([, value]) => String(value(row)).toLowerCase().includes(wanted)));
  if (table.sort === null) return kept;
  const [, shown, number] = columns[table.sort];
  const value = number || shown;
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "zh-CN"));
  return kept.sort((a, b) => compare(value(a), value(b)) * (table.down ? -1 : 1));
}

function drawGrid(body) {
  const rows = tableRows();
  const { columns } = TABLES[table.name];
  const head = h("div", { class: "row head", role: "row" }, columns.map(([word], number) => headCell(word, number, body)));
  const space = h("div", { class: "space" });
  space.style.height = `${rows.length * ROW}px`;
  const paint = () => {
    const first = Math.max(0, Math.floor(body.scrollTop / ROW) - 8);
    const last = Math.min(rows.length, first + Math.ceil(body.clientHeight / ROW) + 16);
    fill(space, rows.slice(first, last).map((row, at) => gridRow(row, first + at, columns)));
  };
  body.onscroll = paint;
  body.setAttribute("aria-rowcount", String(rows.length));
  body.className = `grid ${table.name}`;
  fill(body, head, space);
  body.scrollTop = 0;
  paint();
}

function headCell(word, number, body) {
  const sort = () => {
    table.down = table.sort === number && !table.down;
    table.sort = number;
    drawGrid(body);
  };
  const mark = table.sort === number ? (table.down ? " ↓" : " ↑") : "";
  return h("span", { role: "columnheader" }, button(say(word) + mark, sort));
}

function gridRow(row, number, columns) {
  const open = () => {
    const target = row.links ? row.id : row.ends[0];
    if (target !== undefined) select(target, { tab: row.links ? "about" : { observation: "figures", event: "events" }[row.kind] || "facts" });
  };
  const cells = columns.map(([, value]) => h("span", { role: "gridcell" }, String(value(row))));
  const line = h("div", { class: row.status === "Planned" ? "row planned" : "row", role: "row", tabindex: "0", "aria-rowindex": String(number + 1), onclick: open }, cells);
  line.addEventListener("keydown", (event) => event.key === "Enter" && open());
  line.style.top = `${number * ROW}px`;
  return line;
}

// A cell that a spreadsheet would take for a formula gets a quote mark before it.
function csvCell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

async function saveCsv() {
  const { columns } = TABLES[table.name];
  const facts = table.name !== "entities";
  const lines = [[...columns.map(([word]) => say(word)), ...(facts ? [say("c_quote")] : [])]];
  for (const row of tableRows()) {
    const cells = columns.map(([, value]) => String(value(row)));
    lines.push(facts ? [...cells, (await Promise.all(row.evidence.map(quote))).join(" / ")] : cells);
  }
  const text = `\ufeff${lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
  saveFile(new Blob([text], { type: "text/csv" }), `${table.name}.csv`);
}
