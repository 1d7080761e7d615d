"""`kg why`: why two names are one thing, or are not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

from kg.cli.building import resolved, sources_options
from kg.cli.errors import CommandError
from kg.cli.localized import Command, lang
from kg.cli.terminal import printable
from kg.messages import language, text

if TYPE_CHECKING:
    from kg.cli.building import Sources
    from kg.model import Entity
    from kg.ontology import Ontology
    from kg.why import Step

_NAMES = 8  # other names of an entity that are shown
_QUOTE = 100  # characters of a sentence that are shown


@click.command("why", cls=Command)
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@sources_options
@lang
def why(one: str, other: str, sources: Sources) -> int:
    """See the key `why.help`."""
    read, resolution = resolved(sources)
    from kg.ontology import load_ontology
    from kg.why import bearers
    from kg.why import why as explain

    sides = []
    for name in (one, other):
        found = bearers(name, resolution.judgement)
        if not found:
            raise CommandError(text("why.unknown", printable(name)))
        sides.append(found)
    articles = {reading.article.id: reading.article for reading in read.readings}
    answer = explain(sides[0], sides[1], resolution, articles)
    lines = [text("why.one") if answer.one else text("why.two")]
    lines += [f"  {_entity(entity, load_ontology())}" for entity in answer.entities]
    if answer.one and not answer.steps:
        lines.append(text("why.in-article"))
    for step in answer.steps:
        lines += _lines(step)
    click.echo("\n".join(map(printable, lines)))
    return 0


def _entity(entity: Entity, ontology: Ontology) -> str:
    kind = ontology.classes[entity.type].labels[language()]
    others = "、".join(entity.aliases[:_NAMES]) + ("…" if len(entity.aliases) > _NAMES else "")
    return text("why.entity", kind, entity.name, len(entity.articles)) + (f"  ({others})" if others else "")


def _lines(step: Step) -> list[str]:
    from kg.resolve.clues import clue_table

    table = clue_table()
    sign = "≥" if step.score >= table.merge else "<"
    lines = ["", f"{step.names[0]} — {step.names[1]}: {_weight(step.score)} {sign} {table.merge:.1f}"]
    lines += [f"  {_weight(table.clues[each].weight):>5}  {table.clues[each].texts[language()]}" for each in step.clues]
    return lines + [f"  {article}: “{_short(quote)}”" for article, quote in step.quotes]


def _weight(weight: float) -> str:
    if math.isinf(weight):
        return "+∞" if weight > 0 else "−∞"
    return f"{weight:+.1f}".replace("-", "−")


def _short(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else quote[:_QUOTE] + "…"
