"""What databases that speak Cypher have in common: how a load is planned, and names written so that they stay names."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Protocol, TypeVar

from kg.load.plan import Plan, Step
from kg.property_graph import Node, Relationship

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from kg.property_graph import PropertyGraph

Thing = TypeVar("Thing", Node, Relationship)
_UNNAMEABLE = re.compile(r"[`\\\x00-\x20]")  # none of these may stand in an IRI, from which all names come


class Database(Protocol):
    """How one product writes; each takes a batch."""

    def put_nodes(self, nodes: Sequence[Node]) -> None:
        """Make or renew nodes, found by their IRI."""

    def put_relationships(self, relationships: Sequence[Relationship]) -> None:
        """Make or renew relationships, found by source, type and target."""

    def drop_relationships(self, relationships: Sequence[Relationship]) -> None:
        """Take relationships away."""

    def drop_nodes(self, nodes: Sequence[Node]) -> None:
        """Take nodes away, with what joins them."""

    def node_key(self, node: Node) -> Hashable:
        """What makes it the same node."""


def quoted(name: str) -> str:
    """The name as an identifier: labels, types and properties cannot be parameters, as values are. Raises ValueError.

    Neo4j resolves Unicode escapes even between backticks, so a backslash is refused as a backtick is.
    """
    if not name or _UNNAMEABLE.search(name):
        raise ValueError(f"not a name: {name!r}")
    return f"`{name}`"


def planned(
    database: Database, wanted: PropertyGraph, nodes: Iterable[Node], relationships: Iterable[Relationship]
) -> Plan:
    """What takes the nodes and relationships there are to those wanted: first what is gone, then what is new."""
    key = database.node_key
    ends = _ends(nodes := tuple(nodes), database), _ends(wanted.nodes, database)
    before, after = {key(node): node for node in nodes}, {key(node): node for node in wanted.nodes}
    joined = {(ends[0].get(each.source), each.type, ends[0].get(each.target)): each for each in relationships}
    join = {(ends[1][each.source], each.type, ends[1][each.target]): each for each in wanted.relationships}
    steps = (
        Step("relationships", False, [r for k, r in joined.items() if k not in join], database.drop_relationships),
        Step("nodes", False, [n for k, n in before.items() if k not in after], database.drop_nodes),
        Step("nodes", True, [n for k, n in after.items() if before.get(k) != n], database.put_nodes),
        Step("relationships", True, [r for k, r in join.items() if joined.get(k) != r], database.put_relationships),
    )
    return Plan(steps, {"nodes": len(wanted.nodes), "relationships": len(wanted.relationships)})


def grouped(things: Iterable[Thing], key: Callable[[Thing], tuple[str, ...]]) -> dict[tuple[str, ...], list[Thing]]:
    """Things that one statement can take together, as they have the same labels or type."""
    groups: dict[tuple[str, ...], list[Thing]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return groups


def _ends(nodes: Iterable[Node], database: Database) -> dict[str, Hashable]:
    return {node.iri: database.node_key(node) for node in nodes}
