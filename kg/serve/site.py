"""What stands at each address."""

from __future__ import annotations

import asyncio
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from kg.graph_file import base_of
from kg.iri import iri_path
from kg.messages import text
from kg.named_queries import named_queries
from kg.ontology import load_ontology
from kg.query import QUERY_PREFIXES
from kg.serve.description import description
from kg.serve.entity import entity
from kg.serve.first_page import FirstPage
from kg.serve.negotiation import GRAPHS, HTML, preferred
from kg.serve.page_api import PageApi
from kg.serve.pool import Question
from kg.serve.protocol import asks, sparql
from kg.serve.templates import page, static
from kg.store import read_triples

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from kg.serve.limits import Limits
    from kg.serve.pool import Pool

_STATIC = {"editor.js": "text/javascript", "serve.css": "text/css"}
_TERMS = ("rdf:type", "skos:prefLabel", "skos:altLabel", "rdfs:label", "org:member", "org:organization")
_KEYWORDS = ("SELECT", "WHERE", "OPTIONAL", "FILTER", "UNION", "GROUP BY", "ORDER BY", "LIMIT", "COUNT", "DISTINCT")


class Site:
    """The addresses of one graph file."""

    def __init__(self, path: Path, pool: Pool, limits: Limits) -> None:
        """Raises GraphError."""
        self.path = path
        self._pool = pool
        self._limits = limits
        self.base = base_of(read_triples(path))
        self.api = PageApi(path, pool, self.base)
        self.page = FirstPage(path)
        self._lock = asyncio.Lock()
        self._descriptions: dict[tuple[str, str], bytes] = {}

    def begin(self) -> Thread:
        """Make the page and the index of its search beforehand, which of a million triples takes half a minute."""

        def work() -> None:
            self.page.read()
            self.api.names()

        thread = Thread(target=work, daemon=True)  # nobody waits for it when the server is stopped
        thread.start()
        return thread

    async def graph_page(self, _request: Request) -> Response:
        """The graph as a page."""
        async with self._lock:  # so that one thread waits for it, not one for each who asks
            return Response(await asyncio.to_thread(self.page.read), media_type="text/html; charset=utf-8")

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint; without a query, what it says of itself."""
        if request.method != "POST" and not asks(request):
            if preferred(request.headers.get("accept", ""), {**GRAPHS, **HTML}) == "text/html":
                return RedirectResponse("query", 303)
            return await self.description(request)
        return await sparql(request, self._pool, self._limits)

    async def editor(self, request: Request) -> Response:
        """The query editor."""
        return page(request, "editor.html.j2")

    async def terms(self, _request: Request) -> Response:
        """What the editor completes, and its examples."""
        ontology = load_ontology()
        labels = {name: term.labels for name, term in ontology.classes.items()}
        labels |= {name: term.labels for name, term in ontology.properties.items()}
        own = [{"name": f"kg:{name}", "labels": dict(each)} for name, each in labels.items()]
        plain = [{"name": name, "labels": {}} for name in (*_TERMS, *_KEYWORDS, *(f"{p}:" for p in QUERY_PREFIXES))]
        queries = [{"titles": dict(each.titles), "text": each.text} for each in named_queries().values()]
        return JSONResponse({"terms": own + plain, "queries": queries})

    async def about(self, request: Request) -> Response:
        """What the IRI given stands for."""
        return await self._entity(request, request.query_params.get("iri", ""))

    async def dereference(self, request: Request) -> Response:
        """What the IRI stands for whose path the address has."""
        sent = request.scope["raw_path"].decode("latin-1")
        rest = unquote(sent, errors="surrogatepass").removeprefix(unquote(urlsplit(self.base).path))
        kind, _, name = rest.partition("/")
        return await self._entity(request, self.base + iri_path(kind, name))

    async def health(self, _request: Request) -> Response:
        """Whether queries are answered."""
        answer = await self._pool.ask(Question("ASK {}", "application/sparql-results+json"))
        well = answer.state == "results"
        return JSONResponse({"status": "ok" if well else answer.state}, 200 if well else 503)

    async def description(self, request: Request) -> Response:
        """VoID, DCAT and the service description."""
        form = preferred(request.headers.get("accept", ""), GRAPHS) or "text/turtle"
        root = str(request.base_url)
        if (root, form) not in self._descriptions:
            self._descriptions[root, form] = await description(self._pool, root, self.path.name, form)
        return Response(self._descriptions[root, form], media_type=form, headers={"Vary": "Accept"})

    async def static(self, request: Request) -> Response:
        """A script or a style."""
        name = request.path_params["name"]
        if name not in _STATIC:
            return PlainTextResponse("", 404)
        return Response(static(name), media_type=f"{_STATIC[name]}; charset=utf-8")

    async def _entity(self, request: Request, iri: str) -> Response:
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return PlainTextResponse(text("serving.no-entity", iri), 404)
        return await entity(request, self._pool, node, self.base)
