"""Where learned and guessed names begin: modifiers belong to them, verbs do not, and words are not cut in two."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from kg.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterable

_MODIFIED = frozenset({"Product", "Industry"})
_SHORTEST = 2


def widen(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """Take in the modifiers that stand right before the name of a product or field."""
    if kind in _MODIFIED:
        found = _modifiers().search(text, max(0, start - 12), start)
        if found is not None:
            return found.start(), end
    return start, end


def without_verbs(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Leave out the verbs and adverbs that a name is thought to begin with; None if too little is left."""
    found = _verbs().match(text, start, end)
    begin = found.end() if found is not None else start
    if end - begin < _SHORTEST or text[begin:end] in words("generic_names"):
        return None
    return begin, end


@functools.cache
def _modifiers() -> re.Pattern[str]:
    return re.compile(f"{_any(words('modifiers'))}+\\Z")


@functools.cache
def _verbs() -> re.Pattern[str]:
    return re.compile(f"{_any(words('leading_verbs'))}*+")


def _any(alternatives: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(alternatives, key=lambda word: (-len(word), word)))) + ")"
