// The right panel for one entity: 概况 关系 数据 事件 原文. Gives: drawProfile, readArticle, handle.

const TABS = ["about", "facts", "figures", "events", "text"];
const profile = { tab: "about", evidence: null };

function factsOf(entity, kind) {
  return entity.facts.filter((fact) => fact.kind === kind && fact.status !== "Denied");
}

function readArticle(number, evidence) {
  profile.tab = "text";
  profile.evidence = evidence;
  if (view.selected === number) drawProfile(graph.entities[number]);
  else select(number, { tab: "text", evidence });
}

// The bar by which a phone's sheet is raised and lowered.
function handle() {
  const grow = () => {
    const heights = ["peek", "", "tall"];
    const now = heights.findIndex((height) => height && byId("right").classList.contains(height));
    setSheet(heights[((now < 0 ? 1 : now) + 1) % 3]);
  };
  return h("button", { type: "button", class: "handle", "aria-label": say("tab_about"), onclick: grow });
}

function setSheet(height) {
  byId("right").classList.remove("peek", "tall");
  if (height) byId("right").classList.add(height);
  if (network && window.innerWidth <= 760 && height !== "tall") fitScene();
}

function drawProfile(entity) {
  const also = entity.aliases.length ? ` · ${say("also", entity.aliases.join("、"))}` : "";
  const names = h("div", null, h("h2", null, entity.name), h("p", null, labelOf(entity.type) + also));
  const actions = h("div", { class: "actions" });
  if (entity.links.length) {
    actions.append(button(say("focus"), () => showEgo(entity.id), { class: "act" }), button(say("find_path_from"), () => openFinder(entity.id), { class: "act" }));
  }
  if (entity.facts.length) actions.append(button(say("print"), () => printProfile(entity), { class: "act" }));
  const pane = h("div", { class: "pane", role: "tabpanel", "aria-label": say(`tab_${profile.tab}`) });
  const head = h("div", { class: "who" }, h("div", { class: "name" }, badge(entity.type, 44), names), actions, tabBar(entity));
  fill(byId("right"), handle(), head, pane);
  byId("right").scrollTop = 0;
  fill(pane, untilDetailed() || PANES[profile.tab](entity));
  learnEntity(entity).then((more) => more && view.selected === entity.id && drawEverything());
}

function tabBar(entity) {
  const counts = {
    facts: factsOf(entity, "relation").length + factsOf(entity, "position").length,
    figures: factsOf(entity, "observation").length,
    events: factsOf(entity, "event").length,
    text: entity.articles.length || entity.reports,
  };
  const tabs = TABS.map((name) => ({
    name,
    text: [say(`tab_${name}`), counts[name] ? h("sup", null, thousands(counts[name])) : null],
    on: name === profile.tab,
    open: () => {
      Object.assign(profile, { tab: name, evidence: null });
      drawProfile(entity);
    },
  }));
  return h("div", { class: "tabs", role: "tablist", "aria-label": entity.name }, tabButtons("profile", tabs));
}

const PANES = {
  about: aboutPane,
  facts: factsPane,
  figures: (entity) => listPane(sortedFigures(entity), entity, say("no_figures")),
  events: (entity) => listPane(sortedEvents(entity), entity, say("no_events")),
  text: (entity) => articlePane(entity, profile.evidence),
};

function listPane(facts, entity, none) {
  return facts.length ? facts.map((fact) => factCard(fact, { self: entity.id, open: true })) : h("p", { class: "none" }, none);
}

// Money first, then shares and capacity, then by size.
function sortedFigures(entity) {
  const rank = (fact) => (/元/.test(fact.unit) ? 0 : /%|W|瓦/.test(fact.unit) ? 1 : 2);
  return factsOf(entity, "observation").sort((a, b) => rank(a) - rank(b) || b.value - a.value);
}

function sortedEvents(entity) {
  return factsOf(entity, "event").sort((a, b) => (b.date || "").localeCompare(a.date || ""));
}

