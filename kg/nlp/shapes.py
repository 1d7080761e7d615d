"""Names that their shape or their surroundings give away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "shapes"


@Language.component(NAME, assigns=["doc.spans"])
def shapes(doc: Doc) -> Doc:
    """Set `doc.spans["shapes"]`."""
    doc.spans["shapes"] = []
    return doc
