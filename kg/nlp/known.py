"""Bodies that everybody knows: ministries and central organs, which are named alike everywhere."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.lexicon import known_names
from kg.nlp.tokenizer import text_of
from kg.nlp.trie import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "known_names"
_SHORTEST = 3  # 人大, 央视: shorter ones are left to the model
_TRUST = 0.6


@Language.component(NAME, assigns=["doc.spans", "doc.user_data"])
def known(doc: Doc) -> Doc:
    """Set `doc.spans["known"]`, and `doc.user_data["confidence"]` for each of them."""
    text, (types, finder) = text_of(doc), _known()
    confidence = doc.user_data.setdefault("confidence", {})
    spans = [Span(doc, start, end, types[text[start:end]], span_id="known") for start, end in finder.find(text)]
    for span in spans:
        confidence.setdefault((span.start, span.end, span.label_), _TRUST)
    doc.spans["known"] = spans
    return doc


@functools.cache
def _known() -> tuple[dict[str, str], Words]:
    types = {
        form: entry.type
        for entry in known_names()
        if entry.type in ("GovernmentBody", "Association", "Institution")
        for form in (entry.name, *entry.aliases)
        if len(form) >= _SHORTEST
    }
    return types, Words(types)
