"""Where learned and guessed names begin: modifiers belong to them, verbs do not, and words are not cut in two."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.lexicon import area_names, rows, words

if TYPE_CHECKING:
    from collections.abc import Iterable

_MODIFIED = frozenset({"Product", "Industry"})
_BY_ENDING = frozenset({"Park", "Facility", "Institution", "AdministrativeArea", "GovernmentBody", "Association"})
_LONGEST_CORE = 3  # characters of a company's name without its trade
_SHORTEST = 2


def widen(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """Take in the modifiers right before the name of a product or field, the trade right after a company's."""
    if kind == "Enterprise" and end - start <= _LONGEST_CORE:
        trade = _trade().match(text, end)
        return (start, trade.end()) if trade is not None else (start, end)
    if kind in _MODIFIED:
        found = _modifiers().search(text, max(0, start - 12), start)
        if found is not None:
            return found.start(), end
    return start, end


def typed(text: str, start: int, end: int, kind: str) -> str:
    """The type that the ending of an organisation's or a place's name tells; `kind` if it tells none."""
    endings = _endings().get((kind, text[end - 1 : end]), ())
    name = text[start:end]
    if not endings or name in area_names():
        return kind
    return next((of for suffix, of in endings if name.endswith(suffix) and name != suffix), kind)


@functools.cache
def _endings() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """By the type that they change and their last character the endings, longest first, each with its type."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for suffix, of, *kinds in sorted(rows("type_suffixes"), key=lambda row: (-len(row[0]), row[0])):
        for kind in kinds or _BY_ENDING:
            found[kind, suffix[-1:]].append((suffix, of))
    return dict(found)


def without_verbs(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Leave out the verbs and adverbs that a name is thought to begin with, or with their second half (出|台).

    None if too little is left.
    """
    found = _verbs().match(text, start, end)
    begin = found.end() if found is not None else start
    halved = _verb().match(text, start - 1, start + 1) if start else None
    if halved is not None and halved.end() == start + 1:
        begin = start + 1
    if end - begin < _SHORTEST or text[begin:end] in words("generic_names"):
        return None
    return begin, end


@functools.cache
def _trade() -> re.Pattern[str]:
    return re.compile(f"{_any(words('company_words') | words('modifiers'))}+(?=[,。、;!?)\n]|等|和|与|分别|入围|获)")


@functools.cache
def _modifiers() -> re.Pattern[str]:
    return re.compile(f"{_any(words('modifiers'))}+\\Z")


@functools.cache
def _verb() -> re.Pattern[str]:
    return re.compile(_any(words("leading_verbs")))


@functools.cache
def _verbs() -> re.Pattern[str]:
    return re.compile(f"{_any(words('leading_verbs'))}*+")


def _any(alternatives: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(alternatives, key=lambda word: (-len(word), word)))) + ")"
