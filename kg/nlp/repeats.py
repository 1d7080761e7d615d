"""A name found once in an article is a name everywhere in it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.nlp.tokenizer import text_of
from kg.nlp.trie import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "repeats"
_UNSAID = 0.8  # confidence in a span whose finder gives none


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def repeats(doc: Doc) -> Doc:
    """Give every form the type that it most probably has, and mark the places of the text where it was overlooked."""
    text, spans = text_of(doc), list(doc.spans["mentions"])
    confidence = doc.user_data["confidence"]
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in spans:
        votes[text[span.start : span.end]][span.label_] += confidence.get((span.start, span.end, span.label_), _UNSAID)
    types = {form: max(sorted(count), key=count.__getitem__) for form, count in votes.items()}
    taken = {place for span in (*spans, *doc.spans["titles"]) for place in range(span.start, span.end)}
    kept = [Span(doc, span.start, span.end, types[text[span.start : span.end]], span_id=span.id_) for span in spans]
    for start, end in Words(types).find(text):
        if taken.isdisjoint(range(start, end)):
            kept.append(Span(doc, start, end, types[text[start:end]], span_id="repeat"))
    doc.spans["mentions"] = sorted(kept, key=lambda span: (span.start, -span.end))
    return doc
