"""Members of lists: A、B、C等企业 says what A, B and C are, and its commas say where each ends."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language

from kg.lexicon import rows, words
from kg.nlp.boundaries import without_verbs
from kg.nlp.found import Found, found, hand_on
from kg.nlp.ngrams import is_common
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

NAME = "enumerations"
_MEMBER = r"[^、,。;:!?\n]{1,30}"
_LIST = re.compile(rf"{_MEMBER}?(?:、{_MEMBER}?)+(?=等(?![级于待候离])|[两二三四五六七八九十]+大(?!批))")
_STRETCH = re.compile(r"[^,。;:!?\n]+")  # no list goes beyond it
_CLAUSE = re.compile(r"[^,。;:!?\n、]{0,40}")
_AND = re.compile(r"以及|和|与|及其")
_PLAIN = re.compile(r"[“‘\"]?[\w·\-+()./“”]{2,24}[”’\"]?")
_PROPER = frozenset({"Enterprise", "Project", "Person"})
_COUNT = re.compile(r"一大?批|\d+余?多?家|[多数]家|众多|一系列")
_NEAR = 9  # characters after 等 within which the first head is meant, not the last one of the clause


class Member(NamedTuple):
    """A stretch of text that a list says to be a thing of that type."""

    start: int
    end: int
    type: str


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.user_data"])
def enumerations(doc: Doc) -> Doc:
    """Hand on the group `enumerated`; where a list begins is also told by the learned names."""
    begins = {name.end: name.start for name in found(doc, "learned")}
    hand_on(doc, "enumerated", (Found(*member, "enumeration") for member in members(text_of(doc), begins)))
    return doc


def members(text: str, begins: dict[int, int]) -> Iterator[Member]:
    """The members of all lists whose head tells a type; `begins` maps the end of a known name to its start."""
    for listed in _lists(text):
        type_ = _head(text, listed.end())
        if type_ is not None:
            spans = _split(text, listed.start(), listed.end(), begins)
            yield from (Member(start, end, type_) for start, end in spans if _can_be(type_, text[start:end]))


def _lists(text: str) -> Iterator[re.Match[str]]:
    for stretch in _STRETCH.finditer(text):
        if "、" in stretch[0] and ("等" in stretch[0] or "大" in stretch[0]):
            yield from _LIST.finditer(text, *stretch.span())


def _can_be(type_: str, member: str) -> bool:
    """Whether a member can be a name of that type: companies are not called by everyday words, nothing by a verb."""
    if type_ in _PROPER and (is_common(member) or member in words("industries")):
        return False
    if type_ == "Enterprise" and member.endswith(_places()):
        return False
    return without_verbs(member, 0, len(member)) == (0, len(member))


def _head(text: str, at: int) -> str | None:
    """The type that the words after a list give its members."""
    clause = _CLAUSE.match(text, at)
    heads = list(_heads().finditer(text, at, clause.end())) if clause else []
    if not heads:
        return None
    near = heads[0].start() - at <= _NEAR
    head = heads[0] if near else heads[-1]
    type_ = _types()[head.group()]
    if type_ in _PROPER and (text.startswith("的", head.end()) or not (near or _COUNT.match(text, at + 1))):
        return None  # not the members' own head: 等多家公司的董事, 等方面为企业…
    return type_


def _split(text: str, start: int, end: int, begins: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The members' spans, without quotation marks; a first member whose beginning is unclear is left out."""
    first = text.index("、", start)
    begin = begins.get(first, _begin(text, start, first))
    if begin is not None:
        yield from _whole(text, begin, first)
    at = first + 1
    while (comma := text.find("、", at, end)) != -1:
        yield from _whole(text, at, comma)
        at = comma + 1
    for joint in _AND.finditer(text, at + 2, max(at + 2, end - 2)):
        yield from _whole(text, at, joint.start())
        at = joint.end()
    yield from _whole(text, at, end)


def _begin(text: str, start: int, end: int) -> int | None:
    """Where the first member begins: after the last cue before it, or where a short clause does."""
    cues = [cue.end() for cue in _cues().finditer(text, start, end - 1)]
    if cues:
        return cues[-1]
    return start if end - start <= 8 else None


def _whole(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span less its marks, if it can be a name."""
    if _PLAIN.fullmatch(text, start, end) and not words("not_a_name") & {text[start:end]}:
        if text[start] in '“‘"' and text[end - 1] in '”’"':
            start, end = start + 1, end - 1
        if end - start > 1:
            yield start, end


@functools.cache
def _places() -> tuple[str, ...]:
    return tuple(sorted(word for word in words("facility_suffixes") | words("park_suffixes") if len(word) > 1))


@functools.cache
def _types() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("list_heads")}


@functools.cache
def _heads() -> re.Pattern[str]:
    return _longest_first(_types())


@functools.cache
def _cues() -> re.Pattern[str]:
    return _longest_first(words("list_cues"))


def _longest_first(alternatives: dict[str, str] | frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(alternatives, key=lambda word: (-len(word), word)))))
