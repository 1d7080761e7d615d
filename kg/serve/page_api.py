"""What the page asks of the server for a graph too large for one file: docs/design.md tells each address."""

from __future__ import annotations

import asyncio
from threading import Lock
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from starlette.responses import JSONResponse

from kg.fulltext import FullText
from kg.iri import fact_key, iri_path, key_path
from kg.ontology import KG, load_ontology
from kg.serve.neighbourhood import UnansweredError, about, entities, paths, quoted
from kg.serve.parts import entity_json, part, text_json

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.serve.pool import Pool

_HITS = 20
_LOOKED_AT = 200  # hits of the full text among which entities are looked for, as sentences are found as well
_LONGEST = 200  # characters of what is searched for


class PageApi:
    """Answers for one graph file."""

    def __init__(self, path: Path, pool: Pool, base: str) -> None:
        self._path = path
        self._pool = pool
        self._base = base
        self._lock = Lock()
        self._opened: FullText | None = None

    def names(self) -> FullText:
        """The index of names, opened once; whoever comes first waits until it is made. Raises GraphError."""
        with self._lock:
            self._opened = self._opened or FullText(self._path)
            return self._opened

    async def search(self, request: Request) -> Response:
        """Entities whose names hold all that is asked."""
        words = request.query_params.get("q", "")[:_LONGEST]
        hits = await asyncio.to_thread(lambda: self.names().search(words, limit=_LOOKED_AT))
        types = {*load_ontology().entity_types}
        iris = list(dict.fromkeys(hit.iri for hit in hits if hit.type in types and hit.field in {"name", "alias"}))
        found = await self._told(entities(self._pool, map(ox.NamedNode, iris[:_HITS])))
        known = {} if found is None else {found.iri(each): entity_json(each) for each in found.entities}
        return JSONResponse({"entities": [known[iri] for iri in iris[:_HITS] if iri in known]})

    async def entity(self, request: Request) -> Response:
        """The facts about an entity."""
        node = self._node(request.query_params.get("key", ""))
        return await self._part(about(self._pool, node)) if node else _unknown()

    async def paths(self, request: Request) -> Response:
        """The facts along the shortest paths between two entities."""
        start, end = (self._node(request.query_params.get(name, "")) for name in ("from", "to"))
        classes = load_ontology().classes
        names = [name for name in request.query_params.get("avoid", "").split(",") if name in classes]
        if not start or not end or start == end:
            return _unknown()
        return await self._part(paths(self._pool, (start, end), [ox.NamedNode(KG + name) for name in names]))

    async def article(self, request: Request) -> Response:
        """What the graph holds of an article's text."""
        name = request.query_params.get("id", "")
        node = self._iri(iri_path("article", name)) if name else None
        graph = await self._told(quoted(self._pool, node)) if node else None
        found = next((each for each in graph.articles if each.id == name), None) if graph else None
        return JSONResponse(text_json(found)) if found else _unknown()

    async def _part(self, asked: Any) -> Response:  # noqa: ANN401 - a coroutine of neighbourhood
        told = await self._told(asked)
        if told is None:
            return _unknown()
        graph, facts = told
        keys = {fact_key(each) for each in graph.facts if graph.iri(each) in facts}
        return JSONResponse(part(graph, keys)) if graph.entities else _unknown()

    async def _told(self, asked: Any) -> Any:  # noqa: ANN401 - what the coroutine gives
        try:
            return await asked
        except (UnansweredError, ValueError):
            return None

    def _node(self, key: str) -> ox.NamedNode | None:
        return self._iri(key_path(key)) if "/" in key else None

    def _iri(self, path: str) -> ox.NamedNode | None:
        try:
            return ox.NamedNode(self._base + path)
        except ValueError:
            return None


def _unknown() -> Response:
    return JSONResponse({}, 404)
