"""Order-free clustering under pairs that must stay apart.

Disjoint sets with union by size (Tarjan 1975). What forbids a union is kept with each set, so that a union costs as
much as the smaller set is large: n log n for all.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence


class Place(NamedTuple):
    """Where a thing is told: things of one group without a common key are told apart by it."""

    group: Hashable  # article and type
    keys: frozenset[str]


class Clusters:
    """Sets of the things 0 … n-1 that never join what must stay apart.

    `places[i]` is that of thing i. Each of `apart` is a pair of sets of things, none of the one with any of the other.
    """

    def __init__(self, places: Sequence[Place], apart: Iterable[tuple[Iterable[int], Iterable[int]]] = ()) -> None:
        self._places = places
        self._root = list(range(len(places)))
        self._members: dict[int, list[int]] = {}  # of sets with more than one
        self._groups: dict[int, dict[Hashable, list[int]]] = {}
        self._sides: dict[int, set[tuple[int, bool]]] = defaultdict(set)
        for number, (one, other) in enumerate(apart):
            for things, side in ((one, False), (other, True)):
                for thing in things:
                    self._sides[thing].add((number, side))

    def root(self, thing: int) -> int:
        """The representative of a thing's set."""
        root = self._root
        while root[thing] != thing:
            root[thing] = root[root[thing]]
            thing = root[thing]
        return thing

    def members(self, thing: int) -> Sequence[int]:
        """The things of the set."""
        root = self.root(thing)
        return self._members.get(root) or (root,)

    def join(self, a: int, b: int, *, decided: bool = False) -> bool:
        """Join two sets. Returns whether they were two and are now one; a person's decision overrules articles."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return False
        if len(self.members(a)) < len(self.members(b)):
            a, b = b, a
        if self._opposed(a, b) or (not decided and self.told_apart(a, b) is not None):
            return False
        self._unite(a, b)
        return True

    def told_apart(self, a: int, b: int) -> tuple[int, int] | None:
        """Two things, one of each set, that one article names side by side under different names; None if none."""
        a, b = self.root(a), self.root(b)
        if len(self.members(a)) < len(self.members(b)):
            a, b = b, a
        groups = self._groups_of(a)
        for group, things in self._groups_of(b).items():
            if group not in groups:
                continue
            for one in groups[group]:
                for other in things:
                    if self._places[one].keys.isdisjoint(self._places[other].keys):
                        return min(one, other), max(one, other)
        return None

    def decided_apart(self, a: int, b: int) -> bool:
        """Whether a pair of `apart` keeps the two sets from joining."""
        return self._opposed(self.root(a), self.root(b))

    def sets(self) -> list[list[int]]:
        """The sets, each sorted, in order of their first member."""
        roots = (thing for thing, above in enumerate(self._root) if thing == above)
        return sorted(sorted(self.members(root)) for root in roots)

    def _opposed(self, a: int, b: int) -> bool:
        if a not in self._sides or b not in self._sides:
            return False
        one, other = self._sides[a], self._sides[b]
        return any((number, not side) in one for number, side in other)

    def _groups_of(self, root: int) -> dict[Hashable, list[int]]:
        return self._groups.get(root) or {self._places[root].group: [root]}

    def _unite(self, a: int, b: int) -> None:
        """Put the smaller set b into a."""
        members = self._members.setdefault(a, [a])
        groups = self._groups.setdefault(a, {self._places[a].group: [a]})
        members += self._members.pop(b, [b])
        for group, things in self._groups_of(b).items():
            groups.setdefault(group, []).extend(things)
        self._groups.pop(b, None)
        if b in self._sides:
            self._sides[a] |= self._sides.pop(b)
        self._root[b] = a
