// For how long a post is known to be held. Gives: saidOn, overBy, postStatus, heldWords, titleWords.
// The same rule as ontology/queries/officials.rq: it is over on the first day on which its holder is called a former one, or
// somebody else holds a post that one person has at a time, unless the paper says later that the holder has it.

// The days on which articles say so, as exact as they are known, in order.
function saidOn(fact) {
  const days = fact.evidence.map(({ article }) => (graph.articles[article] || {}).date);
  return [...new Set(days.filter((day) => /^\d{4}/.test(day || "")))].sort();
}

// Of two days the less exact one decides: 2024-09-18 is not after 2024.
function isAfter(day, other) {
  const exact = Math.min(day.length, other.length);
  return day.slice(0, exact) > other.slice(0, exact);
}

function hasOneHolder(fact) {
  const several = graph.solePosts.get(fact.title);
  return several !== undefined && several !== graph.entities[fact.organization].type.name;
}

// By when it is over; null where nothing says so. Kept with the fact until the graph knows more.
function overBy(fact) {
  if (!graph.detailed) return null;
  if (fact.knownOf !== graph.facts.length) {
    fact.over = endOf(fact);
    fact.knownOf = graph.facts.length;
  }
  return fact.over;
}

function endOf(fact) {
  if (fact.kind !== "position" || fact.status !== "Asserted") return null;
  const days = saidOn(fact);
  if (fact.former) return days[0] || null;
  if (fact.organization === null || !days.length) return null;
  const ends = graph.entities[fact.organization].facts
    .filter((other) => other.kind === "position" && other.title === fact.title && other.status === "Asserted")
    .filter((other) => (other.person === fact.person ? other.former : !other.former && hasOneHolder(fact)));
  const later = ends.flatMap(saidOn).filter((day) => isAfter(day, days[days.length - 1]));
  return later.sort()[0] || null;
}

// The word and class of its status.
function postStatus(fact) {
  const known = { Planned: "planned", Denied: "denied", Alleged: "alleged" }[fact.status];
  return known || (isFormer(fact) ? "former" : "held");
}

const isFormer = (fact) => Boolean(fact.former || overBy(fact));

// "2024年9月18日前卸任", or until when it is known to be held.
function heldWords(fact) {
  const over = overBy(fact);
  const last = saidOn(fact).pop();
  if (over) return ` · ${say("over_by", dateWords(over))}`;
  return last && fact.status === "Asserted" && !fact.former ? ` · ${say("held_as_of", dateWords(last))}` : "";
}

const titleWords = (fact) => (isFormer(fact) ? say("former_title", fact.title) : fact.title);
