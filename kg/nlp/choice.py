"""One reading of every stretch of text: of names that overlap, the most trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from kg.nlp.found import disjoint, found, hand_on

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "choice"
_GROUPS = ("learned", "known", "shapes", "enumerated", "corpus", "model")
_LONGEST = 100  # characters; the longest of 28,000 annotated names has 53
_LISTED = 0.92  # how often a member of a list is right, measured on annotated news


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.user_data"])
def choice(doc: Doc) -> Doc:
    """Hand on the groups `mentions` and `titles` from the groups before them."""
    confidence = doc.user_data.setdefault("confidence", {})
    for name in found(doc, "enumerated"):
        confidence[name[:3]] = max(_LISTED, confidence.get(name[:3], 0.0))
    names = [name for group in _GROUPS for name in found(doc, group) if name.end - name.start <= _LONGEST]
    kept = disjoint(sorted(names, key=lambda name: (-confidence[name[:3]], name.start, -name.end, name.type)))
    hand_on(doc, "titles", (name for name in kept if name.type == "Title"))
    hand_on(doc, "mentions", (name for name in kept if name.type != "Title"))
    return doc
