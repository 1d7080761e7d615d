// What is drawn: which entities, where, and which links. Gives: view, mapScene, onMap, focusOf, linkStyle, linkWords, targetOf.
//
// A scene has `kind` (map, ego, path), `places` (entity id → {x, y, size}), `links`, and for the ego view `sectors`.

const view = { scene: null, selected: null, link: null, hover: null, hoverLink: null, route: null, tab: "map" };

// All entities are nodes, or of a crowd the most important in sight.
function mapScene() {
  if (isCrowd()) return crowdScene();
  const places = new Map(graph.entities.filter(onMap).map(({ id, x, y, size }) => [id, { x, y, size }]));
  return { kind: "map", places, links: graph.links.filter((link) => places.has(link.a) && places.has(link.b)) };
}

// What a server told has no place on the map.
const onMap = (entity) => entity.x !== undefined;

// The entities that stay in colour while the rest is faded: the selected one with its neighbours, or a link's ends.
function focusOf() {
  if (view.scene.kind !== "map") return null;
  if (view.link) return new Set([view.link.a, view.link.b]);
  if (view.selected === null) return null;
  const near = graph.entities[view.selected].links.filter(linkShown).flatMap((link) => [link.a, link.b]);
  return new Set([view.selected, ...near]);
}

function isPlanned(facts) {
  return facts.every((fact) => fact.status === "Planned");
}

// How a link is drawn: by what is known of it, and by what is selected.
function linkStyle(link, focus) {
  const facts = link.facts.filter(factShown);
  const planned = facts.length > 0 && isPlanned(facts);
  const events = facts.every((fact) => fact.kind === "event");
  const alleged = facts.every((fact) => fact.status === "Alleged");
  const chosen = isChosen(link, focus);
  const other = view.selected === null ? null : otherEnd(link, view.selected);
  const ink = planned ? colour("planned") : chosen && other ? colour(other.type.name) : colour("edge");
  const plain = view.scene.kind === "map" ? (view.scene.faint ? 0.1 : 0.55) : 0.9;
  return {
    hidden: !linkShown(link),
    color: { color: ink, inherit: false, opacity: focus && !chosen ? 0.06 : chosen ? 0.95 : plain },
    width: chosen ? 1.8 : 1,
    dashes: planned ? [6, 5] : alleged ? [2, 3] : events ? [1.5, 4] : false,
    arrows: arrowsOf(link, facts, (chosen || view.scene.kind !== "map") && !events),
  };
}

function isChosen(link, focus) {
  if (view.link) return view.link === link;
  if (view.scene.kind === "ego") return link.a === view.scene.centre || link.b === view.scene.centre;
  return Boolean(focus) && (link.a === view.selected || link.b === view.selected);
}

// The number the relation points to: its object, or the post's organisation.
function targetOf(fact) {
  return fact.kind === "relation" ? fact.object : fact.kind === "position" ? fact.organization : null;
}

function arrowsOf(link, facts, wanted) {
  const targets = wanted ? new Set(facts.map(targetOf)) : new Set();
  const arrow = (end) => ({ enabled: targets.has(end), scaleFactor: 0.5 });
  return { to: arrow(link.b), from: arrow(link.a) };
}

// The words on a link: at most two relations.
function linkWords(link) {
  const facts = link.facts.filter(factShown);
  const names = [...new Set(facts.map((fact) => (fact.kind === "event" ? eventTypeOf(fact) : groupLabel(groupOf(fact)))))];
  const text = names.slice(0, 2).join("、") + (names.length > 2 ? "…" : "");
  if (facts.every((fact) => fact.status === "Denied")) return `× ${text}`;
  return isPlanned(facts) ? say("to_be", text) : text;
}
