"""Names by a spaCy model of the user's own choice: one more source beside ours, weighed with them by `choice`."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.lexicon import LexiconError, rows, words
from kg.name_models import ModelError
from kg.nlp.boundaries import typed
from kg.nlp.edges import tidy
from kg.nlp.found import Found, hand_on
from kg.nlp.learned import is_name
from kg.nlp.parts import parts
from kg.nlp.tokenizer import text_of
from kg.ontology import load_ontology
from kg.resources import ontology_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc

NAME = "spacy_model"
GROUP = "model"
# Trust in an entity of the model, which tells no probability. Of what spaCy's Chinese models find, .72 to .76 is right
# by their own labels in texts like those they learned from, as their cards say; by our types and in other texts it
# is less. So they fill what ours leave open, and win where our model itself is hardly more sure than unsure.
_TRUST = 0.55
_LONGEST = 10**9  # characters of an article; spaCy refuses more than a million unless told
_SUFFIXES = {
    "Enterprise": "legal_forms",
    "GovernmentBody": "body_suffixes",
    "Institution": "institution_suffixes",
    "Association": "association_suffixes",
    "Park": "park_suffixes",
    "Facility": "facility_suffixes",
}


@Language.factory(NAME, default_config={"model": ""}, assigns=["doc.user_data"])
def create(nlp: Language, name: str, model: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - spaCy's signature
    """The component that reads with that model, a package or a folder."""
    _labels()  # a broken list is told of before the work
    return functools.partial(spacy_model, model=load(model), rule=f"spacy:{Path(model).resolve().name}")


def spacy_model(doc: Doc, model: Language, rule: str) -> Doc:
    """Hand on the group `model`, and set `doc.user_data["confidence"]` for each of them."""
    confidence = doc.user_data.setdefault("confidence", {})
    names = [Found(*found, rule) for found in _names(text_of(doc), model)]
    for name in names:
        confidence[name[:3]] = max(_TRUST, confidence.get(name[:3], 0.0))
    hand_on(doc, GROUP, names)
    return doc


@functools.cache
def load(model: str) -> Language:
    """A spaCy model by the name of its package or its folder. Raises ModelError if it is not there or does not load."""
    import spacy

    if not model or not (spacy.util.is_package(model) or Path(model).exists()):
        raise ModelError(model, "not found", missing=True)
    try:
        nlp = spacy.load(model)
    except Exception as error:  # a model may run any code, and need any package
        raise ModelError(model, " ".join(str(error).split()) or type(error).__name__) from error
    nlp.max_length = _LONGEST
    torch = sys.modules.get("torch")
    if torch is not None:  # a forked process would wait for ever for threads that it does not have
        torch.set_num_threads(1)
    return nlp


def _names(text: str, model: Language) -> Iterator[tuple[int, int, str]]:
    """Start, end and type of every entity of the model that is one of ours, its edges tidied."""
    if not text.strip():
        return
    read = model(text)
    places = _places(read.text, text)
    for entity in read.ents:
        bare = entity.text.strip()
        kind = _labels().get(entity.label_)
        if kind is None or not bare:
            continue
        first = entity.start_char + entity.text.index(bare)
        start, end = places[first], places[first + len(bare) - 1] + 1
        for begin, stop, of in _tidied(text, start, end, kind[0]):
            yield (
                begin,
                stop,
                of if entity.label_ == of else typed(text, begin, stop, _by_ending(text[begin:stop], *kind)),
            )


def _tidied(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    for left, right in tidy(text, start, end, kind):
        yield from ((a, b, of) for a, b, of in parts(text, left, right, kind) if is_name(text, a, b, of))


def _places(read: str, text: str) -> Sequence[int]:
    """Where each character that the model has read stands in the text: its tokenizer may set or leave out spaces."""
    if read == text:
        return range(len(text))
    solid = [place for place, char in enumerate(text) if not char.isspace()]
    if "".join(read.split()) != "".join(text[place] for place in solid):
        raise ValueError("the spaCy model's tokenizer changes the text")
    places, passed = [], 0
    for char in read:
        places.append(solid[min(passed, len(solid) - 1)])
        passed += not char.isspace()
    return places


def _by_ending(name: str, kind: str, *others: str) -> str:
    """The type among these whose longest suffix ends the name; the first if none does."""
    endings = ((len(end), of) for of in (kind, *others) for end in _endings(of) if name.endswith(end))
    return max(endings, key=lambda found: found[0], default=(0, kind))[1] if others else kind


@functools.cache
def _endings(kind: str) -> tuple[str, ...]:
    return tuple(sorted(words(_SUFFIXES[kind])))


@functools.cache
def _labels() -> dict[str, tuple[str, ...]]:
    """A label → the type, and those that the ending of a name may tell instead; our own types stand for themselves."""
    own = {name: (name,) for name in load_ontology().entity_types}
    for row in rows("ner_labels"):
        if not row[1:] or {*row[1:]} - {*own, "Title"} or {*row[2:]} - _SUFFIXES.keys():
            raise LexiconError(f"{ontology_path() / 'words' / 'ner_labels.tsv'}: {' '.join(row)}")
    return {row[0]: row[1:] for row in rows("ner_labels")} | own
