"""The stretches of a sentence that tell of an event: its clause, its date, its name."""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING

from kg.facts.sentence import KIND_CHAR
from kg.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.facts.sentence import Item, Sentence

CLAUSE_END = re.compile(r"[,。;:!?\n]")
DATE, TITLE = KIND_CHAR["Date"], KIND_CHAR["Title"]
BYLINE = rf"\([^()]{{0,40}}[{TITLE}记][^()]{{0,40}}\)"
DATELINE = re.compile(rf"[^,。;()]{{0,24}}(?:{BYLINE}|(?:[电讯]|消息|报道)\s*(?:\([^()]{{0,40}}\)| ))\s*")
ASIDE = re.compile(r"\([^()。;!?\n]{0,60}\)")
LEADING = re.compile(rf"{DATE}(?:上午|下午|晚间|晚上|晚|傍晚)?[,]")
_KEPT = 100  # sentences remembered
DAY = re.compile(r"-\d\d-\d\d(?:/|$)")  # precise to the day


def clause(skeleton: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause around a match; the dateline before it is no part of it."""
    marks, story = _marks(skeleton), dateline_end(skeleton)
    before = bisect.bisect_left(marks, start)
    first = marks[before - 1] + 1 if before else 0
    if first < story <= start:
        first = story
    after = bisect.bisect_left(marks, end)
    return first, marks[after] if after < len(marks) else len(skeleton)


@functools.lru_cache(_KEPT)
def _marks(skeleton: str) -> list[int]:
    """Where clauses end; not at the marks in brackets: 某某(某某,600000)发布公告 is one clause."""
    plain = ASIDE.sub(lambda aside: " " * len(aside[0]), skeleton)
    return [mark.start() for mark in CLAUSE_END.finditer(plain)]


@functools.lru_cache(_KEPT)
def dateline_end(skeleton: str) -> int:
    """Where the story begins: behind 本报讯(记者 某某)."""
    dateline = DATELINE.match(skeleton)
    return dateline.end() if dateline else 0


def date_at(sentence: Sentence, start: int, end: int) -> str | None:
    """The date of what stands at `skeleton[start:end]`.

    The day that the clause before ends on (9月20日,) goes before a year in the clause (2024年工作); else the first
    date of the clause, else the nearest before it in the sentence.
    """
    first, last = clause(sentence.skeleton, start, end)
    dated = [
        (at, item.date.value) for at, item in _items(sentence, "Date") if item.date and item.date.value and at < last
    ]
    inside = [value for at, value in dated if at >= first]
    before = [(at, value) for at, value in dated if at < first]
    if before and LEADING.fullmatch(sentence.skeleton, before[-1][0], first) and not any(map(_exact, inside)):
        return before[-1][1]
    return next(filter(_exact, inside), None) or next(iter(inside), None) or (before[-1][1] if before else None)


def _exact(value: str) -> bool:
    return DAY.search(value) is not None


def named(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The bounds of an event's name in the skeleton, without what leads to it."""
    lead = _lead().match(sentence.skeleton[start:end])
    start += lead.end() if lead else 0
    while start < end and sentence.skeleton[start] in "的了“,、 " + DATE:
        start += 1
    return start, end


def text(sentence: Sentence, start: int, end: int) -> str:
    """The characters that stand at `skeleton[start:end]`."""
    return sentence.slice(sentence.offset(start), _end_offset(sentence, end))


def _end_offset(sentence: Sentence, end: int) -> int:
    item = sentence.item_at(end - 1) if end else None
    return item.end if item else sentence.offset(end - 1) + 1


def _items(sentence: Sentence, kind: str) -> Iterable[tuple[int, Item]]:
    char = KIND_CHAR[kind]
    for at, found in enumerate(sentence.skeleton):
        if found == char and (item := sentence.item_at(at)) is not None:
            yield at, item


@functools.cache
def _lead() -> re.Pattern[str]:
    """What stands before the name of a meeting or festival, up to its last occurrence."""
    lead_ins = "|".join(row[0] for row in rows("event_name_lead_ins"))
    return re.compile(rf"^.*(?:{lead_ins}|{DATE}(?:上午|下午|晚上|晚)?)(?=.)")
