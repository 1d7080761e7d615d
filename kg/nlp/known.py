"""Things that everybody knows: countries, provinces, cities, ministries, great universities."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.lexicon import known_names
from kg.nlp.trie import Words
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "known_names"
_COUNTY_DIGITS = 6


@Language.component(NAME, assigns=["doc.spans"])
def known(doc: Doc) -> Doc:
    """Set `doc.spans["known"]`."""
    types, words = _known()
    text = text_of(doc)
    doc.spans["known"] = [Span(doc, start, end, types[text[start:end]], span_id="known") for start, end in words.find(text)]
    return doc


@functools.cache
def _known() -> tuple[dict[str, str], Words]:
    """Types by name. Short names of counties are left out: many are also everyday words, and the model weighs them."""
    types: dict[str, str] = {}
    for entry in known_names():
        county = entry.type == "AdministrativeArea" and entry.code is not None and len(entry.code) == _COUNTY_DIGITS and not entry.code.endswith("00")
        for form in (entry.name,) if county else (entry.name, *entry.aliases):
            types[form] = entry.type
    return types, Words(types)
