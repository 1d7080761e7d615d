"""`kg evaluate`: precision, recall and F1 against gold annotation."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.errors import CommandError, reading_graph
from kg.cli.localized import Command, lang
from kg.cli.scores import score_table
from kg.cli.terminal import printable
from kg.messages import text

if TYPE_CHECKING:
    from kg.evaluate import Evaluation


@click.command("evaluate", cls=Command)
@click.argument("graph", metavar="GRAPH", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--misses", metavar="N", type=click.IntRange(min=0), default=0)
@click.option("--json", is_flag=True)
@lang
def evaluate(graph: Path, gold: Path, misses: int, *, json: bool) -> int:
    """See the key `evaluate.help`."""
    found = _evaluation(graph, gold)
    if json:
        click.echo(json_format.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return 0
    sections = [score_table(found.scores), *(_links(found)), *(_misses(found, misses) if misses else [])]
    click.echo("\n".join(sections))
    return 0


def _evaluation(graph: Path, gold: Path) -> Evaluation:
    from kg.evaluate import GoldError
    from kg.evaluate import evaluate as evaluation_of

    with reading_graph(graph):
        try:
            return evaluation_of(graph, gold)
        except GoldError as error:
            raise CommandError(text("failed.gold", error)) from error


def _links(found: Evaluation) -> list[str]:
    return [text("evaluate.links", *found.links[:4])] if found.links else []


def _misses(found: Evaluation, most: int) -> list[str]:
    """The first errors of each kind, under a heading with their number."""
    by_kind: dict[str, list[str]] = {}
    for miss in found.misses:
        quote = f"\n    “{printable(miss.quote)}”" if miss.quote else ""
        by_kind.setdefault(miss.kind, []).append(printable(f"  {miss.source}: {miss.text}") + quote)
    return [line for kind, lines in sorted(by_kind.items()) for line in ("", f"{kind} ({len(lines)})", *lines[:most])]
