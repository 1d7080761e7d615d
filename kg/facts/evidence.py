"""What a fact is shown by: a short sentence as a whole, else the clauses that tell of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from kg.model import Evidence

if TYPE_CHECKING:
    from kg.facts.sentence import Sentence

_SHORT = 60  # characters: a sentence up to this length is evidence as a whole
_BREAK = re.compile(r"[,。;:!?…\n]")


def together(known: tuple[Evidence, ...], more: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Both in order, each once; `known` is in order."""
    for each in more:
        at = bisect_left(known, each)
        if known[at : at + 1] != (each,):
            known = (*known[:at], each, *known[at:])
    return known


def short_or(sentence: Sentence, start: int, end: int) -> Evidence:
    """All of a short sentence, else `start` to `end`, which are offsets in the article's text."""
    first, last = _bounds(sentence)
    return Evidence(sentence.article, *((first, last) if last - first <= _SHORT else (start, end)))


def clauses(sentence: Sentence, start: int, end: int) -> Evidence:
    """All of a short sentence, else the run of whole clauses around `start` to `end`."""
    first, last = _bounds(sentence)
    text, offset = sentence.text, sentence.start
    opening = max([first, *(offset + m.end() for m in _BREAK.finditer(text, 0, start - offset))])
    closing = _BREAK.search(text, max(end - offset - 1, 0))
    return short_or(sentence, opening, min(last, max(offset + closing.start(), end)) if closing else last)


def _bounds(sentence: Sentence) -> tuple[int, int]:
    """The sentence without the blanks around it."""
    text = sentence.text
    return sentence.start + len(text) - len(text.lstrip()), sentence.start + len(text.rstrip())
