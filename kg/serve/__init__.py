"""Serves a written graph: the page, a SPARQL endpoint with an editor, and what each IRI stands for. Read-only.

An ASGI application on Starlette. Queries run in processes of their own (`pool`), so that one that runs away is stopped.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.site import Site
from kg.store import index_folder, open_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LOOPBACK", "Limits", "application"]


class _Anything(PathConvertor):
    regex = r"[\s\S]*"  # a name may hold a line break, which a path of Starlette's may not


register_url_convertor("anything", _Anything())
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def application(
    path: Path,
    *,
    limits: Limits | None = None,
    hosts: Sequence[str] = LOOPBACK,
    origins: Sequence[str] = (),
    announce: Callable[[], None] = lambda: None,
) -> Starlette:
    """The application for a graph file, which must not change while it is served.

    `hosts` are the names under which it may be asked: a page elsewhere cannot reach it under a name of its own.
    `origins` are the sites whose pages may read its answers ("*": all), by the CORS protocol; none by default.
    `announce` is called before a large graph is indexed. Raises GraphError.
    """
    index = index_folder(path, announce=announce)
    if index is None:
        open_store(path)  # a file that cannot be read is told of before anything is served
    pool = Pool(index or path, limits or Limits())
    site = Site(path, pool, limits or Limits())

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if index is not None:
            site.begin()
        yield
        await pool.close()

    routes = [
        Route("/", site.graph_page, methods=["GET"]),
        Route("/sparql", site.sparql, methods=["GET", "POST"]),
        Route("/query", site.editor, methods=["GET"]),
        Route("/query/terms", site.terms, methods=["GET"]),
        Route("/about", site.about, methods=["GET"]),
        Route("/health", site.health, methods=["GET"]),
        Route("/.well-known/void", site.description, methods=["GET"]),
        Route("/static/{name}", site.static, methods=["GET"]),
        Route("/api/search", site.api.search, methods=["GET"]),
        Route("/api/entity", site.api.entity, methods=["GET"]),
        Route("/api/paths", site.api.paths, methods=["GET"]),
        Route("/api/article", site.api.article, methods=["GET"]),
        # The path of the graph's own IRIs, so that a base at this server makes them addresses.
        Route("/" + urlsplit(site.base).path.lstrip("/") + "{rest:anything}", site.dereference, methods=["GET"]),
    ]
    guards = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)), Middleware(_Headers)]
    if origins:
        methods, headers = ("GET", "POST"), ("Content-Type",)
        guards.append(Middleware(CORSMiddleware, origins, methods, headers))
    return Starlette(routes=routes, middleware=guards, lifespan=lifespan)


class _Headers:
    """Headers that every answer has: its type is not to be guessed, and nobody learns where a link was followed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")}
                message["headers"] = [*message["headers"], *sorted(given)]
            await send(message)

        await self._app(scope, receive, with_headers)
