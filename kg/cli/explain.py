"""`kg explain`: what is read in a sentence, and by which rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.errors import CommandError, reading_data
from kg.cli.localized import Command, lang
from kg.cli.model_options import model_options
from kg.cli.terminal import columns, on_terminal, table
from kg.messages import language, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.extract import Extraction
    from kg.model import Article, Fact, Mention
    from kg.name_models import Models
    from kg.ontology import Ontology


@click.command("explain", cls=Command)
@click.argument("sentence", metavar="SENTENCE")
@click.option("--collection", metavar="FILE", type=click.Path(path_type=Path))
@model_options
@lang
def explain(sentence: str, collection: Path | None, models: Models) -> int:
    """See the key `explain.help`."""
    sentence = sentence.encode("utf-8", "replace").decode()  # an argument need not be valid text
    if not sentence.strip():
        raise CommandError(text("failed.empty-sentence"))
    with reading_data():
        from kg.ontology import load_ontology

        found, ontology = _extraction(_article(sentence), collection, models), load_ontology()
    sections = {
        text("explain.mentions"): _mentions(found, ontology),
        text("explain.facts"): _facts(found.facts, ontology, sentence),
        text("explain.vetoed"): _facts(found.vetoed, ontology, sentence),
    }
    click.echo("\n\n".join(f"{title}\n{shown or text('explain.none')}" for title, shown in sections.items()))
    return 0


def _article(sentence: str) -> Article:
    """The sentence as the body of an article of its own."""
    from kg.model import Article, Block

    block = Block("body", 0, len(sentence))
    return Article("1", "", "article", None, (), None, None, sentence, tuple(range(len(sentence))), (block,))


def _extraction(article: Article, collection: Path | None, models: Models) -> Extraction:
    from kg.collection import Collection, load_collection
    from kg.extract import extract
    from kg.nlp import create_pipeline

    known = load_collection(collection) if collection else Collection()
    return extract(article, known, create_pipeline(models))


def _mentions(found: Extraction, ontology: Ontology) -> str:
    if not found.mentions:
        return ""
    rows = [(_place(each), each.resolved or each.name, _type(each, ontology), each.rule) for each in found.mentions]
    return table(text("explain.columns").split("|"), rows, columns(full=True) if on_terminal() else None)


def _place(mention: Mention) -> str:
    return f"{mention.start}–{mention.end}"


def _type(mention: Mention, ontology: Ontology) -> str:
    return ontology.classes[mention.type].labels[language()]


def _facts(facts: Iterable[Fact], ontology: Ontology, sentence: str) -> str:
    from kg.cli.fact import fact_line

    lines = []
    for fact in facts:
        lines.append(f"  {fact_line(fact, ontology)}")
        lines += [f"    “{sentence[evidence.start : evidence.end]}”" for evidence in fact.evidence]
    return "\n".join(lines)
