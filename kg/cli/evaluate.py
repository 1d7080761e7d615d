"""`kg evaluate`: precision, recall and F1 against gold annotation."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.errors import reading_graph
from kg.cli.localized import Command, lang


@click.command("evaluate", cls=Command)
@click.argument("graph", metavar="GRAPH", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--misses", metavar="N", type=click.IntRange(min=0), default=0)
@click.option("--json", is_flag=True)
@lang
def evaluate(graph: Path, gold: Path, misses: int, *, json: bool) -> int:
    """See the key `evaluate.help`."""
    with reading_graph(graph):
        from kg.evaluate import evaluate as scores_of

        scores = scores_of(graph, gold)
    return 0
