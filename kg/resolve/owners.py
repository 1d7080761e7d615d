"""Names that leave their owner out: 江海基地, where the article speaks of 海岳汽车, is 海岳汽车江海基地."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.names import comparable
from kg.resolve.clues import clue_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.resolve.bearers import Bearers
    from kg.resolve.cluster import Clusters
    from kg.resolve.local import LocalThing

_OWNED = ("Facility", "Institution", "Park", "Project")
_OWNERS = ("Enterprise", "Park", "Institution", "Association", "GovernmentBody")
_SHORTEST = 3  # characters of a name without its owner
_MOST = 200  # full names with one ending that are looked at

Found = tuple[int, int, tuple[str, str], tuple[str, ...]]


def owned(things: Sequence[LocalThing], bearers: Bearers, clusters: Clusters) -> Iterator[Found]:
    """Things named without their owner, each with the one thing that has it: numbers, names and clues."""
    endings = sorted((comparable(name)[::-1], name, kind) for kind in _OWNED for name in bearers.by_name.get(kind, ()))
    named = _named(things, clusters)
    for kind in _OWNED:
        for short in sorted(bearers.by_name.get(kind, ())):
            fulls = list(_ending_with(short, kind, endings)) if len(comparable(short)) >= _SHORTEST else []
            for thing in bearers.by_name[kind][short] if fulls else ():
                yield from _with_owner(thing, short, fulls, (bearers, clusters, named[things[thing].article]))


def _named(things: Sequence[LocalThing], clusters: Clusters) -> dict[str, set[int]]:
    """The clusters that each article names."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, thing in enumerate(things):
        if thing.type in _OWNERS:
            found[thing.article].add(clusters.root(number))
    return found


def _ending_with(short: str, kind: str, endings: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """(type, name) of the longer names that end with the short one, of its own or a kindred type."""
    tail = comparable(short)[::-1]
    start = bisect_left(endings, (tail, "", ""))
    for reverse, full, other in endings[start : start + _MOST]:
        if not reverse.startswith(tail):
            break
        if len(reverse) > len(tail) and (other == kind or frozenset({kind, other}) in clue_table().kindred):
            yield other, full


def _with_owner(
    thing: int, short: str, fulls: list[tuple[str, str]], around: tuple[Bearers, Clusters, set[int]]
) -> Iterator[Found]:
    bearers, clusters, named = around
    fits: dict[int, tuple[str, str, int]] = {}
    for kind, full in fulls:
        owner = comparable(full).removesuffix(comparable(short))
        if any(clusters.root(each) in named for each in bearers.owners(owner, _OWNERS)):
            for each in bearers.by_name[kind][full]:
                fits.setdefault(clusters.root(each), (kind, full, each))
    fits.pop(clusters.root(thing), None)
    own = bearers.type_of(thing)
    for _, (kind, full, bearer) in sorted(fits.items()):
        other = () if kind == own else ("kindred-type",)
        several = ("several-bearers",) if len(fits) > 1 else ()
        yield thing, bearer, (short, full), ("owner-in-article", *other, *several)
