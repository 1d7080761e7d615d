// The graph as objects that know each other. Gives: graph, loadCore, loadDetail, addEntity, addFact, entityOf, eventTypeOf, groupOf, groupLabel.
//
// entity: id key name aliases type label reports articles facts links x y size community weight shown
// fact:   id kind status confidence evidence ends, and what its kind has (see payload.py); an event also number and told
// link:   id a b facts
//
// Entities have the numbers 0, 1 …, events -1, -2 …. Articles, evidence and figures come with the detail.

const graph = { types: [], predicates: new Map(), entities: [], facts: [], links: [], events: new Map(), articles: [], discs: [], detailed: false };

// [{a: 1}, {a: 2}] from {a: [1, 2]}
function rowsOf(columns) {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, at) => Object.fromEntries(names.map((name) => [name, columns[name][at]])));
}

function loadCore(core, { nodes, edges }) {
  const { types, discs, documents, readings } = core;
  Object.assign(graph, { types, discs, documents, readings, reports: core.articles });
  Object.assign(graph, { whole: core.whole, eventTypes: core.eventTypes, solePosts: new Map(core.solePosts.map(([title, several]) => [title, several || ""])) });
  graph.predicates = new Map(core.predicates.map((predicate) => [predicate.name, predicate]));
  const { name, aliases, type, weight, reports, key, label } = core.entities;
  name.forEach((own, id) => addEntity({
    key: key[id] || `${types[type[id]].folder}/${own}`, name: own, aliases: aliases[id], type: types[type[id]], label: label[id] || own,
    reports: reports[id], weight: weight[id], x: nodes.x[id], y: nodes.y[id], size: nodes.size[id], community: nodes.community[id],
  }));
  for (const row of rowsOf(core.relations)) addFact("relation", row);
  for (const row of rowsOf(core.positions)) addFact("position", row);
  for (const row of rowsOf(core.events)) addFact("event", row);
  for (const fact of graph.facts) placeFact(fact);
  edges.from.forEach((a, at) => addLink(a, edges.to[at], edges.facts[at].map((fact) => graph.facts[fact])));
}

function addEntity(values) {
  const entity = { id: graph.entities.length, facts: [], links: [], articles: [], shown: true, ...values };
  graph.entities.push(entity);
  return entity;
}

function addFact(kind, values) {
  const fact = { id: graph.facts.length, kind, status: "Asserted", evidence: [], ends: [], ...values };
  if (kind === "event") {
    Object.assign(fact, { number: -1 - graph.events.size, label: fact.label || "", told: [] });
    graph.events.set(fact.number, fact);
  }
  graph.facts.push(fact);
  return fact;
}

function addLink(a, b, facts) {
  const link = { id: graph.links.length, a, b, facts };
  graph.links.push(link);
  graph.entities[a].links.push(link);
  graph.entities[b].links.push(link);
  return link;
}

// What a fact is about, entities and events, in the order in which they are told.
function refsOf(fact) {
  if (fact.kind === "relation") return [fact.subject, fact.object];
  if (fact.kind === "position") return [fact.person, fact.organization];
  if (fact.kind === "observation") return [fact.about];
  return [...fact.concerns, ...fact.participants, fact.place];
}

// Tells the entities of it; what is said of an event is kept with the event too.
function placeFact(fact) {
  const refs = refsOf(fact).filter((ref) => ref !== null);
  for (const ref of refs) if (ref < 0) graph.events.get(ref).told.push(fact);
  fact.ends = [...new Set(refs.filter((ref) => ref >= 0))];
  for (const end of fact.ends) graph.entities[end].facts.push(fact);
}

function loadDetail({ observations, events, confidence, evidence, articles, reports }) {
  for (const row of rowsOf(observations)) placeFact(addFact("observation", row));
  for (const [number, event] of graph.events) {
    event.label = events.label[-1 - number];
    event.date = events.date[-1 - number];
  }
  graph.articles = rowsOf(articles);
  graph.articles.forEach((article, number) => { article.number = number; });
  reports.forEach((numbers, id) => { graph.entities[id].articles = numbers; });
  let at = 0;
  for (const fact of graph.facts) {
    fact.confidence = confidence[fact.id];
    for (const end = at + evidence.count[fact.id]; at < end; at += 1) {
      const start = evidence.start[at];
      fact.evidence.push({ article: evidence.article[at], start, end: start + evidence.length[at] });
    }
  }
  graph.detailed = true;
}

function entityOf(key) {
  graph.byKey = graph.byKey || new Map(graph.entities.map((entity) => [entity.key, entity]));
  return graph.byKey.get(key);
}

function otherEnd(link, id) {
  return graph.entities[link.a === id ? link.b : link.a];
}

// What a fact is filed under: its relation, or 任职, 数据, 事件.
function groupOf(fact) {
  return fact.kind === "relation" ? fact.predicate : fact.kind;
}

// The ontology's word for a type of events.
function eventTypeOf(fact) {
  const labels = graph.eventTypes[fact.type];
  return labels ? labels[language] : fact.type;
}

function groupLabel(group) {
  const predicate = graph.predicates.get(group);
  return predicate ? labelOf(predicate) : say(group);
}
