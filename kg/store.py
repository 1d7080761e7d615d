"""Reads a written graph: as triples, or as a store that answers SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class GraphError(Exception):
    """A graph file that cannot be read; the message names the file and the place in it."""


def read_triples(path: Path) -> Iterator[ox.Triple]:
    """The triples of a Turtle file (or of N-Triples, by its suffix), literals as written. Raises GraphError."""
    format_ = ox.RdfFormat.from_extension(path.suffix[1:]) or ox.RdfFormat.TURTLE
    try:
        for each in ox.parse(path=str(path), format=format_):
            yield ox.Triple(each.subject, each.predicate, each.object)
    except SyntaxError as error:
        raise GraphError(f"{path}:{error.lineno}: {error.msg}") from error
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: {error}") from error


def open_store(path: Path) -> ox.Store:
    """The file's triples in an in-memory store. Raises GraphError."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in read_triples(path))
    return store
