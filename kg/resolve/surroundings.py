"""What the article around a name says of it: the areas that it names settle which 鼓楼区 is meant."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kg.names import comparable
from kg.resolve.areas import area_code, codes, parent_codes, split_areas
from kg.resolve.canonical import canonical, contracted

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFECTURE = 4  # digits of a code that two neighbours share


class Surroundings(NamedTuple):
    """The codes of the areas that an article names, of those around them, and of the paper's home."""

    near: frozenset[str]
    home: frozenset[str]

    @classmethod
    def of(cls, areas: Iterable[str], home: tuple[str, ...]) -> Surroundings:
        """Those of an article that names these areas, in a paper at home in those."""
        meant = (codes(name) for name in areas)
        return cls(_chained(one[0] for one in meant if len(one) == 1), _home(home))

    def key(self, kind: str, name: str) -> str:
        """The key of a name in the article, with what stands around it where that can matter."""
        if kind == "AdministrativeArea":
            return canonical(kind, name, self.settling(comparable(name)))
        if kind == "GovernmentBody":
            areas, rest = split_areas(contracted(comparable(name)))
            if not areas and not self.home:
                return canonical(kind, name) + self._prefecture()
            return canonical(kind, name, self.settling("".join(areas)) if rest else frozenset())
        return canonical(kind, name)

    def settling(self, area: str) -> frozenset[str]:
        """The areas around an ambiguous name; none for any other. The home decides where the article does not."""
        if len(codes(area)) < 2:
            return frozenset()
        return self.near if area_code(area, self.near) else self.near | self.home

    def _prefecture(self) -> str:
        """Where a body without an area must be: the prefecture that its article names most; empty if there is none."""
        count = Counter(code[:_PREFECTURE] for code in self.near if code.isdigit() and not code.endswith("0000"))
        best = min(count.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
        return f"@{best[0]}" if best[0] else ""


@functools.cache
def _home(names: tuple[str, ...]) -> frozenset[str]:
    return _chained(code for name in names if (code := area_code(name)))


def _chained(named: Iterable[str]) -> frozenset[str]:
    """The codes, and those of the areas that they lie in."""
    return frozenset(each for code in named for each in (code, *parent_codes(code)))
