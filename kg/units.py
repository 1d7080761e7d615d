"""Units and the words that bound a figure, from `ontology/words/units.tsv` and `bounds.tsv`."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple, cast

from kg.lexicon import rows

if TYPE_CHECKING:
    from kg.model import Bound

_REACH = 4  # characters before a figure in which a bound or a currency stands
_CURRENCY = "CCY_"  # how QUDT names one


class Unit(NamedTuple):
    """A row of units.tsv."""

    printed: str
    canonical: str
    qudt: str  # its local name in http://qudt.org/vocab/unit/, or "" if QUDT does not have just this unit
    base: str  # the QUDT unit that it is a multiple of, or ""
    factor: str  # how many of the base unit, or ""
    arabic_only: bool


@functools.cache
def units() -> dict[str, Unit]:
    """The units by the form in which they are printed."""
    table = [(*row, "", "", "", "")[:5] for row in rows("units")]
    return {r[0]: Unit(r[0], r[1] or r[0], r[2] if r[3] == "1" else "", r[2], r[3], r[4] == "arabic") for r in table}


def unit_at(text: str, at: int, *, chinese: bool = False) -> tuple[str, int]:
    """The canonical unit at `text[at:]` and where it ends; ("", at) if none. `chinese`: after a Chinese numeral."""
    m = _pattern().match(text, at)
    if m is None:
        return "", at
    unit = units()[m[1]]
    if chinese and unit.arabic_only:
        return "", at
    per = units()[m[2]].canonical if m[2] else ""
    return f"{unit.canonical}/{per}" if per else unit.canonical, m.end()


@functools.cache
def _pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(u) for u in sorted(units(), key=lambda u: (-len(u), u)))
    forms = f"(?:{forms})(?<![A-Za-z](?=[A-Za-z]))"
    return re.compile(rf"\s?({forms})(?:/({forms}))?")


def currency_before(text: str, at: int) -> str | None:
    """The currency whose name ends right before `text[at:]`; 元 is no name, as every currency has such a unit."""
    m = _currencies().search(text, max(0, at - _REACH), at)
    return units()[m[0]].canonical if m is not None else None


@functools.cache
def _currencies() -> re.Pattern[str]:
    names = sorted(name for name, unit in units().items() if unit.qudt.startswith(_CURRENCY) and len(name) > 1)
    return re.compile(rf"(?:{'|'.join(names)})\Z")


def bound_before(text: str, at: int, *, bare: bool) -> tuple[Bound | None, int]:
    """The bound that stands right before a figure, and where it starts; `bare`: the figure is 百, 千, 万, 亿 alone."""
    m = _before().search(text, max(0, at - _REACH), at)
    if m is None:
        return None, at
    bound, side, not_after = _cues()[m[0].strip()]
    if (side == "bare" and not bare) or (m.start() > 0 and text[m.start() - 1] in not_after):
        return None, at
    return cast("Bound", bound), m.start()


def bound_after(text: str, at: int) -> tuple[Bound | None, int]:
    """The bound that stands right after a figure (以上, 左右), and where it ends."""
    m = _after().match(text, at)
    return (cast("Bound", _cues()[m[0]][0]), m.end()) if m else (None, at)


@functools.cache
def _cues() -> dict[str, tuple[str, ...]]:
    """Bound, side and the characters before which the word is another one, by cue."""
    return {row[0]: (*row[1:], "")[:3] for row in rows("bounds")}


@functools.cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('before', 'bare')})\s?\Z")


@functools.cache
def _after() -> re.Pattern[str]:
    return re.compile(_alternatives("after"))


def _alternatives(*sides: str) -> str:
    words = [cue for cue, (_, side, _) in _cues().items() if side in sides]
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
