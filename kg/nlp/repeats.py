"""A name found once in an article is a name everywhere in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.nlp.trie import Words
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "repeats"


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def repeats(doc: Doc) -> Doc:
    """Give every form its most frequent type, and mark the places of the text where it was overlooked."""
    text, spans = text_of(doc), list(doc.spans["mentions"])
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        votes[text[span.start : span.end]][span.label_] += 1
    types = {form: count.most_common(1)[0][0] for form, count in votes.items()}
    taken = {place for span in (*spans, *doc.spans["titles"]) for place in range(span.start, span.end)}
    kept = [Span(doc, span.start, span.end, types[text[span.start : span.end]], span_id=span.id_) for span in spans]
    for start, end in Words(types).find(text):
        if taken.isdisjoint(range(start, end)):
            kept.append(Span(doc, start, end, types[text[start:end]], span_id="repeat"))
    doc.spans["mentions"] = sorted(kept, key=lambda span: (span.start, -span.end))
    return doc
