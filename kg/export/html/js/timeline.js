// Events by month, the newest first; without a year or a date, at the end. Gives: drawTimeline.

function monthOf(date) {
  if (!date) return "no_date";
  const first = date.split("/")[0];
  if (first.startsWith("--")) return "year_open_group";
  return /^\d{4}-\d\d/.test(first) ? first.slice(0, 7) : first.slice(0, 4);
}

function drawTimeline() {
  const events = graph.facts.filter((fact) => fact.kind === "event" && factShown(fact) && endsShown(fact));
  const months = new Map();
  for (const event of events) {
    const month = monthOf(event.date);
    months.set(month, [...(months.get(month) || []), event]);
  }
  const last = ["year_open_group", "no_date"];
  // A year without a month comes after its months.
  const order = [...months.keys()].sort((a, b) => last.indexOf(a) - last.indexOf(b) || b.padEnd(7, "-").localeCompare(a.padEnd(7, "-")));
  const groups = order.map((month) => {
    const title = last.includes(month) ? say(month) : dateWords(month);
    const sorted = months.get(month).sort((a, b) => (b.date || "").localeCompare(a.date || ""));
    return h("section", { class: "month" }, h("h3", null, title, h("small", null, String(sorted.length))), sorted.map(eventRow));
  });
  fill(byId("sheet"), h("div", { class: "timeline" }, groups.length ? groups : h("p", { class: "none" }, say("no_events"))));
}

function eventRow(event) {
  const planned = event.status === "Planned";
  const chips = event.ends.map((end) => chip(graph.entities[end], { onclick: () => select(end, { tab: "events" }) }));
  const quotes = h("div", { class: "quotes" });
  const open = () => fill(quotes, quotes.childNodes.length ? [] : event.evidence.map((evidence) => quoteBox(evidence, event.ends[0])));
  const head = h("p", { class: "line" }, tag("kind", event.type), " ", h("b", null, planned ? say("to_be", event.label) : event.label), " ", h("span", { class: "verb" }, event.date ? dateWords(event.date) : ""), button(say("source"), open, { class: "source" }));
  return h("article", { class: planned ? "event planned" : "event" }, head, h("div", { class: "chips" }, chips), quotes);
}
