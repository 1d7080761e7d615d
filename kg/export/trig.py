"""TriG: what each article says in a graph of its own, named by the article (see kg.export.provenance)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.export.provenance import quads
from kg.export.turtle import all_prefixes, sections
from kg.serialization import prefix_lines, turtle_body

if TYPE_CHECKING:
    from kg.graph import Graph


def trig(graph: Graph) -> bytes:
    """The graph as UTF-8 TriG, each article's part ordered as the Turtle is."""
    prefixes = all_prefixes(graph)
    said: dict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, set[ox.Triple]] = defaultdict(set)
    for quad in quads(graph):
        said[quad.graph_name].add(quad.triple)
    parts = [prefix_lines(prefixes)]
    for name in sorted(said, key=str):
        body = b"".join(turtle_body(section, prefixes) for _, section in sections(said[name]))
        label = b"" if isinstance(name, ox.DefaultGraph) else f"{name} ".encode()
        parts.append(b"\n%s{\n%s}\n" % (label, body.removesuffix(b"\n")))
    return b"".join(parts)
