"""Learns whom figures speak of, from annotated documents whose names the model has not learned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.articles import split_articles
from kg.collection import Collection
from kg.documents import read_documents
from kg.evaluate.facts import normal_name
from kg.evaluate.gold import read_gold
from kg.extract import read
from kg.facts.bearer_choice import figure_of, weighed
from kg.facts.bearers import Context, Last, by_rule
from kg.facts.clauses import slots
from kg.facts.figures import states
from kg.facts.gatherings import of_gathering
from kg.facts.indicators import read_indicator
from kg.facts.references import resolve_references
from kg.files import write_files
from kg.logistic import learn
from kg.nlp import create_pipeline
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.evaluate.gold import Gold
    from kg.facts.bearer_choice import Figure
    from kg.facts.indicators import Indicator
    from kg.facts.sentence import Sentence
    from kg.logistic import Logistic, Row
    from kg.model import Mention, Ref
    from kg.name_models import Models


def train_bearers(rows: Iterable[Row], out: Path) -> Logistic:
    """Learn from what `rows` gives, perhaps of several sets of documents, and write the weights to `out`."""
    learned = learn(rows)
    write_files({out: learned.dump()})
    return learned


def rows(gold: Path, texts: Path, models: Models, *, only: frozenset[str] = frozenset()) -> Iterator[Row]:
    """Of every figure in the documents of a folder each thing named near it, and whether the gold says it of that.

    `gold` holds `NNN.json` files, each for the document whose name begins with `NNN`; `only` names those to take.
    `models` must not have learned from them. Raises GoldError.
    """
    nlp = create_pipeline(models)
    documents, _ = read_documents([texts])
    for annotated in read_gold(gold, tuple(load_ontology().entity_types)):
        if only and annotated.stem not in only:
            continue
        document = next((each for each in documents if Path(each.source).name.startswith(annotated.stem)), None)
        for article in split_articles(document, Collection()) if document is not None else ():
            mentions, sentences = read(article, nlp, Collection())
            yield from of_article(resolve_references(sentences), mentions, annotated)


def of_article(sentences: Sequence[Sentence], mentions: Iterable[Mention], gold: Gold) -> Iterator[Row]:
    """The rows of an article that was read, beside the gold of its document."""
    said, names = _said(gold), _names(sentences, mentions)
    for index in range(len(sentences)):
        for figure in figures(sentences, index):
            quantity, unit = figure.slot.figure, normal_name(figure.indicator.unit)
            right = set().union(
                *(said[abs(float(value)), unit] for value in (quantity.value, quantity.value_to) if value is not None)
            )
            for item, signs in weighed(figure):
                yield signs, not right.isdisjoint(names[item.ref])


def figures(sentences: Sequence[Sentence], index: int) -> Iterator[Figure]:
    """The figures of a sentence, read one after the other, with what the rules say of whom they speak."""
    sentence = sentences[index]
    last: tuple[Last, Indicator] | None = None
    for slot in slots(sentence) if sentence.block != "headline" else ():
        if of_gathering(slot) or not states(slot, attended=False):
            continue
        indicator = read_indicator(sentence, slot)
        if last is not None and not slot.since and last[0].slot.start == slot.start:
            indicator = replace(last[1], unit=slot.figure.unit or last[1].unit)
        ruled = by_rule(sentences, index, slot, Context(indicator, last[0] if last else None))
        if ruled is not None:
            last = Last(slot, ruled), indicator
        yield figure_of(sentences, index, slot, (indicator, ruled))


def _said(gold: Gold) -> dict[tuple[float, str], set[str]]:
    """By figure and unit the names of what the gold says it of."""
    named = {entity.id: entity.names for entity in gold.entities}
    said: dict[tuple[float, str], set[str]] = defaultdict(set)
    for each in gold.facts.observations:
        said[abs(float(each.value)), each.unit] |= named.get(each.about, frozenset())
    return said


def _names(sentences: Sequence[Sentence], mentions: Iterable[Mention]) -> dict[Ref | None, set[str]]:
    """By ref the names of a thing."""
    names: dict[Ref | None, set[str]] = defaultdict(set)
    for mention in mentions:
        names[mention.ref].add(normal_name(mention.name))
    for sentence in sentences:
        for item in sentence.items:
            for each in (item, *item.inner):
                if each.mention is not None and not each.mention.reference:
                    names[each.ref].add(normal_name(each.text))
    return names
