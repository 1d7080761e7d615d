"""Queries that read a graph in parts, for servers that cut long answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROWS = 4_000  # expected in a part: well below the 10,000 at which Virtuoso cuts, as hashes fill parts unevenly


def part_queries(graph: ox.NamedNode, rows: Callable[[str], list[dict[str, str]]]) -> Iterator[str]:
    """CONSTRUCT queries that together give the graph: one a predicate, or one a hash prefix of a frequent one.

    `rows` runs a SELECT. A sort with OFFSET would need the whole graph sorted for every page.
    """
    counts = rows(f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} GROUP BY ?p")
    for row in counts:
        triple = f"?s {ox.NamedNode(row['p'])} ?o"
        for prefix in _prefixes(int(row["n"])):
            part = f' FILTER(STRSTARTS(MD5(CONCAT(STR(?s), " ", STR(?o))), "{prefix}"))' if prefix else ""
            yield f"CONSTRUCT {{ {triple} }} WHERE {{ GRAPH {graph} {{ {triple} }}{part} }}"


def _prefixes(count: int) -> Iterator[str]:
    digits = 0
    while count > _ROWS * 16**digits:
        digits += 1
    return (f"{n:0{digits}x}" if digits else "" for n in range(16**digits))
