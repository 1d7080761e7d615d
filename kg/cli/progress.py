"""A progress bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kg.cli.terminal import clip, columns
from kg.messages import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click._termui_impl import ProgressBar

    Progress = Callable[[int, int, str], None]


@contextmanager
def progress(label: str) -> Iterator[Progress | None]:
    """A function to call with how much is done, of how much, and what; None where nobody is watching.

    The bar shows the share that is done, the time that remains and how much is done a second. It begins anew when less
    is done than before.
    """
    if not sys.stderr.isatty():
        yield None
        return
    bars: list[ProgressBar[str]] = []
    start = [0.0]

    def show(done: int, total: int, what: str) -> None:
        if not bars or done < bars[-1].pos:
            for before in bars[-1:]:
                before.render_finish()
            start[0] = time.monotonic()
            bars.append(_bar(label, total))
        rate = done / max(time.monotonic() - start[0], 0.1)
        bars[-1].current_item = f"{rate:,.0f}/s  {clip(what, columns() // 3)}"
        bars[-1].update(done - bars[-1].pos)

    try:
        yield show
    finally:
        for last in bars[-1:]:
            last.render_finish()


def _bar(label: str, total: int) -> ProgressBar[str]:
    bar: ProgressBar[str] = click.progressbar(
        length=total, label=label, file=sys.stderr, width=20, item_show_func=lambda shown: shown
    )
    return bar


def indexing(graph: Path) -> Callable[[], None]:
    """What to call before a graph is indexed: says that it takes a while, once."""
    return lambda: click.echo(text("query.indexing", graph), err=True)
