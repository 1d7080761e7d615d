"""Names that their shape or their surroundings give away, by the patterns of `ontology/names`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.lexicon import LexiconError, words
from kg.nlp.boundaries import without_verbs
from kg.nlp.found import Found, hand_on
from kg.nlp.tokenizer import text_of
from kg.resources import ontology_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

NAME = "shapes"
# What a name may be made of; the function words left out end it.
_CHARACTER = r"[^\s,。;:、!?…“”《》()‘’的了是在为与及对将从把被着过于]"
_GUESS = 0.3  # trust in a pattern that only fills what the model left open
_MEMBER = re.compile(r"[^、 和]+")
_MACRO = re.compile(r"\{(?P<name>[a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A regular expression whose group `name` is a name of that type."""

    id: str
    type: str
    regex: re.Pattern[str]
    trust: float  # 1: whatever the model says; less: only where the model is less sure of something else
    members: bool  # the name is a list, and each member a name
    cues: frozenset[str]  # a text without any of them has no such name; none for a pattern that is fast as it is
    examples: tuple[str, ...]  # texts with ⟦names⟧


@Language.component(NAME, assigns=["doc.user_data"])
def shapes(doc: Doc) -> Doc:
    """Hand on the group `shapes`, and set `doc.user_data["confidence"]` for each of its names."""
    text = text_of(doc)
    confidence = doc.user_data.setdefault("confidence", {})
    names = []
    cues = {cue for cue in _cues() if cue in text}
    for pattern in patterns():
        for start, end in found(pattern, text) if not pattern.cues or pattern.cues & cues else ():
            key = (start, end, pattern.type)
            confidence[key] = max(pattern.trust, confidence.get(key, 0.0))
            names.append(Found(start, end, pattern.type, pattern.id))
    hand_on(doc, "shapes", names)
    return doc


def found(pattern: NamePattern, text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name that the pattern finds."""
    for match in pattern.regex.finditer(text):
        start, end = match.span("name")
        if pattern.members:
            yield from _split(text, start, end)
        else:
            bare = (start, end) if pattern.trust == 1 else without_verbs(text, start, end)
            if bare is not None:
                yield bare


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for member in _MEMBER.finditer(text, start, end):
        yield member.span()


@functools.cache
def patterns() -> tuple[NamePattern, ...]:
    """All patterns, by file and order. Raises LexiconError, which names the file, for one that cannot be read."""
    loaded: list[NamePattern] = []
    for path in sorted((ontology_path() / "names").glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            loaded += [_pattern(entry) for entry in table["pattern"]]
        except (OSError, KeyError, TypeError, ValueError, re.error) as error:  # ValueError: no UTF-8, no TOML
            raise LexiconError(f"{path}: {error}") from error
    return tuple(loaded)


@functools.cache
def _cues() -> frozenset[str]:
    return frozenset().union(*(pattern.cues for pattern in patterns()))


def _pattern(entry: dict[str, object]) -> NamePattern:
    return NamePattern(
        id=str(entry["id"]),
        type=str(entry["type"]),
        regex=re.compile(_MACRO.sub(lambda match: _expanded(match["name"]), str(entry["regex"]))),
        trust=float(str(entry.get("trust", _GUESS))),
        members=entry.get("members") is True,
        cues=frozenset(_strings(entry.get("cues", ()))),
        examples=_strings(entry.get("examples", ())),
    )


def _strings(values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values)  # type: ignore[attr-defined]


def _expanded(name: str) -> str:
    """`{c}` is a character of a name, `{LIST}` any word of that list."""
    if name == "c":
        return _CHARACTER
    return "(?:" + "|".join(map(re.escape, sorted(words(name), key=lambda word: (-len(word), word)))) + ")"
