"""What a figure measures: the phrase before or behind it, and the kinds of thing that have such a measure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.lexicon import rows

if TYPE_CHECKING:
    from decimal import Decimal

    from kg.facts.clauses import Slot
    from kg.facts.sentence import Sentence

_FALLS = re.compile(r"(?:下降|下滑|减少|降低|下跌|跌去|跌|回落|缩减|调减|减少|降)了?\Z")


@dataclass(frozen=True, slots=True)
class Indicator:
    phrase: str
    kinds: tuple[str, ...]
    unit: str
    value: Decimal


def read_indicator(sentence: Sentence, slot: Slot) -> Indicator:
    kinds, unit = (), ""
    for cue, k, u in _table():
        if cue.search(slot.since + slot.right):
            kinds, unit = k, u
            break
    value = slot.figure.value
    if _FALLS.search(slot.since):
        value = -value
    return Indicator(slot.since, kinds, unit, value)


@functools.cache
def _table():
    return [(re.compile(r[0]), tuple(r[1].split()), r[2] if len(r) > 2 else "") for r in rows("indicators")]
