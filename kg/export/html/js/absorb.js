// What a server tells is added to the graph; what the page knows already stays. Gives: absorb, learnEntity, learnKey, learnPaths.

const KINDS = { relations: "relation", positions: "position", events: "event", observations: "observation" };
const identities = new Set();
const linkOf = new Map();

const pairKey = (a, b) => `${Math.min(a, b)} ${Math.max(a, b)}`;

// What makes a fact the same as another, wherever it comes from.
function identityOf(fact) {
  const { predicate, title, former, type, label, date, indicator, text, measure, period } = fact;
  const own = { relation: [predicate], position: [title, Boolean(former)], event: [type, label, date], observation: [indicator, text, measure, period] }[fact.kind];
  return JSON.stringify([fact.kind, fact.kind === "event" ? [] : refsOf(fact), own.map((value) => (value === undefined ? null : value)), fact.kind === "observation" ? null : fact.status]);
}

// Takes a PART (docs/design.md); gives its entities.
function absorb(part) {
  if (!identities.size) {
    for (const fact of graph.facts) identities.add(identityOf(fact));
    for (const link of graph.links) linkOf.set(pairKey(link.a, link.b), link);
  }
  const entities = (part.entities || []).map((entity) => entityOf(entity.key) || absorbEntity(entity));
  const numbers = new Map((part.articles || []).map((article) => [article.id, articleNumber(article)]));
  const events = new Map();
  const ref = (key) => (key === null || key === undefined ? null : events.has(key) ? events.get(key) : (entityOf(key) || { id: null }).id);
  for (const name of ["events", "relations", "positions", "observations"]) {
    for (const row of part[name] || []) {
      const fact = absorbFact(KINDS[name], row, { ref, numbers });
      if (name === "events") events.set(row.id, fact.number);
    }
  }
  applyFilters();
  return entities;
}

function absorbEntity({ key, name, aliases, type, reports }) {
  const known = graph.types.find((each) => each.name === type) || graph.types[graph.types.length - 1];
  const entity = addEntity({ key, name, aliases, type: known, label: name, reports, weight: known.weight, x: undefined, y: undefined, size: 8, community: -1 });
  graph.byKey.set(key, entity);
  return entity;
}

function articleNumber(article) {
  const held = graph.articles.find(({ id }) => id === article.id);
  if (held) return held.number;
  return graph.articles.push({ blocks: [], authors: [], ...article, number: graph.articles.length, remote: true }) - 1;
}

function absorbFact(kind, { kind: measure, id: _, evidence, ...row }, { ref, numbers }) {
  const refs = { subject: ref, object: ref, person: ref, organization: ref, about: ref, place: ref };
  const values = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, refs[name] ? ref(value) : value]));
  for (const name of ["participants", "concerns"]) if (values[name]) values[name] = values[name].map(ref).filter((end) => end !== null);
  const told = { ...values, measure, kind, evidence: evidence.map((each) => ({ ...each, article: numbers.get(each.article) })) };
  const identity = identityOf(told);
  if (identities.has(identity)) return kind === "event" ? [...graph.events.values()].find((event) => identityOf(event) === identity) : null;
  identities.add(identity);
  const fact = addFact(kind, told);
  placeFact(fact);
  for (const end of fact.ends) raise(graph.entities[end]);
  joinEnds(fact);
  return fact;
}

// An event joins what it is about with everyone in it; any other fact its two ends.
function joinEnds(fact) {
  const [first, ...others] = fact.ends;
  for (const other of others) {
    const key = pairKey(first, other);
    if (linkOf.has(key)) linkOf.get(key).facts.push(fact);
    else linkOf.set(key, addLink(Math.min(first, other), Math.max(first, other), [fact]));
  }
}

function raise(entity) {
  if (entity.x === undefined) entity.weight = entity.type.weight * (Math.log2(1 + entity.facts.length) + 0.6 * Math.sqrt(entity.reports || 0));
}

// All that the server knows of an entity; at once where there is none, or it was asked before.
async function learnEntity(entity) {
  if (!hasServer || entity.learned) return false;
  entity.learned = true;
  const part = await askEntity(entity.key);
  await detailed;
  if (part) absorb(part);
  return Boolean(part);
}

// An entity that the page does not hold, if the server knows it.
async function learnKey(key) {
  const part = await askEntity(key);
  await detailed;
  if (part) absorb(part);
  return entityOf(key);
}

async function learnPaths(from, to, avoid) {
  const part = hasServer ? await askPaths(graph.entities[from].key, graph.entities[to].key, avoid) : null;
  await detailed;
  if (part) absorb(part);
  return Boolean(part);
}
