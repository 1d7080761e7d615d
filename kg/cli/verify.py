"""`kg verify`: whether the graph's quotes stand in the source files."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.errors import reading_graph
from kg.cli.localized import Command, lang
from kg.cli.terminal import printable
from kg.messages import problem_text, text


@click.command("verify", cls=Command)
@click.argument("graph", metavar="GRAPH", type=click.Path(path_type=Path))
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@lang
def verify(graph: Path, inputs: tuple[Path, ...]) -> int:
    """See the key `verify.help`."""
    with reading_graph(graph):
        from kg.verify import verify as verify_graph

        found = verify_graph(graph, inputs)
    for problem in found.problems:
        click.echo(printable(problem_text(problem)))
    if found.problems:
        click.echo(text("verify.wrong", graph, len(found.problems)))
        return 1
    click.echo(text("verify.ok", graph, found.quotes, found.documents))
    return 0
