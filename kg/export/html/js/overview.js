// The right panel: with nothing selected, what the collection holds; and a link's facts. Gives: drawOverview, drawLinkPanel, drawPanel.

function drawOverview() {
  const head = h("div", { class: "title" }, h("h2", null, byId("title").textContent), h("p", null, say("from_sources", thousands(graph.documents), thousands(graph.reports))), excerptNote());
  const sections = [
    ["top_enterprises", ["Enterprise"], 7],
    ["top_parks", ["Park", "Cluster"], 5],
    ["top_projects", ["Project"], 6],
    ["top_industries", ["Industry"], 8],
  ].map(([title, types, most]) => topSection(say(title), types, most));
  fill(byId("right"), handle(), head, countCards(), sections);
}

// Of a served graph: that this is a part of it.
function excerptNote() {
  const rest = graph.whole.entities - graph.entities.length;
  return rest > 0 ? h("p", null, say("excerpt", thousands(rest))) : null;
}

function countCards() {
  const ofType = (name) => graph.entities.filter((entity) => entity.type.name === name).length;
  const ofKind = (kind) => graph.facts.filter((fact) => fact.kind === kind).length;
  const typed = ["Enterprise", "Park", "Project"].map((name) => [ofType(name), labelOf(graph.types.find((type) => type.name === name))]);
  const planned = graph.facts.filter((fact) => fact.status === "Planned").length;
  const cards = [...typed, [ofKind("relation"), say("relations")], [ofKind("position"), say("position")], [planned, say("status_plan")]];
  return h("div", { class: "cards counts" }, cards.map(([count, name]) => h("div", { class: "card" }, h("b", null, thousands(count)), h("span", null, name))));
}

function topSection(title, types, most) {
  const found = graph.entities.filter((entity) => types.includes(entity.type.name) && entity.facts.length);
  const mostReported = (a, b) => b.reports - a.reports || b.weight - a.weight;
  const byWeight = (a, b) => b.weight - a.weight;
  const chosen = found.sort(types[0] === "Enterprise" ? mostReported : byWeight).slice(0, most);
  return chosen.length ? section(title, h("div", { class: "chips" }, chosen.map((entity) => chip(entity)))) : null;
}

function drawLinkPanel(link) {
  const [a, b] = [graph.entities[link.a], graph.entities[link.b]];
  const facts = link.facts.filter(factShown);
  const head = h("div", { class: "title" }, h("h2", null, say("between", a.name, b.name)), h("p", null, say("link_facts", facts.length)));
  const ends = h("div", { class: "chips" }, chip(a), chip(b));
  fill(byId("right"), handle(), head, ends, untilDetailed() || h("section", null, facts.map((fact) => factCard(fact, { open: true }))));
}

// What the right panel is about now.
function drawPanel() {
  if (view.route) drawPathPanel();
  else if (view.link) drawLinkPanel(view.link);
  else if (view.selected !== null) drawProfile(graph.entities[view.selected]);
  else drawOverview();
}
