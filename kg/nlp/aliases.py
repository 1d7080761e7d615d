"""Which names of an article mean the same thing; each mention is given the fullest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "aliases"


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def aliases(doc: Doc) -> Doc:
    """Set the kb_id of every mention."""
    text = doc.text
    doc.spans["mentions"] = [Span(doc, s.start, s.end, s.label_, kb_id=text[s.start : s.end], span_id=s.id_) for s in doc.spans["mentions"]]
    return doc
