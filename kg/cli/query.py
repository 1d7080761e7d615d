"""`kg query`: SPARQL on a written graph, as a table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.errors import CommandError, reading_graph
from kg.cli.localized import Command, lang
from kg.cli.progress import indexing
from kg.cli.terminal import columns, definitions, on_terminal, table
from kg.messages import language, text

if TYPE_CHECKING:
    from kg.query import Result, Value


@click.command("query", cls=Command)
@click.argument("given", metavar="[QUERY] GRAPH", nargs=-1)
@click.option("--file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(("table", "csv", "json")), default="table")
@click.option("--list", "listed", is_flag=True)
@lang
def query(given: tuple[str, ...], file: Path | None, format_: str, *, listed: bool) -> int:
    """See the key `query.help`."""
    if listed:
        click.echo(_names())
        return 0
    asked, graph = _asked(given, file)
    result = _answer(asked, graph)
    click.echo({"table": _table, "csv": _csv, "json": _json}[format_](result), nl=format_ != "csv")
    return 0


def _asked(given: tuple[str, ...], file: Path | None) -> tuple[str, Path]:
    """The query's name or text, and the graph's path."""
    if file is None and len(given) == 2:
        return given[0], Path(given[1])
    if file is None or not given:
        raise click.UsageError(text("usage.query"), click.get_current_context())
    if len(given) > 1:
        raise click.UsageError(text("usage.query-twice"), click.get_current_context())
    try:
        return file.read_text(encoding="utf-8-sig"), Path(given[0])
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CommandError(text("failed.query-file", file, reason)) from error


def _answer(asked: str, graph: Path) -> Result:
    from kg.query import QueryError, named_queries
    from kg.query import query as answer

    if asked.isidentifier() and asked not in named_queries():
        raise CommandError(text("failed.query-name", asked, ", ".join(named_queries())))
    with reading_graph(graph):
        try:
            return answer(graph, asked, announce=indexing(graph))
        except QueryError as error:
            raise CommandError(text("failed.query", error)) from error


def _names() -> str:
    from kg.query import named_queries

    return definitions([(each.name, each.titles[language()]) for each in named_queries().values()], columns())


def _table(result: Result) -> str:
    if result.form == "ask":
        return text("query.yes" if result.rows[0][0] else "query.no")
    rows = [[_shown(value) for value in row] for row in result.rows]
    limit = columns(full=True) if on_terminal() else None
    return f"{table(result.columns, rows, limit)}\n{text('query.rows', len(rows))}"


def _csv(result: Result) -> str:
    """RFC 4180, lines ended by CR LF, as SPARQL 1.1 asks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(result.columns)
    writer.writerows([_shown(value) for value in row] for row in result.rows)
    return out.getvalue()


def _json(result: Result) -> str:
    """A list with one object a row."""
    rows = [dict(zip(result.columns, map(_plain, row), strict=True)) for row in result.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def _plain(value: Value) -> str | int | float | bool | None:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
