"""Reads a few documents, or a few articles once more: rows in, rows out, in whatever process or machine that is asked.

The same task gives the same rows everywhere. An article that cannot be read costs only itself: its row says why.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from kg.articles import split_articles
from kg.corpus import forms
from kg.extract import Extraction, Foreknowledge, extract, look_ahead
from kg.lexicon import LexiconError
from kg.name_models import SHIPPED, ModelError
from kg.nlp import create_pipeline
from kg.nlp.learned import Marked
from kg.ontology import OntologyError
from kg.resolve.local import gather
from kg.tables import Reading, as_table
from kg.text import normalize, sayings
from kg.unresolved import homeless, open_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from spacy.language import Language

    from kg.collection import Collection
    from kg.corpus import Taught
    from kg.extract import Marks
    from kg.model import Article, Document
    from kg.name_models import Models

_BROKEN = (LexiconError, OntologyError, ModelError)  # with these no article can be read
_SURROGATE = re.compile("[\ud800-\udfff]")  # halves of characters, which no table and no file can hold


@dataclass(frozen=True, slots=True)
class Setting:
    """What documents are read with."""

    collection: Collection
    models: Models = SHIPPED


class First(NamedTuple):
    """A document to be read, and the key of its rows."""

    key: str
    document: Document

    @property
    def source(self) -> str:
        """Where it comes from."""
        return self.document.source


class Again(NamedTuple):
    """A reading to be made once more, with the names that other articles have taught, and the key of the new row."""

    key: str
    reading: Reading
    taught: Sequence[Taught]

    @property
    def source(self) -> str:
        """Where it comes from."""
        return self.reading.article.source


def read_first(asked: tuple[Sequence[First], Setting]) -> pa.Table:
    """The articles of the documents, a row each. Raises LexiconError, OntologyError or ModelError."""
    tasks, setting = asked
    split = [(task.key, n, a) for task in tasks for n, a in enumerate(_split(task.document, setting.collection), 1)]
    marks = _look_ahead([article for *_, article in split], pipeline(setting.models))
    rows = [
        _row(Reading(key, number, article, marks=ahead or (), said=sayings(article)), setting, Foreknowledge(ahead))
        for (key, number, article), ahead in zip(split, marks, strict=True)
    ]
    return as_table(rows)


def read_again(asked: tuple[Sequence[Again], Setting]) -> pa.Table:
    """One row a task, in order. Raises LexiconError, OntologyError or ModelError."""
    rows, (tasks, setting) = [], asked
    for key, reading, taught in tasks:
        first = Extraction(reading.mentions, reading.facts, titles=reading.titles)
        known = Foreknowledge([Marked(*mark) for mark in reading.marks], taught, first)
        rows.append(_row(reading._replace(key=key), setting, known))
    return as_table(rows)


def _split(document: Document, collection: Collection) -> list[Article]:
    return split_articles(replace(document, text=_SURROGATE.sub("\ufffd", document.text)), collection)


def _look_ahead(articles: Sequence[Article], nlp: Language) -> Sequence[Marks | None]:
    """The names model reads all articles at once, or, where it cannot, each by itself."""
    try:
        return look_ahead(articles, nlp)
    except _BROKEN:
        raise
    except Exception:  # noqa: BLE001 - the article that does it is found when it is read
        return [None] * len(articles)


def _row(reading: Reading, setting: Setting, known: Foreknowledge) -> Reading:
    article = reading.article
    try:
        found = extract(article, setting.collection, pipeline(setting.models), known)
        undated = open_days(article)
    except _BROKEN:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one article does, the others are built and the reader is told
        return reading._replace(failure=repr(error))
    return reading._replace(
        titles=found.titles,
        mentions=found.mentions,
        facts=found.facts,
        things=gather(found.mentions, article.text, setting.collection.home),
        forms=forms(normalize(article.text), found.mentions),
        homeless=tuple(sorted(homeless(article, found.mentions))),
        undated=undated,
    )


@functools.cache
def pipeline(models: Models = SHIPPED) -> Language:
    """The pipeline that reads with these models, made once. Raises ModelError if one cannot be used."""
    return create_pipeline(models)
