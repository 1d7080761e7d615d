"""`kg diff`: what changed from one graph to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.cli.digest import digest
from kg.cli.errors import reading_graph
from kg.cli.fact import figure
from kg.cli.localized import Command, lang
from kg.cli.stated import fact_label, stated, type_label
from kg.cli.terminal import columns, on_terminal, printable, table
from kg.messages import text
from kg.model import Observation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.diff import Difference, Said

    Row = tuple[str, str, str, list[str], list[str]]

T = TypeVar("T")


@click.command("diff", cls=Command)
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(("table", "digest", "patch", "json")), default="table")
@lang
def diff(old: Path, new: Path, format_: str) -> int:
    """See the key `diff.help`."""
    from kg.diff import difference, rdf_patch
    from kg.graph_file import read_graph
    from kg.store import read_triples

    if format_ == "patch":
        for line in rdf_patch(*(_read(path, lambda path: set(read_triples(path))) for path in (old, new))):
            click.echo(line)
        return 0
    found = difference(_read(old, read_graph), _read(new, read_graph))
    click.echo({"table": _table, "digest": digest, "json": _json}[format_](found))
    return 0


def _read(path: Path, reader: Callable[[Path], T]) -> T:
    with reading_graph(path):
        return reader(path)


def _table(found: Difference) -> str:
    hows = {"added": text("diff.added"), "removed": text("diff.removed"), "changed": text("diff.changed")}
    rows = [(hows[how], kind, what, _detail(before, after)) for how, kind, what, before, after in _rows(found)]
    limit = columns(full=True) if on_terminal() else None
    return f"{table(text('diff.columns').split('|'), rows, limit)}\n{text('query.rows', len(rows))}"


def _json(found: Difference) -> str:
    names = ("change", "kind", "what", "before", "after")
    return json.dumps([dict(zip(names, row, strict=True)) for row in _rows(found)], ensure_ascii=False, indent=1)


def _rows(found: Difference) -> Iterator[Row]:
    """Each change: how, of which kind, what it is, and the parts it had before and has now."""
    for change in found.things:
        gone, come = (sorted({each.name, *each.aliases}) if each else [] for each in (change.before, change.after))
        yield change.how, type_label(change.what.type), printable(change.what.name), gone, come
    for told in found.facts:
        gone, come = (_parts(each) if each else [] for each in (told.before, told.after))
        yield told.how, fact_label(told.what.fact), stated(told.what.fact, found.names), gone, come


def _parts(said: Said) -> list[str]:
    """What may change of a fact while it stays the same: its figure, its quotes."""
    figures = [figure(said.fact)] if isinstance(said.fact, Observation) else []
    return [*figures, *(f"“{quote}”" for quote in sorted(said.quotes))]


def _detail(before: list[str], after: list[str]) -> str:
    """What went (-) and what came (+)."""
    gone, come = ([part for part in one if part not in other] for one, other in ((before, after), (after, before)))
    return " ".join([*(f"-{part}" for part in gone), *(f"+{part}" for part in come)])
