"""A name found once in an article is a name everywhere in it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.nlp.found import Found, Taken, found, hand_on
from kg.nlp.tokenizer import text_of
from kg.trie import find_few

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "repeats"
_UNSAID = 0.8  # confidence in a span whose finder gives none


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.user_data"])
def repeats(doc: Doc) -> Doc:
    """Give every form the type that it most probably has, and mark the places of the text where it was overlooked."""
    text, names = text_of(doc), found(doc, "mentions")
    types = _types(text, names, doc.user_data["confidence"])
    taken = Taken(len(text))
    for name in (*names, *found(doc, "titles")):
        taken.take(name.start, name.end)
    kept = [Found(start, end, types[text[start:end]], rule) for start, end, _, rule in names]
    for start, end in find_few(types, text):
        if taken.is_free(start, end):
            kept.append(Found(start, end, types[text[start:end]], "repeat"))
    hand_on(doc, "mentions", sorted(kept, key=lambda name: (name.start, -name.end)))
    return doc


def _types(text: str, names: list[Found], confidence: dict[tuple[int, int, str], float]) -> dict[str, str]:
    """The most probable type of each form; the first by name of equals."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for start, end, type_, _ in names:
        votes[text[start:end]][type_] += confidence.get((start, end, type_), _UNSAID)
    return {form: max(sorted(count), key=count.__getitem__) for form, count in votes.items()}
