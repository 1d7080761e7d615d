"""What a figure measures: its phrase, its kind, and the kinds of thing that have such a measure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.qualifiers import status
from kg.lexicon import rows, words

if TYPE_CHECKING:
    from kg.facts.clauses import Slot
    from kg.facts.sentence import Sentence
    from kg.model import Kind

_NOUN = re.compile(
    r"[^、,的和及与在已将可以并就等被\s“”()]{1,16}?"
    r"(?=[、,的和及与在已将可以并就等被\s“”()]|实际|实现|达|共|不断|完成|集中|先后|抢抓|同比|\Z)"
)
_AND = re.compile(r"、|以及|[和与及]")
_LEAD = 3  # characters that may stand before a date that opens a phrase
_ACTORS = frozenset(("Enterprise", "Park", "GovernmentBody", "AdministrativeArea"))  # open a phrase, but are no part
_ANY: tuple[tuple[str, ...], bool, str] = ((), False, "")
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
    hits = ((kinds, named, unit) for cue, kinds, named, unit in _table() if cue.search(probe))
    kinds, named, implied = next(hits, _ANY) if _any_cue().search(probe) else _ANY
    falls = _change("down").search(slot.since) is not None
    changes = falls or _change("up").search(slot.since) is not None
    planned = _targets().search(slot.since) or status(sentence, slot.item.start, slot.item.end) == "Planned"
    kind: Kind = "target" if planned else "change" if changes else "actual"
    return Indicator(kinds, named, unit or implied, kind, falls)


def read_phrase(sentence: Sentence, slot: Slot, about_end: int) -> str:
    """The indicator in words: the clause between the thing spoken of and the figure, and the noun that it counts.

    `about_end` is the article offset where the thing ends.
    """
    start = max(sentence.offset(slot.at - len(slot.since)), about_end)
    for item in sentence.items:
        if item.date and start <= item.start <= start + _LEAD and item.end < slot.item.start:
            start = start if sentence.slice(start, item.start).endswith(("比", "较")) else item.end
        elif item.kind in _ACTORS and item.start == start:
            start = item.end
    words = _trim(sentence.slice(start, slot.item.start) if start < slot.item.start else "")
    right = sentence.slice(slot.item.end, sentence.offset(slot.at + 1 + len(slot.right)))
    noun = _NOUN.match(right.removeprefix("的"))
    if slot.since.endswith("以") and noun:  # 以三成的市场份额, 以5亿元竞得
        return noun[0]
    measured = _MEASURES.search(slot.figure.unit) is not None
    return words + noun[0] if noun and not measured else words


def is_elliptic(phrase: str) -> bool:
    """Whether a phrase has its noun from the figure before: 同比增长, 比上年同期."""
    return _elliptic().match(phrase) is not None


def deal_out(phrase: str, number: int) -> list[str]:
    """钴、镍销量分别增长: a phrase for each of so many figures; the same for all if it does not name so many."""
    nouns, _, change = phrase.partition("分别")
    parts = _AND.split(nouns)
    if len(parts) != number:
        return [phrase] * number
    shared = parts[-1][len(parts[0]) :]
    return [part + shared + change for part in parts[:-1]] + [parts[-1] + change]


def _trim(words: str) -> str:
    lead, tail = _edges()
    words = re.sub(r"\([^()]*\)", "", words).strip(" “”‘’\"'、()")
    while (m := lead.match(words)) or (m := tail.search(words)):
        words = words[m.end() :] if m.start() == 0 else words[: m.start()]
        words = words.strip(" “”‘’\"'、()")
    return words


@functools.cache
def _change(direction: str) -> re.Pattern[str]:
    """A word of change right before the figure (同比增长), or, for 调减, with its noun between."""
    between = "|调减[^,]{0,8}" if direction == "down" else "|同比|环比"
    return re.compile(rf"(?:(?<!新)(?:{_alternatives('changes', direction)})(?:了|约|为|达)?{between})\Z")


@functools.cache
def _targets() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("targets"))))


@functools.cache
def _elliptic() -> re.Pattern[str]:
    """同比增长, 比上年同期: a phrase that has its noun from the figure before."""
    change = f"{_alternatives('changes', 'up')}|{_alternatives('changes', 'down')}"
    return re.compile(rf"^(?:同比|环比|[比较][^,]{{1,8}})?(?:分别)?(?:{change})?\Z")


@functools.cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = (_alternatives("indicator_edges", side) for side in ("before", "after"))
    return re.compile(f"(?:{before})"), re.compile(f"(?:{after})\\Z")


def _alternatives(name: str, column: str) -> str:
    chosen = [row[0] for row in rows(name) if row[1] == column]
    return "|".join(re.escape(word) for word in sorted(chosen, key=lambda word: (-len(word), word)))


@functools.cache
def _any_cue() -> re.Pattern[str]:
    return re.compile("|".join(row[0] for row in rows("indicators")))


@functools.cache
def _table() -> list[tuple[re.Pattern[str], tuple[str, ...], bool, str]]:
    table = [(*row, "", "", "")[:4] for row in rows("indicators")]
    return [(re.compile(cue), tuple(kinds.split()), where == "named", unit) for cue, kinds, where, unit in table]
