"""The page of the graph that is served: made once, and of a large graph kept beside its index for the next time."""

from __future__ import annotations

import hashlib
from threading import Lock
from typing import TYPE_CHECKING

from kg import __version__
from kg.export.html import html
from kg.graph import Graph
from kg.graph_file import read_graph
from kg.serve.excerpt import excerpt
from kg.store import made

if TYPE_CHECKING:
    from pathlib import Path

SERVER = "api/"  # where the page asks for more, relative to it


class FirstPage:
    """What stands at the root."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._bytes = b""

    def read(self) -> bytes:
        """The page; made by whoever comes first, for whom the others wait. Raises GraphError."""
        with self._lock:
            self._bytes = self._bytes or self._kept() or self._made()
            return self._bytes

    def _made(self) -> bytes:
        whole = read_graph(self._path)
        return html(excerpt(whole), server=SERVER, whole=whole)

    def _kept(self) -> bytes | None:
        """The page from the cache; None for a small graph. It is made anew when the graph or our own page changes."""
        ours = hashlib.sha256(html(Graph((), (), (), ()), server=SERVER)).hexdigest()[:16]

        def make(place: Path) -> None:
            place.write_bytes(self._made())

        place = made(self._path, f"page-{__version__}-{ours}", make)
        return place.read_bytes() if place else None
