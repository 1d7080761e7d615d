"""The time that a figure is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.facts.clauses import Slot
    from kg.facts.sentence import Item, Sentence

_ENDS = 2  # of a range a/b
_COMPARED = ("比", "较", "与", "于")  # before a date that the figure is only compared with


def period(sentence: Sentence, slot: Slot) -> str | None:
    """The last date before the figure in its sentence, unless the figure is only compared with that time.

    In 比2015年的26.1亿元 the figure is that of 2015, in 比2015年增长3% it is not.
    """
    for item in reversed(sentence.items):
        if item.date is None or item.date.value is None or item.start >= slot.item.start:
            continue
        if not _compared(sentence, item) or sentence.slice(item.end, slot.item.start) in ("", "的"):
            return item.date.value
    return None


def is_dated(sentence: Sentence) -> bool:
    """Whether the sentence says a time of its own, be it one without a value (去年 in an undated article)."""
    return any(item.date is not None and not _compared(sentence, item) for item in sentence.items)


def _compared(sentence: Sentence, item: Item) -> bool:
    return sentence.slice(max(sentence.start, item.start - 1), item.start) in _COMPARED


def dealt_period(value: str | None, number: int, at: int) -> str | None:
    """Of a range of years that 分别 deals out to as many figures, the year of the figure at a place."""
    ends = (value or "").split("/")
    if number > 1 and len(ends) == _ENDS and all(end.isdecimal() for end in ends):
        years = range(int(ends[0]), int(ends[1]) + 1)
        return str(years[at]) if len(years) == number else value
    return value
