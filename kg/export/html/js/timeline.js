// Events by month, the newest first; without a year or a date, at the end. Gives: drawTimeline.

const AT_ONCE = 100; // rows

function monthOf(date) {
  if (!date) return "no_date";
  const first = date.split("/")[0];
  if (first.startsWith("--")) return "year_open_group";
  return /^\d{4}-\d\d/.test(first) ? first.slice(0, 7) : first.slice(0, 4);
}

function drawTimeline() {
  if (!graph.detailed) return fill(byId("sheet"), untilDetailed());
  const events = graph.facts.filter((fact) => fact.kind === "event" && factShown(fact) && endsShown(fact));
  const months = new Map();
  for (const event of events) {
    const month = monthOf(event.date);
    months.set(month, [...(months.get(month) || []), event]);
  }
  const last = ["year_open_group", "no_date"];
  // A year without a month comes after its months.
  const order = [...months.keys()].sort((a, b) => last.indexOf(a) - last.indexOf(b) || b.padEnd(7, "-").localeCompare(a.padEnd(7, "-")));
  const rows = order.flatMap((month) => {
    const title = last.includes(month) ? say(month) : dateWords(month);
    const sorted = months.get(month).sort((a, b) => (b.date || "").localeCompare(a.date || ""));
    const head = () => h("h3", null, title, h("small", null, thousands(sorted.length)));
    return [head, ...sorted.map((event) => () => eventRow(event))];
  });
  const list = h("div", { class: "timeline", tabindex: "0", "aria-label": say("timeline") }, rows.length ? null : h("p", { class: "none" }, say("no_events")));
  fill(byId("sheet"), list);
  drawOnDemand(list, rows);
}

// The first rows at once, more when the reader comes near the end.
function drawOnDemand(list, rows) {
  let drawn = 0;
  const more = () => {
    while (drawn < rows.length && list.scrollHeight < list.scrollTop + 3 * list.clientHeight) {
      list.append(...rows.slice(drawn, drawn + AT_ONCE).map((row) => row()));
      drawn += AT_ONCE;
    }
  };
  list.addEventListener("scroll", more);
  more();
}

function eventRow(event) {
  const planned = event.status === "Planned";
  const chips = event.ends.map((end) => chip(graph.entities[end], { onclick: () => select(end, { tab: "events" }) }));
  const quotes = h("div", { class: "quotes" });
  const open = ({ currentTarget }) => {
    const shown = quotes.childNodes.length > 0;
    fill(quotes, shown ? [] : event.evidence.map((evidence) => quoteBox(evidence, event.ends[0])));
    currentTarget.setAttribute("aria-expanded", String(!shown));
  };
  const head = h("p", { class: "line sourced" }, tag("kind", eventTypeOf(event)), " ", h("b", null, planned ? say("to_be", event.label) : event.label), " ", h("span", { class: "verb" }, event.date ? dateWords(event.date) : ""), button(say("source"), open, { class: "source", "aria-expanded": "false" }));
  return h("article", { class: planned ? "event planned" : "event" }, head, h("div", { class: "chips" }, chips), quotes);
}
