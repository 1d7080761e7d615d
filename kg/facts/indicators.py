"""What a figure measures: its phrase, its kind, and the kinds of thing that have such a measure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.qualifiers import status
from kg.lexicon import rows

if TYPE_CHECKING:
    from kg.facts.clauses import Slot
    from kg.facts.sentence import Sentence
    from kg.model import Kind

_GROWS = r"(?<!新)(?:增长|增加|增幅|增速|提升|提高|上升|涨幅|上涨|跃增|增|涨|升)"
_FALLS = re.compile(r"(?:下降|下滑|减少|降低|下跌|跌去|跌幅|降幅|跌|回落|缩减|减|降)(?:了|约)?\Z|调减[^,]{0,8}\Z")
_CHANGES = re.compile(rf"(?:同比|环比|{_GROWS})(?:了|约|为|达)?\Z")
_ELLIPTIC = re.compile(rf"^(?:同比|环比|比[^,]{{1,8}}|较[^,]{{1,8}})?(?:分别)?(?:{_GROWS}|下降|下滑|减少|降低|下跌|回落)?\Z")
_NOUN = re.compile(r"[^、,的和及与在已将可以并就等被\s“”()]{1,16}")
_MEASURES = re.compile(r"元|%|百分点|倍|英镑|新台币|米|亩|公顷|吨|瓦|斤|公里|升|岁")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a figure measures."""

    kinds: tuple[str, ...]  # of thing that have such a measure, likeliest first; empty: any
    named: bool  # whether such a thing need only be named, or must be what the text speaks of
    unit: str  # the printed one, or what the words imply
    kind: Kind
    falls: bool  # 下降3.2%: the figure is a decrease


def read_indicator(sentence: Sentence, slot: Slot) -> Indicator:
    """The indicator of a figure, from the clause it stands in."""
    unit = slot.figure.unit
    probe = f"{slot.since}#{unit}{slot.right}"
    kinds, named, implied = next(((k, n, u) for cue, k, n, u in _table() if cue.search(probe)), ((), False, ""))
    falls = _FALLS.search(slot.since) is not None
    return Indicator(kinds, named, unit or implied, _kind(sentence, slot, falls), falls)


def _kind(sentence: Sentence, slot: Slot, falls: bool) -> Kind:
    if status(sentence, slot.item.start, slot.item.end) == "Planned":
        return "target"
    return "change" if falls or _CHANGES.search(slot.since) else "actual"


def phrase(sentence: Sentence, slot: Slot, about_end: int, before: str) -> str:
    """The indicator in words: the clause between the thing spoken of and the figure, and the noun that it counts.

    `about_end` is the article offset where the thing ends; `before` is the phrase of the figure before, which
    同比增长 and the like take up.
    """
    start = max(sentence.offset(slot.at - len(slot.since)), about_end)
    words = _trim(sentence.slice(start, slot.item.start) if start < slot.item.start else "")
    if before and _ELLIPTIC.match(words):
        return before if before.endswith(words) else before + words
    if _MEASURES.search(slot.figure.unit):
        return words or before
    noun = _NOUN.match(sentence.slice(slot.item.end, sentence.offset(slot.at + 1 + len(slot.right))))
    return words + noun[0] if noun else words or before


def _trim(words: str) -> str:
    lead, tail = _edges()
    words = re.sub(r"\([^()]*\)", "", words).strip(" “”‘’\"'、()")
    while (m := lead.match(words)) or (m := tail.search(words)):
        words = words[m.end() :] if m.start() == 0 else words[: m.start()]
        words = words.strip(" “”‘’\"'、()")
    return words


@functools.cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    sides = {side: "|".join(re.escape(r[0]) for r in sorted(rows("indicator_edges"), key=lambda r: (-len(r[0]), r)) if r[1] == side) for side in ("before", "after")}
    return re.compile(f"(?:{sides['before']})"), re.compile(f"(?:{sides['after']})\\Z")


@functools.cache
def _table() -> list[tuple[re.Pattern[str], tuple[str, ...], bool, str]]:
    table = [(*row, "", "", "")[:4] for row in rows("indicators")]
    return [(re.compile(cue), tuple(kinds.split()), where == "named", unit) for cue, kinds, where, unit in table]
