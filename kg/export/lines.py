"""N-Triples and N-Quads: a line each, sorted; the same graph gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.export.provenance import quads
from kg.rdf import triples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph import Graph


def ntriples(graph: Graph) -> bytes:
    """The graph as UTF-8 N-Triples."""
    return _sorted(triples(graph), ox.RdfFormat.N_TRIPLES)


def nquads(graph: Graph) -> bytes:
    """The graph as UTF-8 N-Quads, what each article says in a graph of its own (see kg.export.provenance)."""
    return _sorted(quads(graph), ox.RdfFormat.N_QUADS)


def _sorted(statements: Iterable[ox.Triple] | Iterable[ox.Quad], format_: ox.RdfFormat) -> bytes:
    written = ox.serialize(statements, format=format_) or b""
    return b"".join(sorted(set(written.splitlines(keepends=True))))
