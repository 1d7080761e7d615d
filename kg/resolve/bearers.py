"""Who bears a name: local things by name and key, and the careers of persons."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import Position
from kg.names import comparable
from kg.resolve.areas import area_code, split_areas
from kg.resolve.canonical import canonical, contracted
from kg.resolve.cluster import Place
from kg.resolve.local import surroundings
from kg.resolve.persons import Career, sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Fact
    from kg.resolve.cluster import Clusters
    from kg.resolve.local import LocalThing
    from kg.resolve.surroundings import Surroundings


class Bearers:
    """Indexes over the local things of a corpus, which go by their number in it."""

    def __init__(self, things: Sequence[LocalThing], home: Sequence[str]) -> None:
        self._things = things
        self._home = home
        self.by_name: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.places = [self._place(number, thing) for number, thing in enumerate(things)]

    def _place(self, number: int, thing: LocalThing) -> Place:
        """Enter the thing under its names and keys. One without a telling name has a key of its own."""
        by_name, kind = self.by_name[thing.type], thing.type
        for name in thing.telling:
            by_name[name].append(number)
        keys = frozenset(thing.keys)
        for key in keys:
            self.by_key[kind, key].append(number)
        return Place((thing.article, kind), keys or frozenset((thing.ref,)))

    def type_of(self, thing: int) -> str:
        """The type of a thing."""
        return self._things[thing].type

    def owners(self, name: str, kinds: Iterable[str]) -> list[int]:
        """The things of these types that go by the name, however it is written."""
        return [thing for kind in kinds for thing in self.by_key.get((kind, canonical(kind, name)), ())]

    def careers(self, facts: Iterable[Fact], clusters: Clusters) -> dict[int, Career]:
        """What the articles say of each person's posts, by the person's number."""
        number = {thing.ref: n for n, thing in enumerate(self._things)}
        around = self._surroundings()
        found: dict[int, tuple[set[int], set[str], set[str]]] = defaultdict(lambda: (set(), set(), set()))
        for post in (fact for fact in facts if isinstance(fact, Position) and fact.person in number):
            organizations, areas, sectors = found[number[post.person]]
            held_in = number.get(post.organization) if post.organization else None
            walk = sector(post.title, self._things[held_in].type if held_in is not None else None)
            if walk:
                sectors.add(walk)
            if held_in is not None:
                body = self._things[held_in]
                organizations.add(clusters.root(held_in))
                areas |= _areas_of(body, around.get(body.article) or surroundings((), self._home))
        return {n: Career(*map(frozenset, values)) for n, values in found.items() if any(values)}  # type: ignore[arg-type]

    def _surroundings(self) -> dict[str, Surroundings]:
        """What settles names, of each article that names areas."""
        areas: dict[str, list[LocalThing]] = defaultdict(list)
        for thing in self._things:
            if thing.type == "AdministrativeArea":
                areas[thing.article].append(thing)
        return {article: surroundings(named, self._home) for article, named in areas.items()}


def _areas_of(thing: LocalThing, around: Surroundings) -> set[str]:
    """The codes of the areas that an organisation's names tell."""
    found = set()
    for name in thing.telling:
        areas, _ = split_areas(contracted(comparable(name)))
        code = area_code("".join(areas), around.settling("".join(areas))) if areas else None
        if code:
            found.add(code)
    return found
