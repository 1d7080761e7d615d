"""`kg evaluate`: precision, recall and F1 against gold annotation."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.building import decisions_option
from kg.cli.errors import CommandError, reading_data, reading_graph
from kg.cli.localized import Command, lang
from kg.cli.reliability import as_dict, reliability_tables
from kg.cli.scores import score_table
from kg.cli.terminal import printable
from kg.messages import problem_text, text

if TYPE_CHECKING:
    from kg.evaluate import Evaluation
    from kg.evaluate.decided import DecisionScore


@click.command("evaluate", cls=Command)
@click.argument("graph", metavar="GRAPH", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--misses", metavar="N", type=click.IntRange(min=0), default=0)
@click.option("--texts", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--reliability", is_flag=True)
@decisions_option
@click.option("--json", is_flag=True)
@lang
def evaluate(  # noqa: PLR0913 - the options
    graph: Path, gold: Path, misses: int, texts: Path | None, decisions: Path | None, *, reliability: bool, json: bool
) -> int:
    """See the key `evaluate.help`."""
    sentences = _sentences(texts) if texts is not None else {}
    found = _evaluation(graph, gold, sentences)
    decided = _decided(graph, decisions) if decisions is not None else None
    if json:
        figures = found.as_dict() | ({"reliability": as_dict(found.reliability)} if reliability else {})
        if decided is not None:
            figures["decisions"] = {"kept": decided.kept, "of": decided.of}
        click.echo(json_format.dumps(figures, ensure_ascii=False, indent=1))
        return 0
    sections = [
        score_table(found.scores),
        *(_links(found)),
        *(_decisions(decided) if decided is not None else []),
        *(reliability_tables(found.reliability) if reliability else []),
        *(_misses(found, misses) if misses else []),
    ]
    click.echo("\n".join(sections))
    return 0


def _sentences(texts: Path) -> dict[str, list[str]]:
    from kg.evaluate.sentences import read_sentences

    found, problems = read_sentences(texts)
    for problem in problems:
        raise CommandError(problem_text(problem))
    return found


def _evaluation(graph: Path, gold: Path, sentences: dict[str, list[str]]) -> Evaluation:
    from kg.evaluate import GoldError
    from kg.evaluate import evaluate as evaluation_of

    with reading_graph(graph):
        try:
            return evaluation_of(graph, gold, sentences=sentences)
        except GoldError as error:
            raise CommandError(text("failed.gold", error)) from error


def _decided(graph: Path, decisions: Path) -> DecisionScore:
    """How the graph fares against a file of decisions."""
    from kg.decisions import read_decisions
    from kg.evaluate.decided import score_decisions
    from kg.graph_file import read_graph

    with reading_data():
        taken = read_decisions(decisions)
    with reading_graph(graph):
        return score_decisions(read_graph(graph), taken)


def _decisions(score: DecisionScore) -> list[str]:
    broken = [f"  {each.kind} {' '.join(each.things or each.fact)}  ({each.place})" for each in score.broken]
    return [text("evaluate.decisions", score.kept, score.of), *map(printable, broken)]


def _links(found: Evaluation) -> list[str]:
    return [text("evaluate.links", *found.links[:4])] if found.links else []


def _misses(found: Evaluation, most: int) -> list[str]:
    """The first errors of each kind, under a heading with their number."""
    by_kind: dict[str, list[str]] = {}
    for miss in found.misses:
        quote = f"\n    “{printable(miss.quote)}”" if miss.quote else ""
        by_kind.setdefault(miss.kind, []).append(printable(f"  {miss.source}: {miss.text}") + quote)
    if found.links and found.links.wrong:
        by_kind["links wrong"] = [printable(f"  {pair}") for pair in found.links.wrong]
    return [line for kind, lines in sorted(by_kind.items()) for line in ("", f"{kind} ({len(lines)})", *lines[:most])]
