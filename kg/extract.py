"""From an article to its mentions and sentences: the only exit from spaCy."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kg.dates import find_dates
from kg.facts import read_facts
from kg.facts.confidence import weighed
from kg.facts.references import resolve_references
from kg.facts.sentence import Item, Sentence
from kg.model import Mention
from kg.nlp.found import Taken, found
from kg.nlp.learned import NAME as NAMES_MODEL
from kg.nlp.tokenizer import text_of
from kg.quantities import find_quantities
from kg.text import normalize, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.collection import Collection
    from kg.corpus import Taught
    from kg.model import Article, Fact, Relation
    from kg.nlp.learned import LearnedNames, Marked

    Marks = Sequence[Marked]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article says: its mentions, its facts, and the relations that the ontology vetoed."""

    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    vetoed: tuple[Relation, ...] = ()
    titles: tuple[tuple[int, int], ...] = ()  # where posts are named: 董事长


@dataclass(frozen=True, slots=True)
class Foreknowledge:
    """What is known of an article before it is read; with article, home and models it decides the reading."""

    marks: Marks | None = None  # what `look_ahead` gave for it
    taught: Sequence[Taught] = ()  # the names in it that other articles have introduced
    first: Extraction | None = None  # what was read without them: its facts stand where the names stay the same


NOTHING = Foreknowledge()


def look_ahead(articles: Sequence[Article], nlp: Language) -> Sequence[Marks]:
    """What the names model marks in each article, for `extract`: several are read at once, which is faster."""
    names = cast("LearnedNames", nlp.get_pipe(NAMES_MODEL))
    return names.ahead([normalize(article.text) for article in articles])


def extract(article: Article, collection: Collection, nlp: Language, known: Foreknowledge = NOTHING) -> Extraction:
    """Read one article. `nlp` comes from `kg.nlp.create_pipeline`; refs of the facts are those of the mentions."""
    doc = _doc(article, nlp, collection, known)
    named, titles = tuple(mentions(article, doc)), tuple((title.start, title.end) for title in found(doc, "titles"))
    if known.first is not None and (named, titles) == (known.first.mentions, known.first.titles):
        return known.first
    facts, vetoed = read_facts(resolve_references(_read(article, text_of(doc), named, titles)))
    return Extraction(named, tuple(weighed(facts, named)), tuple(vetoed), titles)


def read(article: Article, nlp: Language, collection: Collection) -> tuple[list[Mention], list[Sentence]]:
    """The article's mentions, in order, and its sentences with everything found in them.

    `nlp` comes from `kg.nlp.create_pipeline`. Offsets are the article's.
    """
    doc = _doc(article, nlp, collection, NOTHING)
    named, titles = mentions(article, doc), [(title.start, title.end) for title in found(doc, "titles")]
    return named, _read(article, text_of(doc), named, titles)


def _doc(article: Article, nlp: Language, collection: Collection, known: Foreknowledge) -> Doc:
    doc = nlp.make_doc(normalize(article.text))
    doc.user_data |= {"home": collection.home, "taught": known.taught, "marks": known.marks}
    return nlp(doc)


def _read(article: Article, text: str, named: Iterable[Mention], titles: Iterable[tuple[int, int]]) -> list[Sentence]:
    items = [Item(m.start, m.end, m.type, text[m.start : m.end], m.ref, m) for m in named]
    items += [Item(start, end, "Title", text[start:end]) for start, end in titles]
    return _sentences(article, text, items + _measures(article, text, items))


def mentions(article: Article, doc: Doc) -> list[Mention]:
    """The mentions of a document that the pipeline has read."""
    text, resolved = text_of(doc), doc.user_data["resolved"]
    named = zip(found(doc, "mentions"), doc.user_data["kb_ids"], doc.user_data["scores"], strict=True)
    return [
        Mention(article.id, start, end, type_, name, rule, score, resolved.get((type_, text[start:end])))
        for (start, end, type_, rule), name, score in named
    ]


def _measures(article: Article, text: str, names: Iterable[Item]) -> list[Item]:
    """Figures and dates that do not stand inside a name."""
    taken = Taken(len(text))
    for name in names:
        taken.take(name.start, name.end)
    items = [Item(q.start, q.end, "Figure", text[q.start : q.end], figure=q) for q in find_quantities(text)]
    items += [
        Item(d.start, d.end, "Date", text[d.start : d.end], date=d)
        for d in find_dates(text, article.published or article.dateline)
    ]
    ordered = sorted(items, key=lambda item: (item.start, -item.end, item.kind))
    return [item for item in ordered if taken.is_free(item.start, item.end) and taken.take(item.start, item.end)]


def _sentences(article: Article, text: str, items: list[Item]) -> list[Sentence]:
    items = sorted(items, key=lambda item: (item.start, -item.end, item.kind))
    starts = [item.start for item in items]
    read_sentences = []
    for start, end, block in sentences(article):
        inside = [
            item
            for item in items[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]
            if item.end <= end
        ]
        kind = article.blocks[block].kind
        read_sentences.append(Sentence(article.id, start, end, text[start:end], kind, block, nest(inside)))
    return read_sentences


def nest(items: Iterable[Item]) -> tuple[Item, ...]:
    """Outermost items with the others inside them; `items` come by start, longest first. Crossing items are dropped."""
    outer: list[tuple[Item, list[Item]]] = []
    for item in items:
        if not outer or item.start >= outer[-1][0].end:
            outer.append((item, []))
        elif item.end <= outer[-1][0].end and (item.start, item.end) != (outer[-1][0].start, outer[-1][0].end):
            outer[-1][1].append(item)
    return tuple(_with_inner(item, nest(inner)) if inner else item for item, inner in outer)


def _with_inner(item: Item, inner: tuple[Item, ...]) -> Item:
    return Item(item.start, item.end, item.kind, item.text, item.ref, item.mention, item.figure, item.date, inner)
