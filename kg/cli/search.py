"""`kg search`: names and sentences of a written graph that hold some words."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.errors import reading_graph
from kg.cli.localized import Command, lang
from kg.cli.progress import indexing
from kg.cli.terminal import columns, on_terminal, table
from kg.messages import language, text

if TYPE_CHECKING:
    from kg.fulltext import Hit


@click.command("search", cls=Command)
@click.argument("given", metavar="WORDS... GRAPH", nargs=-1)
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20)
@click.option("--format", "format_", type=click.Choice(("table", "json")), default="table")
@lang
def search(given: tuple[str, ...], limit: int, format_: str) -> int:
    """See the key `search.help`."""
    from kg.fulltext import search as find

    if len(given) < 2:
        raise click.UsageError(text("usage.search"), click.get_current_context())
    graph = Path(given[-1])
    with reading_graph(graph):
        hits = find(graph, " ".join(given[:-1]), limit=limit, announce=indexing(graph))
    click.echo(_json(hits) if format_ == "json" else _table(hits))
    return 0


def _json(hits: list[Hit]) -> str:
    return json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=1)


def _table(hits: list[Hit]) -> str:
    from kg.ontology import load_ontology

    classes = load_ontology().classes
    labels = {name: term.labels[language()] for name, term in classes.items()}
    rows = [(labels.get(hit.type, hit.type), hit.text, hit.iri) for hit in hits]
    limit = columns(full=True) if on_terminal() else None
    return f"{table(text('search.columns').split('|'), rows, limit)}\n{text('query.rows', len(rows))}"
