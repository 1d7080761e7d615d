"""Bodies that everybody knows: ministries and central organs, which are named alike everywhere."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.lexicon import known_names
from kg.nlp.found import Found, hand_on
from kg.nlp.tokenizer import text_of
from kg.trie import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "known_names"
_SHORTEST = 3  # 人大, 央视: shorter ones are left to the model
_TRUST = 0.6


@Language.component(NAME, assigns=["doc.user_data"])
def known(doc: Doc) -> Doc:
    """Hand on the group `known`, and set `doc.user_data["confidence"]` for each of its names."""
    text, (types, finder) = text_of(doc), _known()
    confidence = doc.user_data.setdefault("confidence", {})
    names = [Found(start, end, types[text[start:end]], "known") for start, end in finder.find(text)]
    for name in names:
        confidence.setdefault(name[:3], _TRUST)
    hand_on(doc, "known", names)
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