// Relations by what they are called from this entity's side; a few first, the rest behind the tab.
function relationGroups(entity) {
  const groups = new Map();
  const put = (name, fact, other) => {
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push({ fact, other });
  };
  for (const fact of factsOf(entity, "relation")) {
    const predicate = graph.predicates.get(fact.predicate);
    if (fact.subject === entity.id) put(labelOf(predicate), fact, fact.object);
    else put(inverseOf(predicate), fact, fact.subject < 0 ? null : fact.subject);
  }
  for (const fact of factsOf(entity, "position")) {
    if (fact.person === entity.id) put(say("position"), fact, fact.organization);
    else put(say("position_inverse"), fact, fact.person);
  }
  return groups;
}

function factsPane(entity) {
  const groups = [...relationGroups(entity)].sort((a, b) => b[1].length - a[1].length);
  if (!groups.length) return h("p", { class: "none" }, say("no_facts"));
  return groups.map(([name, items]) => section(`${name} ${items.length}`, items.map(({ fact }) => factCard(fact, { self: entity.id, open: items.length <= 3 }))));
}

function aboutPane(entity) {
  const groups = relationGroups(entity);
  const figures = sortedFigures(entity).slice(0, 4);
  const events = sortedEvents(entity).slice(0, 3);
  const planned = factsOf(entity, "relation").filter((fact) => fact.status === "Planned" && !isDone(fact));
  const parts = [
    figures.length ? section(say("key_figures"), h("div", { class: "cards" }, figures.map((fact) => figureCard(fact)))) : null,
    ...[...groups].map(([name, items]) => chipSection(name, items)),
    planned.length ? section(say("status_plan"), planned.map((fact) => factCard(fact, { self: entity.id }))) : null,
    events.length ? section(say("event"), events.map((fact) => factCard(fact, { self: entity.id }))) : null,
    sentenceSection(entity),
  ].filter(Boolean);
  return parts.length ? parts : h("p", { class: "none" }, say("no_facts"));
}

// Whether what was planned has come about since, as another report says.
function isDone({ subject, predicate, object }) {
  const said = subject < 0 ? graph.events.get(subject).told : graph.entities[subject].facts;
  return said.some((fact) => fact.status === "Asserted" && fact.subject === subject && fact.predicate === predicate && fact.object === object);
}

// The sentences that speak of it most: a reader sees at once what stands behind the chips.
function sentenceSection(entity) {
  const seen = new Set();
  const shown = [];
  for (const fact of entity.facts) {
    const first = fact.evidence[0];
    const place = first && `${first.article}:${first.start}`;
    if (!first || seen.has(place) || shown.length === 3) continue;
    seen.add(place);
    shown.push(quoteBox(first, entity.id));
  }
  return shown.length ? section(say("c_quote"), shown) : null;
}

function figureCard(fact) {
  const card = h("button", { type: "button", class: `card figure ${fact.measure}`, title: say("read_article") }, h("b", null, fact.text), h("span", null, fact.indicator), h("span", { class: "when" }, statusTag(fact), " ", h("small", null, periodWords(fact.period))));
  card.addEventListener("click", () => fact.evidence.length && readArticle(fact.ends[0], fact.evidence[0]));
  return card;
}

function chipSection(name, items) {
  const seen = new Map();
  for (const { fact, other } of items) {
    if (other === null || other < 0) continue;
    const known = seen.get(other) || { titles: new Set(), planned: true };
    if (fact.title) known.titles.add(titleWords(fact));
    known.planned = known.planned && fact.status === "Planned";
    seen.set(other, known);
  }
  const chips = [...seen].slice(0, 12).map(([other, { titles, planned }]) => {
    const made = chip(graph.entities[other], { class: planned ? "chip planned" : "chip" });
    if (titles.size) made.append(h("small", null, [...titles].join("、")));
    if (planned) made.append(tag("planned", say("planned")));
    return made;
  });
  const rest = seen.size > 12 ? h("span", { class: "rest" }, `+${seen.size - 12}`) : null;
  return chips.length ? section(name, h("div", { class: "chips" }, chips, rest)) : null;
}
