"""Figures about an event: who came, what was signed, how large the exhibition was."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from kg.facts.sentence import Item
from kg.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts.clauses import Slot
    from kg.facts.sentence import Sentence
    from kg.model import Event

_MAIN = frozenset(("会议", "活动"))
_TYPES = frozenset(("会议", "活动", "签约", "发布", "培训宣讲", "调研检查", "其他"))


def of_gathering(slot: Slot) -> bool:
    """Whether the clause counts who came to an event or what happened there."""
    return _cues().search(slot.left) is not None or _cues().search(slot.after) is not None


def gathering(events: Sequence[Event], sentence: Sentence) -> Item | None:
    """The event that the sentence tells of, or else the first gathering that the article has told of before it.

    An item of kind "Event", which stands in no skeleton.
    """
    told = [event for event in events if event.type in _TYPES and event.evidence[0].start < sentence.end]
    here = [event for event in told if event.evidence[0].start >= sentence.start]
    main = [event for event in told if event.type in _MAIN]
    event = next(iter([*here, *main, *told]), None)
    if event is None:
        return None
    place = event.evidence[0]
    return Item(place.start, place.end, "Event", event.label, event.id)


@functools.cache
def _cues() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("gatherings"))))
