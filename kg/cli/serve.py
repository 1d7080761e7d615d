"""`kg serve`: a graph in the browser, and a SPARQL endpoint."""

from __future__ import annotations

import re
import socket
from contextlib import closing
from pathlib import Path

import click

from kg.cli.errors import CommandError, reading_graph
from kg.cli.localized import Command, lang
from kg.cli.progress import indexing
from kg.messages import text

_CONNECTIONS = 512  # beyond these a client is told at once that the server is busy
_FAREWELL = 3  # seconds in which what is being answered may end when the server is stopped


@click.command("serve", cls=Command)
@click.argument("graph", metavar="GRAPH", type=click.Path(path_type=Path))
@click.option("--host", metavar="ADDRESS", default="127.0.0.1")
@click.option("--port", metavar="N", type=click.IntRange(min=0), default=8000)
@click.option("--seconds", metavar="N", type=click.IntRange(min=1), default=10)
@click.option("--workers", metavar="N", type=click.IntRange(min=1), default=4)
@click.option("--allow-origin", "origins", metavar="ORIGIN", multiple=True)
@lang
def serve(  # noqa: PLR0913, PLR0917 - the options
    graph: Path, host: str, port: int, seconds: int, workers: int, origins: tuple[str, ...]
) -> int:
    """See the key `serve.help`."""
    for origin in origins:
        if origin != "*" and not re.fullmatch(r"https?://[^\s/?#@]+", origin):
            raise click.UsageError(text("usage.allow-origin", origin))
    try:
        import uvicorn

        from kg.serve import LOOPBACK, Limits, application
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"starlette", "uvicorn"}:
            raise
        raise CommandError(text("failed.no-server")) from error
    with reading_graph(graph):
        limits = Limits(seconds=seconds, workers=workers)
        hosts, announce = (*LOOPBACK, host), indexing(graph)
        app = application(graph, limits=limits, hosts=hosts, origins=origins, announce=announce)
    with closing(_listening(host, port)) as taken:
        click.echo(text("serve.running", graph, f"http://{host}:{taken.getsockname()[1]}/"))
        settings = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_FAREWELL,
        )
        uvicorn.Server(settings).run(sockets=[taken])
    return 0


def _listening(host: str, port: int) -> socket.socket:
    """The port, taken before anything is said, so that what is said is true."""
    try:
        return socket.create_server((host, port), backlog=256)
    except OSError as error:
        raise CommandError(text("failed.port", host, port, error.strerror or error)) from error
