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
    found, read_sentences = read(article, nlp, collection, corpus, marks)
    facts, vetoed = read_facts(resolve_references(read_sentences))
    return Extraction(tuple(found), tuple(facts), tuple(vetoed))


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
    found = mentions(article, doc)
    items = [Item(m.start, m.end, m.type, text[m.start : m.end], m.ref, m) for m in found]
    items += [Item(span.start, span.end, "Title", span.text) for span in doc.spans["titles"]]
    items += _measures(article, text, [(item.start, item.end) for item in items])
    return found, _sentences(article, text, items)


def mentions(article: Article, doc: Doc) -> list[Mention]:
    """The mentions of a document that the pipeline has read."""
    spans = doc.spans["mentions"]
    resolved = doc.user_data.get("resolved", {})
    scores = spans.attrs.get("scores") or [1.0] * len(spans)
    text = text_of(doc)
    return [
        Mention(
            article.id,
            span.start,
            span.end,
            span.label_,
            span.kb_id_,
            span.id_,
            score,
            resolved.get((span.label_, text[span.start : span.end])),
        )
        for span, score in zip(spans, scores, strict=True)
    ]


def _measures(article: Article, text: str, taken: list[tuple[int, int]]) -> list[Item]:
    """Figures and dates that do not stand inside a name."""
    items = [Item(q.start, q.end, "Figure", text[q.start : q.end], figure=q) for q in find_quantities(text)]
    items += [
        Item(d.start, d.end, "Date", text[d.start : d.end], date=d)
        for d in find_dates(text, article.published or article.dateline)
    ]
    free = []
    for item in sorted(items, key=lambda item: (item.start, -item.end, item.kind)):
        if not any(start < item.end and item.start < end for start, end in taken):
            free.append(item)
            taken.append((item.start, item.end))
    return free


def _sentences(article: Article, text: str, items: list[Item]) -> list[Sentence]:
    items = sorted(items, key=lambda item: (item.start, -item.end, item.kind))
    starts = [item.start for item in items]
    found = []
    for start, end, block in sentences(article):
        inside = [
            item
            for item in items[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]
            if item.end <= end
        ]
        found.append(Sentence(article.id, start, end, text[start:end], article.blocks[block].kind, block, nest(inside)))
    return found


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
