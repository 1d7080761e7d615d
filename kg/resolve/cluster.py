"""Order-free clustering under pairs that must stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Ref


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two local things that are one; within a rule, links are made in order. `left` < `right`."""

    rank: int
    left: Ref
    right: Ref
    reason: str


class Clusters:
    """Disjoint sets of refs that never join across a must-not pair."""

    def __init__(self, refs: Iterable[Ref], apart: Iterable[tuple[Ref, Ref]]) -> None:
        self._root: dict[Ref, Ref] = {ref: ref for ref in refs}
        self._members: dict[Ref, set[Ref]] = {ref: {ref} for ref in self._root}
        self._apart: dict[Ref, set[Ref]] = {ref: set() for ref in self._root}
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def root(self, ref: Ref) -> Ref:
        """The representative of a ref's set."""
        while self._root[ref] != ref:
            self._root[ref] = self._root[self._root[ref]]
            ref = self._root[ref]
        return ref

    def join(self, a: Ref, b: Ref) -> bool:
        """Join the sets of two refs. Returns whether they were two and are now one."""
        a, b = self.root(a), self.root(b)
        if a == b:
            return False
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        if any(self.root(other) == a for other in self._apart[b]):
            return False
        self._root[b] = a
        self._members[a] |= self._members.pop(b)
        self._apart[a] |= self._apart.pop(b)
        return True

    def sets(self) -> list[list[Ref]]:
        """The sets, each sorted, in order of their first member."""
        return sorted(sorted(members) for members in self._members.values())
