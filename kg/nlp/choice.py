"""One reading of every stretch of text: of spans that overlap, the most trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span

NAME = "choice"
_TRUST = {"enumerated": 3, "shapes": 2, "learned": 1, "corpus": 0.5, "guesses": -1}


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def choice(doc: Doc) -> Doc:
    """Set `doc.spans["mentions"]` and `doc.spans["titles"]` from the groups before it."""
    ranked = sorted(((trust, span) for group, trust in _TRUST.items() for span in doc.spans[group]), key=lambda pair: (-pair[0], pair[1].start, -pair[1].end))
    kept = disjoint(span for _, span in ranked)
    doc.spans["titles"] = [span for span in kept if span.label_ == "Title"]
    doc.spans["mentions"] = [span for span in kept if span.label_ != "Title"]
    return doc


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """Of spans in order of preference, those that overlap none before them; in order of the text."""
    taken: set[int] = set()
    kept = []
    for span in spans:
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
