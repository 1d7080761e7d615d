"""Which names are compared at all: those that share a block.

A short name never meets all full ones: it asks for names whose core, whole, abbreviation or beginning is its own.
Blocks are found by hashing, beginnings by bisection, so that n names cost n log n.
"""

from __future__ import annotations

import itertools
import json
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.memo import memoized, runs
from kg.names import comparable, park_short_names
from kg.resolve.areas import is_known_area, without_level
from kg.resolve.canonical import PLACED, contracted, placed
from kg.resolve.companies import company
from kg.resolve.compare import ABBREVIATED, QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FULLEST = 200  # names of a block; a short name for so many tells nothing
_ABBREVIATION = 6  # characters that an abbreviation has at most
_RUN = 64  # names that are taken apart in one go
_SHORTEST = 3  # characters by which a full name may be recognised from its beginning


class Taken(NamedTuple):
    """What of a name decides which others it is compared with."""

    offers: Sequence[str]  # the blocks in which a full name is found
    asks: Sequence[str]  # the blocks in which a short name looks
    registered: bool = False
    beginnings: Sequence[str] = ()  # of a registered name: core and trades, with and without its region
    heads: Sequence[str] = ()  # of an enterprise's other names: how a registered name for it may begin


def candidates(kind: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names of one type that may mean one thing, each once, the less full one first."""
    taken = dict(zip(names, _taken_apart(kind, names), strict=True))
    blocks: dict[str, list[str]] = defaultdict(list)
    for name, own in taken.items():
        for block in own.offers:
            blocks[block].append(name)
    beginnings = sorted((head, name) for name, own in taken.items() for head in own.beginnings)
    for name, own in taken.items():
        found = dict.fromkeys(other for block in own.asks for other in _block(blocks, block))
        found |= dict.fromkeys(_beginning_with(own.heads, beginnings))
        fullness = own.registered, len(name), name  # registered names are fuller than others, longer than shorter ones
        yield from ((name, other) for other in found if fullness < (taken[other].registered, len(other), other))


def _taken_apart(kind: str, names: Iterable[str]) -> Iterator[Taken]:
    for run in runs(names, str, _RUN):
        yield from itertools.starmap(Taken, json.loads(memoized(_taken, kind, run)))


def _taken(kind: str, names: Iterable[str]) -> bytes:
    """The names of a type as Taken: JSON."""
    return json.dumps([_own(kind, name) for name in names]).encode("ascii")


def _own(kind: str, name: str) -> Taken:
    offers, asks = list(dict.fromkeys(_offers(kind, name))), list(_asks(kind, name))
    if kind != "Enterprise":
        return Taken(offers, asks)
    parts = company(comparable(name))
    if parts.form:
        return Taken(offers, asks, registered=True, beginnings=sorted({parts.rest, parts.region + parts.rest}))
    heads = dict.fromkeys((comparable(name), parts.rest))
    return Taken(offers, asks, heads=[head for head in heads if len(head) >= _SHORTEST])


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


def _beginning_with(heads: Iterable[str], beginnings: list[tuple[str, str]]) -> Iterator[str]:
    """The registered names that begin so."""
    for head in heads:
        start = bisect_left(beginnings, (head, ""))
        for whole, full in beginnings[start : start + _FULLEST]:
            if not whole.startswith(head):
                break
            yield full
