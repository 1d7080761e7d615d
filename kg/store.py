"""Reads a written graph: as triples, or as a store that answers SPARQL.

A store gives numbers in canonical form (0.70 as 0.7, 007 as 7), which is how `kg build` writes them; `read_triples`
gives them as they are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.cache import ChangedError, forget, made_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SMALL = 1 << 20  # bytes that are read into memory as fast as an index is opened
_INDEX = "oxigraph-0.5"  # the format of the index on disk; another one needs another name


class GraphError(Exception):
    """A graph file that cannot be read; the message names the file and the place in it."""


def read_triples(path: Path) -> Iterator[ox.Triple]:
    """The triples of a Turtle file (or of N-Triples, by its suffix), literals as written. Raises GraphError."""
    try:
        for each in ox.parse(path=str(path), format=_format(path)):
            yield ox.Triple(each.subject, each.predicate, each.object)
    except (SyntaxError, OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def open_store(path: Path) -> ox.Store:
    """The file's triples in memory, where queries are fastest. Raises GraphError."""
    store = ox.Store()
    try:
        store.load(path=str(path), format=_format(path))
    except (SyntaxError, OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    return store


def indexed_store(path: Path, *, announce: Callable[[], None] = lambda: None) -> ox.Store:
    """The file's triples, from an index on disk that opens at once however large the graph is. Read only.

    The index is made when the file is first asked, or has changed; `announce` is called before. A small file, or one
    whose index cannot be kept, is read into memory. Raises GraphError.
    """
    index = index_folder(path, announce=announce)
    if index is not None:
        try:
            return ox.Store.read_only(str(index))
        except (OSError, RuntimeError):  # somebody cleaned the cache, and not well
            forget(index)
    return open_store(path)


def index_folder(path: Path, *, announce: Callable[[], None] = lambda: None) -> Path | None:
    """Where the file's index is; None for a small file, or if it cannot be kept. See `indexed_store`."""

    def make(place: Path) -> None:
        announce()
        store = ox.Store(str(place))
        try:
            store.bulk_load(path=str(path), format=_format(path))
        except (SyntaxError, ValueError) as error:
            raise _unreadable(path, error) from error
        store.optimize()

    return made(path, _INDEX, make)


def made(path: Path, kind: str, make: Callable[[Path], None]) -> Path | None:
    """What is made of a graph file and kept; None for a small file, or if it cannot be kept. Raises GraphError."""
    try:
        return None if path.stat().st_size < _SMALL else made_from(path, kind, make)
    except ChangedError as error:
        raise GraphError(f"{path}: it goes on changing while it is read") from error
    except OSError as error:
        raise _unreadable(path, error) from error


def has_graphs(store: ox.Store) -> bool:
    """Whether triples stand in named graphs (N-Quads, TriG), so that a query should look into all of them."""
    return next(iter(store.named_graphs()), None) is not None


def _format(path: Path) -> ox.RdfFormat:
    return ox.RdfFormat.from_extension(path.suffix[1:]) or ox.RdfFormat.TURTLE


def _unreadable(path: Path, error: Exception) -> GraphError:
    if isinstance(error, SyntaxError):
        return GraphError(f"{path}:{error.lineno}: {error.msg}")
    return GraphError(f"{path}: {error}")
