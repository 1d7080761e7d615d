"""Which names are compared at all: those that share a block.

A short name never meets all full ones: it asks for names whose core, whole, abbreviation or beginning is its own.
Blocks are found by hashing, beginnings by bisection, so that n names cost n log n.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.names import comparable, park_short_names
from kg.resolve.areas import is_known_area, without_level
from kg.resolve.canonical import PLACED, contracted, placed
from kg.resolve.companies import company
from kg.resolve.compare import ABBREVIATED, QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FULLEST = 200  # names of a block; a short name for so many tells nothing
_ABBREVIATION = 6  # characters that an abbreviation has at most
_SHORTEST = 3  # characters by which a full name may be recognised from its beginning


def candidates(kind: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names of one type that may mean one thing, each once, the less full one first."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for block in dict.fromkeys(_offers(kind, name)):
            blocks[block].append(name)
    beginnings = _beginnings(names) if kind == "Enterprise" else []
    for name in names:
        found = dict.fromkeys(other for block in _asks(kind, name) for other in _block(blocks, block))
        if beginnings:
            found |= dict.fromkeys(_beginning_with(name, beginnings))
        own = _fullness(kind, name)
        yield from ((name, other) for other in found if own < _fullness(kind, other))


def _fullness(kind: str, name: str) -> tuple[bool, int, str]:
    """Registered names are fuller than others, longer ones than shorter ones."""
    return kind == "Enterprise" and company(comparable(name)).form != "", len(name), name


def _block(blocks: dict[str, list[str]], block: str) -> Sequence[str]:
    names = blocks.get(block, ())
    return names if len(names) <= _FULLEST else ()


def _offers(kind: str, name: str) -> Iterator[str]:
    """The blocks in which a full name is found."""
    form = comparable(name)
    quoted = QUOTED.match(name)
    if quoted is not None:
        yield "quoted:" + comparable(quoted["core"])
    if kind == "Enterprise":
        parts = company(form)
        yield "core:" + parts.core
        yield "initials:" + parts.initials
        if parts.trades[-1:] == ("银行",):
            yield "initials:" + parts.core[0] + "行"
    elif kind == "AdministrativeArea":
        if not is_known_area(form):
            yield "bare:" + without_level(form)
    elif kind == "Park":
        yield from ("zone:" + short for short in park_short_names(form))
    if kind in PLACED or kind == "AdministrativeArea":
        areas, rest = placed(kind, form)
        if areas:
            yield "rest:" + rest
    if kind in ABBREVIATED and len(form) > 3:
        yield from ("picked:" + form[0] + later for later in form[1:])


def _asks(kind: str, name: str) -> Iterator[str]:
    """The blocks in which a short name looks."""
    form = comparable(name)
    yield "quoted:" + form
    if kind == "Enterprise":
        parts = company(form)
        yield "core:" + parts.core
        if not parts.form:
            yield "initials:" + parts.core
    elif kind == "AdministrativeArea":
        yield "bare:" + form
    elif kind == "Park":
        yield "zone:" + form
    if kind in PLACED or kind == "AdministrativeArea":
        yield "rest:" + contracted(form)
    if kind in ABBREVIATED and 1 < len(form) < _ABBREVIATION:
        yield "picked:" + form[:2]


def _beginnings(names: Iterable[str]) -> list[tuple[str, str]]:
    """Registered names by their core and trades, with and without their region, sorted."""
    found = set()
    for name in names:
        parts = company(comparable(name))
        if parts.form:
            found |= {(parts.rest, name), (parts.region + parts.rest, name)}
    return sorted(found)


def _beginning_with(name: str, beginnings: list[tuple[str, str]]) -> Iterator[str]:
    parts = company(comparable(name))
    if parts.form:
        return
    for head in dict.fromkeys((comparable(name), parts.rest)):
        if len(head) >= _SHORTEST:
            start = bisect_left(beginnings, (head, ""))
            for whole, full in beginnings[start : start + _FULLEST]:
                if not whole.startswith(head):
                    break
                yield full
