"""From an article to its mentions and sentences: the only exit from spaCy."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kg.dates import find_dates
from kg.facts import read_facts
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
    from kg.corpus import CorpusNames
    from kg.model import Article, Fact, Relation
    from kg.nlp.learned import LearnedNames, Marked

    Marks = list[Marked]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article says: its mentions, its facts, and the relations that the ontology vetoed."""

    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    vetoed: tuple[Relation, ...]


def look_ahead(articles: Sequence[Article], nlp: Language) -> list[Marks]:
    """What the names model marks in each article, for `extract`: several are read at once, which is faster."""
    names = cast("LearnedNames", nlp.get_pipe(NAMES_MODEL))
    return names.ahead([normalize(article.text) for article in articles])


def extract(
    article: Article,
    collection: Collection,
    nlp: Language,
    corpus: CorpusNames | None = None,
    marks: Marks | None = None,
) -> Extraction:
    """Read one article. `nlp` comes from `kg.nlp.create_pipeline`; refs of the facts are those of the mentions.

    `corpus` holds the names that other articles have introduced, `marks` what `look_ahead` gave for the article.
    """
    named, read_sentences = read(article, nlp, collection, corpus, marks)
    facts, vetoed = read_facts(resolve_references(read_sentences))
    return Extraction(tuple(named), tuple(facts), tuple(vetoed))


def read(
    article: Article,
    nlp: Language,
    collection: Collection,
    corpus: CorpusNames | None = None,
    marks: Marks | None = None,
) -> tuple[list[Mention], list[Sentence]]:
    """The article's mentions, in order, and its sentences with everything found in them.

    `nlp` comes from `kg.nlp.create_pipeline`. Offsets are the article's.
    """
    text = normalize(article.text)
    doc = nlp.make_doc(text)
    doc.user_data |= {"home": collection.home, "corpus": corpus, "marks": marks}
    doc = nlp(doc)
    named = mentions(article, doc)
    items = [Item(m.start, m.end, m.type, text[m.start : m.end], m.ref, m) for m in named]
    items += [Item(title.start, title.end, "Title", text[title.start : title.end]) for title in found(doc, "titles")]
    items += _measures(article, text, items)
    return named, _sentences(article, text, items)


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
