"""The graph as a networkx multigraph, for algorithms and for the exports that start from one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.iri import fact_key
from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph import Graph
    from kg.model import Fact

    Edge = tuple[str, str, str, str]  # source, target, fact key, predicate


def to_networkx(graph: Graph) -> nx.MultiDiGraph:
    """Nodes are entity and event keys; edges are facts, keyed so that the same fact is one edge.

    A node has `name`, `type`, `aliases`, `observations` (the Observations about it) and `positions` (a
    person's Positions, those without an organisation too). An edge has `predicate`, `status`,
    `confidence`, `evidence` (a count), `quotes` and `fact` (the value itself).
    """
    network = nx.MultiDiGraph()
    for key, attributes in _nodes(graph):
        network.add_node(key, **attributes)
    for fact in graph.facts:
        for source, target, key, predicate in _edges(fact):
            network.add_edge(source, target, key=key, predicate=predicate, **_fact_attributes(graph, fact))
    return network


def _nodes(graph: Graph) -> Iterator[tuple[str, dict[str, Any]]]:
    observations: dict[str, list[Observation]] = defaultdict(list)
    positions: dict[str, list[Position]] = defaultdict(list)
    for fact in graph.facts:
        if isinstance(fact, Observation):
            observations[fact.about].append(fact)
        elif isinstance(fact, Position):
            positions[fact.person].append(fact)
    own = {entity.key: (entity.name, entity.type, entity.aliases) for entity in graph.entities}
    events: dict[str, tuple[str, str, tuple[str, ...]]] = {
        fact.id: (fact.label, "Event", ()) for fact in graph.facts if isinstance(fact, Event)
    }
    for key, (name, type_, aliases) in (own | events).items():
        facts = {"observations": tuple(observations[key]), "positions": tuple(positions[key])}
        yield key, {"name": name, "type": type_, "aliases": aliases, **facts}


def _edges(fact: Fact) -> Iterator[Edge]:
    key = fact_key(fact)
    match fact:
        case Relation():
            yield fact.subject, fact.object, key, fact.predicate
        case Position(organization=str(organization)):
            yield fact.person, organization, key, "position"
        case Event():
            place = () if fact.place is None else (fact.place,)
            roles = {"place": place, "participant": fact.participants, "concerns": fact.concerns}
            for role, targets in roles.items():
                yield from ((fact.id, target, f"{key}#{role}", role) for target in targets)


def _fact_attributes(graph: Graph, fact: Fact) -> dict[str, Any]:
    return {
        "status": "Asserted" if isinstance(fact, Observation) else fact.status,
        "confidence": fact.confidence,
        "evidence": len(fact.evidence),
        "quotes": tuple(graph.quote(each) for each in fact.evidence),
        "fact": fact,
    }
