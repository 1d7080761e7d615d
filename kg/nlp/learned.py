"""Names by the learned model: character by character, from `names.model` beside this file."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.nlp.edges import tidy
from kg.nlp.features import feature_keys
from kg.nlp.linear_chain import LinearChain
from kg.nlp.segments import segments

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "learned_names"
_SHORT = ("AdministrativeArea",)  # 沪, 京: other names have two characters or more
MODEL = Path(__file__).with_name("names.model")


@functools.cache
def shipped_model() -> LinearChain:
    """The model that comes with the package."""
    return LinearChain.load(MODEL.read_bytes())


@Language.component(NAME, assigns=["doc.spans"])
def learned_names(doc: Doc) -> Doc:
    """Set `doc.spans["learned"]`: names and titles that do not overlap."""
    model, text = shipped_model(), doc.text
    best = model.best(model.emissions(feature_keys(text)), segments(text)) if text else []
    marked = spans_of([model.labels[n] for n in best])
    tidied = [(left, right, label) for start, end, label in marked for left, right in tidy(text, start, end, label)]
    doc.spans["learned"] = [Span(doc, start, end, label, span_id="learned") for start, end, label in tidied if end - start > 1 or label in _SHORT]
    return doc


def spans_of(labels: list[str]) -> list[tuple[int, int, str]]:
    """Start, end and type of what B- and I- labels mark."""
    found, start = [], None
    for place, label in enumerate([*labels, "O"]):
        if start is not None and not label.startswith("I-"):
            found.append((start, place, labels[start][2:]))
            start = None
        if label.startswith("B-"):
            start = place
    return found
