"""Whether a statement is asserted, planned, denied or alleged, and whether a post is a former one."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, cast

from kg.lexicon import rows

if TYPE_CHECKING:
    from kg.facts.sentence import Sentence
    from kg.model import Status

_BREAK = re.compile(r"[,。;:!?…]")
_KEPT = 1000  # sentences remembered: every fact of one asks for its cues
_BEFORE_NAME = 6  # characters in which 原, 时任 may precede the post


def status(sentence: Sentence, start: int, end: int) -> Status:
    """The status of what the sentence says between two article offsets; the cue that stands nearest decides."""
    skeleton = sentence.skeleton
    cues = _cues(skeleton)
    if not cues:
        return "Asserted"
    first, last = _index(sentence, start), _index(sentence, end)
    clause_start = max((m.end() for m in _BREAK.finditer(skeleton, 0, first)), default=0)
    found: Status = "Asserted"
    for at, value, reach in cues:
        if at >= last:
            break
        if (at >= clause_start or reach == "sentence") and (value != "Asserted" or at < first):
            found = value
    return found


def former(sentence: Sentence, start: int) -> bool:
    """Whether a word right before the article offset `start` puts the post or name there in the past."""
    before = sentence.slice(max(sentence.start, start - _BEFORE_NAME), start)
    return _former().search(before) is not None


@functools.lru_cache(_KEPT)
def _cues(skeleton: str) -> list[tuple[int, Status, str]]:
    """Place, status and reach of each cue, in order."""
    if not _any_cue().search(skeleton):
        return []
    found = [(m.start(), value, reach) for cue, value, reach in _table() for m in cue.finditer(skeleton)]
    return sorted(found)


def _index(sentence: Sentence, offset: int) -> int:
    """The place in the skeleton of an article offset."""
    shift = 0
    for item in sentence.items:
        if item.start >= offset:
            break
        shift += min(item.end, offset) - item.start - 1
    return max(0, offset - sentence.start - shift)


@functools.cache
def _table() -> list[tuple[re.Pattern[str], Status, str]]:
    return [(re.compile(cue), cast("Status", value), reach) for cue, value, reach in rows("qualifiers")]


@functools.cache
def _any_cue() -> re.Pattern[str]:
    return re.compile("|".join(row[0] for row in rows("qualifiers")))


@functools.cache
def _former() -> re.Pattern[str]:
    words = sorted((row[0] for row in rows("former")), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(words)})[^,。;]{{0,1}}$")
