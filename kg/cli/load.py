"""`kg load`: a graph into a database."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.errors import CommandError, reading_graph
from kg.cli.localized import Command, lang
from kg.cli.progress import progress
from kg.messages import text

if TYPE_CHECKING:
    from kg.load import Loaded, Login


@click.command("load", cls=Command)
@click.argument("graph", metavar="GRAPH", type=click.Path(path_type=Path))
@click.argument("target", metavar="TARGET")
@click.option("--graph", "named", metavar="IRI")
@click.option("--batch", metavar="N", type=click.IntRange(min=1))
@click.option("--dry-run", is_flag=True)
@lang
def load(graph: Path, target: str, named: str | None, batch: int | None, *, dry_run: bool) -> int:
    """See the key `load.help`."""
    from kg.load import BATCH, DEFAULT_GRAPH, LoadError, LoginError
    from kg.load import load as load_graph

    def loaded(login: Login | None) -> Loaded:
        with reading_graph(graph), progress(text("load.loading")) as show:
            return load_graph(
                graph,
                target,
                graph=named or DEFAULT_GRAPH,
                batch=batch or BATCH,
                login=login,
                dry_run=dry_run,
                progress=show,
            )

    try:
        try:
            result = loaded(_known_login())
        except LoginError as error:
            if not _may_ask():
                raise
            result = loaded(_asked_login(str(error.values[0])))
    except LoadError as error:
        raise CommandError(text(f"load-error.{error.code}", *error.values)) from error
    click.echo(_summary(result))
    if dry_run:
        click.echo(text("load.dry"))
    return 0


def _known_login() -> Login | None:
    """The login that the environment has: a command line can be read by every other user of the machine."""
    from kg.load import Login

    user, password = os.environ.get("KG_USER"), os.environ.get("KG_PASSWORD")
    return Login(user, password) if user and password is not None else None


def _may_ask() -> bool:
    return "KG_PASSWORD" not in os.environ and sys.stdin.isatty()


def _asked_login(host: str) -> Login:
    from kg.load import Login

    user = os.environ.get("KG_USER") or click.prompt(text("load.user", host), err=True)
    return Login(user, click.prompt(text("load.password"), hide_input=True, err=True))


def _summary(result: Loaded) -> str:
    """A line for each kind of thing."""
    lines = {
        "triples": lambda *numbers: text("load.triples", *numbers),
        "nodes": lambda *numbers: text("load.nodes", *numbers),
        "relationships": lambda *numbers: text("load.relationships", *numbers),
    }
    return "\n".join(lines[kind](count, *result.changes[kind]) for kind, count in result.counts.items())
