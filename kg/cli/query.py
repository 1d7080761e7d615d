"""`kg query`: SPARQL on a written graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.errors import CommandError, reading_graph
from kg.cli.localized import Command, lang
from kg.cli.progress import indexing
from kg.cli.terminal import columns, definitions, wrap
from kg.messages import language, text

if TYPE_CHECKING:
    from kg.named_queries import NamedQuery, ParameterError
    from kg.query import Result


@click.command("query", cls=Command)
@click.argument("given", metavar="[QUERY] GRAPH", nargs=-1)
@click.option("--file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--set", "set_", metavar="NAME=VALUE", multiple=True)
@click.option("--format", "format_", type=click.Choice(("table", "csv", "tsv", "json", "turtle")), default="table")
@click.option("--list", "listed", is_flag=True)
@lang
def query(given: tuple[str, ...], file: Path | None, set_: tuple[str, ...], format_: str, *, listed: bool) -> int:
    """See the key `query.help`."""
    if listed:
        click.echo(_names())
        return 0
    asked, graph = _asked(given, file)
    result = _answer(asked, graph, _values(set_))
    if format_ == "turtle" and result.form != "graph":
        raise click.UsageError(text("usage.turtle"), click.get_current_context())
    from kg.cli.answers import written

    click.echo(written(result, format_), nl=False)
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


def _values(given: tuple[str, ...]) -> dict[str, str]:
    """The parameters' values, by name."""
    values = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise click.UsageError(text("usage.set", each), click.get_current_context())
        values[name] = value
    return values


def _answer(asked: str, graph: Path, values: dict[str, str]) -> Result:
    from kg.named_queries import ParameterError, named_queries
    from kg.query import QueryError
    from kg.query import query as answer

    if asked.isidentifier() and asked not in named_queries():
        raise CommandError(text("failed.query-name", asked, ", ".join(named_queries())))
    with reading_graph(graph):
        try:
            return answer(graph, asked, values, announce=indexing(graph))
        except ParameterError as error:
            raise click.UsageError(_wrong_parameter(error), click.get_current_context()) from error
        except QueryError as error:
            raise CommandError(text("failed.query", error)) from error


def _wrong_parameter(error: ParameterError) -> str:
    if error.kind is None:
        return text("usage.parameter", error.name, ", ".join(error.known) or text("query.none"))
    return text("usage.parameter-date" if error.kind == "date" else "usage.parameter-number", error.name)


def _names() -> str:
    from kg.named_queries import named_queries

    return "\n".join(map(_described, named_queries().values()))


def _described(query: NamedQuery) -> str:
    """The query's name, what it answers, and its parameters."""
    wide = columns()
    rows = [(parameter.name, parameter.titles[language()]) for parameter in query.parameters]
    own = definitions([(f"  {name}", title) for name, title in rows], wide)
    return "\n".join(filter(None, [wrap(f"{query.name}: {query.titles[language()]}", wide), own]))
