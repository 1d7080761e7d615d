"""Which figures say something about a thing, and which only name a class, an order or a span of time."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from kg.facts.clauses import FIGURE
from kg.facts.sentence import KIND_CHAR
from kg.lexicon import grammar, words

if TYPE_CHECKING:
    from kg.facts.clauses import Slot

_QUOTE = re.compile(r"\([\d., +-]*\Z")  # a share price and its change
_WITHIN = re.compile(r"范围|半径|以[内外]|[内外]的|[^,]{0,16}之一")
_CHOICE = re.compile(rf"^或{FIGURE}[^,]{{0,6}}{FIGURE}")


def states(slot: Slot, *, attended: bool = False) -> bool:
    """Whether the figure is a statement about something; `attended`: or counts who came to an event."""
    figure = slot.figure
    if _ranked().search(slot.left) or _QUOTE.search(slot.left) or _WITHIN.match(slot.right) or _is_class(slot):
        return False
    if figure.unit in _units("time"):
        return _durations().search(slot.left[-8:] + FIGURE + slot.right[:4]) is not None
    if figure.unit in _units("order") and not _held().search(slot.left):
        return False
    return not _is_small_word(slot) and (attended or not (_counts_officials(slot) or _closes_list(slot)))


def _is_class(slot: Slot) -> bool:
    """投资额超1000万美元的企业累计1200多家: the first figure only says which companies."""
    unit = slot.figure.unit
    if not unit:
        vague = slot.figure.value < 10**8 and not any(c.isdigit() for c in slot.item.text)
        return vague or (bool(slot.right) and not slot.right.startswith(_listed("after", "money")))
    if unit in _units("classes"):
        return True
    if not (_is_money(unit) or unit in _units("shares")):
        return False
    after = slot.after
    return after.startswith(FIGURE) or _CHOICE.match(after) is not None or _classed().match(after) is not None


def _is_small_word(slot: Slot) -> bool:
    """两个, 三大: counts in words introduce lists more often than they state anything."""
    figure = slot.figure
    worded = not any(c.isascii() and c.isdigit() for c in slot.item.text)
    measured = figure.unit in _units("shares") or _is_money(figure.unit) or not figure.unit
    return worded and figure.value < 10 and not measured


def _counts_officials(slot: Slot) -> bool:
    listed = slot.left.endswith("等") or _headed().match(slot.right) is not None
    return listed and slot.figure.unit in _units("people")


def _closes_list(slot: Slot) -> bool:
    """与A、B等5家企业: the figure only counts with whom something was done."""
    return slot.left.endswith("等") and _with().search(slot.left) is not None


@functools.cache
def _durations() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("durations"))))


@functools.cache
def _listed(table: str, name: str) -> tuple[str, ...]:
    return tuple(grammar("figures")[table][name])


def _any(table: str, name: str) -> str:
    return f"(?:{'|'.join(map(re.escape, _listed(table, name)))})"


@functools.cache
def _units(name: str) -> frozenset[str]:
    return frozenset(_listed("units", name))


def _is_money(unit: str) -> bool:
    return any(money in unit for money in _units("money"))


@functools.cache
def _held() -> re.Pattern[str]:
    return re.compile(rf"{_any('before', 'held')}了?\Z")


@functools.cache
def _ranked() -> re.Pattern[str]:
    return re.compile(rf"{_any('before', 'ranked')}\Z")


@functools.cache
def _with() -> re.Pattern[str]:
    return re.compile(rf"{_any('before', 'with')}[^,]*\Z")


@functools.cache
def _classed() -> re.Pattern[str]:
    nouns = _any("after", "classed")
    return re.compile(rf"^(?:以[上下])?的?[^的,{FIGURE}]{{0,8}}{nouns}(?:累计|总数|共|达|有|数量)*{FIGURE}")


@functools.cache
def _headed() -> re.Pattern[str]:
    """An official's title or name: the figure counts persons."""
    names = KIND_CHAR["Title"] + KIND_CHAR["Person"]
    return re.compile(rf"^(?:[{names}]|副?[省市区县镇]长|[^,]{{0,4}}{_any('after', 'persons')})")
