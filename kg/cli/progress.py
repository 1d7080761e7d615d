"""A progress bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kg.cli.terminal import clip, columns
from kg.messages import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Progress = Callable[[int, int, str], None]


@contextmanager
def progress(label: str) -> Iterator[Progress | None]:
    """A function to call with how much is done, of how much, and what; None where nobody is watching."""
    if not sys.stderr.isatty():
        yield None
        return
    room = columns() // 3
    bar = click.progressbar(
        length=1, label=label, file=sys.stderr, width=20, item_show_func=lambda what: clip(what or "", room)
    )
    with bar:

        def show(done: int, total: int, what: str) -> None:
            bar.length = total
            bar.update(done - bar.pos, what)

        yield show


def indexing(graph: Path) -> Callable[[], None]:
    """What to call before a graph is indexed: says that it takes a while, once."""
    return lambda: click.echo(text("query.indexing", graph), err=True)
