"""Names that other articles of the build have introduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from kg.nlp.found import Found, hand_on

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "corpus_names"
_WHOLE = 0.9  # trust in the whole core of a company that another article gives in full
_TAUGHT = 0.5  # trust in any other name that articles have taught: it gives way to what is probable here


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.user_data"])
def corpus_names(doc: Doc) -> Doc:
    """Hand on the group `corpus` from `doc.user_data["taught"]`, which is what `kg.corpus` found, if it is there."""
    confidence = doc.user_data.setdefault("confidence", {})
    names = []
    for start, end, type_, whole in doc.user_data.get("taught", ()):
        key = (start, end, type_)
        confidence[key] = max(_WHOLE if whole else _TAUGHT, confidence.get(key, 0.0))
        names.append(Found(start, end, type_, "corpus"))
    hand_on(doc, "corpus", names)
    return doc
