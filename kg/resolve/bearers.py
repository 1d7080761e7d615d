"""Who bears a name: local things by name and key, what their articles say around them, and the careers of persons."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg.model import Position
from kg.names import comparable
from kg.resolve.areas import area_code, codes, parent_codes, split_areas
from kg.resolve.canonical import canonical, contracted
from kg.resolve.cluster import Place
from kg.resolve.persons import Career, sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Fact
    from kg.resolve.cluster import Clusters
    from kg.resolve.local import LocalThing

_PREFECTURE = 4  # digits of a code that two neighbours share


class Bearers:
    """Indexes over the local things of a corpus, which go by their number in it."""

    def __init__(self, things: Sequence[LocalThing], home: Sequence[str]) -> None:
        self._things = things
        self._home = _chained(code for name in home if (code := area_code(name)))
        self._near = self._surroundings()
        self.by_name: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._keys: dict[str, dict[str, str | None]] = defaultdict(dict)
        self.places = [self._place(number, thing) for number, thing in enumerate(things)]

    def _place(self, number: int, thing: LocalThing) -> Place:
        """Enter the thing under its names and keys. One without a telling name has a key of its own."""
        keys = frozenset([self.key(thing, name) for name in thing.telling])
        by_name = self.by_name[thing.type]
        for name in thing.telling:
            by_name[name].append(number)
        for key in keys:
            self.by_key[thing.type, key].append(number)
        return Place((thing.article, thing.type), keys or frozenset((thing.ref,)))

    def key(self, thing: LocalThing, name: str) -> str:
        """The key of a name of the thing, with what its article says around it where that can matter."""
        known = self._keys[thing.type]
        if name not in known:
            known[name] = self._own_key(thing.type, name)
        own = known[name]
        return own if own is not None else self._key_here(thing, name)

    def _own_key(self, kind: str, name: str) -> str | None:
        """The key that a name has in every article; None if that depends on the article."""
        if kind == "AdministrativeArea" and len(codes(comparable(name))) > 1:
            return None
        if kind == "GovernmentBody":
            areas, rest = split_areas(contracted(comparable(name)))
            if (not areas and not self._home) or (rest and len(codes("".join(areas))) > 1):
                return None
        return canonical(kind, name)

    def _key_here(self, thing: LocalThing, name: str) -> str:
        """The key of an area that others are called like, or of a body that does not say its area."""
        form = comparable(name)
        if thing.type == "GovernmentBody":
            areas, _ = split_areas(contracted(form))
            if not areas:
                return canonical(thing.type, name) + self._prefecture(thing.article)
            form = "".join(areas)
        return canonical(thing.type, name, self._settling(form, thing.article))

    def type_of(self, thing: int) -> str:
        """The type of a thing."""
        return self._things[thing].type

    def owners(self, name: str, kinds: Iterable[str]) -> list[int]:
        """The things of these types that go by the name, however it is written."""
        return [thing for kind in kinds for thing in self.by_key.get((kind, canonical(kind, name)), ())]

    def _surroundings(self) -> Mapping[str, frozenset[str]]:
        """The codes of the areas that each article names, and of those around them."""
        found: dict[str, set[str]] = defaultdict(set)
        for thing in self._things:
            if thing.type == "AdministrativeArea":
                for name in thing.telling:
                    if len(meant := codes(name)) == 1:
                        found[thing.article].add(meant[0])
        return {article: _chained(named) for article, named in found.items()}

    def _settling(self, area: str, article: str) -> frozenset[str]:
        """The areas around an ambiguous name; none for any other. The home decides where the article does not."""
        if len(codes(area)) < 2:
            return frozenset()
        near = self._near.get(article, frozenset())
        return near if area_code(area, near) else near | self._home

    def _prefecture(self, article: str) -> str:
        """Where a body without an area must be: the prefecture that its article names most; empty if there is none."""
        near = self._near.get(article, frozenset())
        count = Counter(code[:_PREFECTURE] for code in near if code.isdigit() and not code.endswith("0000"))
        best = min(count.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
        return f"@{best[0]}" if best[0] else ""

    def careers(self, facts: Iterable[Fact], clusters: Clusters) -> dict[int, Career]:
        """What the articles say of each person's posts, by the person's number."""
        number = {thing.ref: n for n, thing in enumerate(self._things)}
        posts = [fact for fact in facts if isinstance(fact, Position) and fact.person in number]
        found: dict[int, tuple[set[int], set[str], set[str]]] = defaultdict(lambda: (set(), set(), set()))
        for post in posts:
            organizations, areas, sectors = found[number[post.person]]
            held_in = number.get(post.organization) if post.organization else None
            walk = sector(post.title, self._things[held_in].type if held_in is not None else None)
            if walk:
                sectors.add(walk)
            if held_in is not None:
                organizations.add(clusters.root(held_in))
                areas |= self._areas_of(self._things[held_in])
        return {n: Career(*map(frozenset, values)) for n, values in found.items() if any(values)}  # type: ignore[arg-type]

    def _areas_of(self, thing: LocalThing) -> set[str]:
        """The codes of the areas that an organisation's names tell."""
        found = set()
        for name in thing.telling:
            areas, _ = split_areas(contracted(comparable(name)))
            code = area_code("".join(areas), self._settling("".join(areas), thing.article)) if areas else None
            if code:
                found.add(code)
        return found


def _chained(named: Iterable[str]) -> frozenset[str]:
    """The codes, and those of the areas that they lie in."""
    return frozenset(each for code in named for each in (code, *parent_codes(code)))
