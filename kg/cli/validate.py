"""`kg validate`: the shapes' verdict, each violation with its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.errors import reading_graph
from kg.cli.localized import Command, lang
from kg.cli.terminal import columns, printable, wrap
from kg.messages import language, text

if TYPE_CHECKING:
    from kg.validate import Violation


@click.command("validate", cls=Command)
@click.argument("graph", metavar="GRAPH", type=click.Path(path_type=Path))
@lang
def validate(graph: Path) -> int:
    """See the key `validate.help`."""
    with reading_graph(graph):
        from kg.validate import validate as violations_of

        violations = violations_of(graph)
    for violation in violations:
        click.echo(_shown(violation))
    click.echo(text("validate.violations", graph, len(violations)) if violations else text("validate.ok", graph))
    return int(bool(violations))


def _shown(violation: Violation) -> str:
    said = violation.messages.get(language()) or violation.messages.get("en") or violation.constraint
    value = "" if violation.value is None else f" [{violation.value}]"
    quotes = [wrap(printable(f"“{quote}”"), columns(), "    ") for quote in violation.quotes]
    return "\n".join([printable(f"{violation.focus}"), printable(f"  {violation.shape}: {said}{value}"), *quotes])
