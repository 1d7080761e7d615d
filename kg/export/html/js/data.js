// The graph as objects that know each other. Gives: unpack, loadGraph, graph, quote, articleText.
//
// entity: id key name aliases type label articles facts links x y size community weight
// fact:   id kind status evidence ends, and what its kind has (see readFact)
// link:   id a b facts

const graph = { types: [], predicates: new Map(), entities: [], facts: [], links: [], events: new Map(), articles: [], discs: [] };
const ARTICLES_A_PART = 64;
const parts = new Map();

// base64 → gzip → JSON
async function unpack(id) {
  const packed = atob(document.getElementById(id).textContent.trim());
  const bytes = Uint8Array.from(packed, (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

function loadGraph(core, network) {
  graph.types = core.types;
  graph.discs = core.discs;
  graph.documents = core.documents;
  graph.predicates = new Map(core.predicates.map((predicate) => [predicate.name, predicate]));
  graph.entities = core.entities.map((row, id) => readEntity(row, id, network.nodes[id], core.types));
  graph.facts = core.facts.map(readFact);
  for (const fact of graph.facts) {
    if (fact.kind === "event") graph.events.set(fact.number, fact);
  }
  for (const fact of graph.facts) {
    fact.ends = endsOf(fact);
    for (const end of fact.ends) graph.entities[end].facts.push(fact);
  }
  graph.links = core.links.map(([a, b, facts], id) => ({ id, a, b, facts: facts.map((fact) => graph.facts[fact]) }));
  for (const link of graph.links) {
    graph.entities[link.a].links.push(link);
    graph.entities[link.b].links.push(link);
  }
  for (const entity of graph.entities) entity.weight = weightOf(entity);
}

function readEntity([key, name, aliases, type, label, articles], id, node, types) {
  const { x, y, size, community } = node;
  return { id, key, name, aliases, type: types[type], label, articles, facts: [], links: [], x, y, size, community, weight: 0 };
}

function readFact(row, id) {
  const [kind, ...rest] = row;
  const evidence = rest.pop().map(([article, start, end]) => ({ article, start, end }));
  const fact = { id, kind, evidence, status: "Asserted" };
  if (kind === "relation") [fact.subject, fact.predicate, fact.object, fact.status] = rest;
  if (kind === "position") [fact.person, fact.title, fact.organization, fact.status, fact.former] = rest;
  if (kind === "observation") [fact.about, fact.indicator, fact.value, fact.text, fact.unit, fact.measure, fact.period] = rest;
  if (kind === "event") {
    [fact.number, fact.type, fact.label, fact.date, fact.place, fact.participants, fact.concerns, fact.status] = rest;
    fact.told = [];
  }
  return fact;
}

// The entities that a fact is about; what is said of an event is kept with it, and tells of everyone in it.
function endsOf(fact) {
  const whole = graph.entities.length;
  const ends = {
    relation: () => [fact.subject, fact.object],
    position: () => [fact.person, fact.organization],
    observation: () => [fact.about],
    event: () => [...fact.concerns, ...fact.participants, fact.place],
  }[fact.kind]();
  const event = graph.events.get(ends.find((end) => end >= whole));
  if (event) event.told.push(fact);
  return [...new Set(ends.filter((end) => typeof end === "number" && end < whole))];
}

function weightOf(entity) {
  return entity.type.weight * (Math.log2(1 + entity.facts.length) + 0.6 * Math.sqrt(entity.articles.length));
}

function otherEnd(link, id) {
  return graph.entities[link.a === id ? link.b : link.a];
}

async function articleText(number) {
  const part = Math.floor(number / ARTICLES_A_PART);
  if (!parts.has(part)) parts.set(part, unpack(`kg-text-${part}`));
  return (await parts.get(part))[number % ARTICLES_A_PART];
}

// Offsets are code points, and a string's are UTF-16 units: the text is cut as an array of characters.
async function quote({ article, start, end }) {
  const text = await articleText(article);
  return Array.from(text).slice(start, end).join("");
}

// What a fact is filed under: its relation, or 任职, 数据, 事件.
function groupOf(fact) {
  return fact.kind === "relation" ? fact.predicate : fact.kind;
}

function groupLabel(group) {
  const predicate = graph.predicates.get(group);
  return predicate ? labelOf(predicate) : say(group);
}
