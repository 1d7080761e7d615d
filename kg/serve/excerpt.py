"""The part of a large graph that its page holds; the rest is asked of the server."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph import Graph
    from kg.model import Fact

MOST = 3_000  # entities that a page shows well


def excerpt(graph: Graph, most: int = MOST) -> Graph:
    """The entities that most is known of, with the facts among them."""
    if len(graph.entities) <= most:
        return graph
    told = Counter(ref for fact in graph.facts for ref in _refs(fact))
    ranked = sorted(graph.entities, key=lambda each: (-told[each.key] - len(each.articles), each.key))
    known = {each.key for each in ranked[:most]}
    known |= {fact.id for fact in graph.facts if isinstance(fact, Event) and known.issuperset(_refs(fact))}
    kept = [fact for fact in graph.facts if known.issuperset(_refs(fact))]
    return replace(graph, entities=tuple(e for e in graph.entities if e.key in known), facts=tuple(kept))


def _refs(fact: Fact) -> Iterable[str]:
    """Everything that a fact names."""
    match fact:
        case Relation():
            return (fact.subject, fact.object)
        case Position():
            return (fact.person, *((fact.organization,) if fact.organization else ()))
        case Observation():
            return (fact.about,)
        case Event():
            return (*fact.participants, *fact.concerns, *((fact.place,) if fact.place else ()))
