"""What one article says of one thing: the unit that resolution compares."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.resolve.canonical import is_local
from kg.resolve.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.model import Mention, Ref

    Retyped = Callable[[str, str], str]


class LocalThing(NamedTuple):
    """All mentions of one thing in one article."""

    ref: Ref
    article: str
    type: str
    name: str  # the fullest form in the article
    names: frozenset[str]  # every surface form that is a name
    resolved: frozenset[str]  # names given by the paper's home
    telling: tuple[str, ...]  # names that mean the same thing in every article, sorted; none for 园区 and the like
    mentions: tuple[Mention, ...]
    keys: tuple[str, ...] = ()  # of the telling names, in their order, as the article settles them

    @property
    def all_names(self) -> frozenset[str]:
        """Surface forms and home-resolved names."""
        return self.names | self.resolved


def gather(
    mentions: Iterable[Mention], text: str, home: Sequence[str], retyped: Retyped = lambda kind, _: kind
) -> list[LocalThing]:
    """Group the mentions of one article, whose text is given, by their local ref, sorted by it.

    `home` are the paper's areas; `retyped(type, name)` says of which type a thing of that name is.
    """
    by_ref: dict[Ref, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_ref[mention.ref].append(mention)
    return settled([_thing(ref, group, text, retyped) for ref, group in sorted(by_ref.items())], home)


def settled(things: Sequence[LocalThing], home: Sequence[str]) -> list[LocalThing]:
    """The things of one article with the keys of their names, as these things settle what each other mean."""
    around = surroundings(things, home)
    return [thing._replace(keys=tuple(around.key(thing.type, name) for name in thing.telling)) for thing in things]


def surroundings(things: Iterable[LocalThing], home: Sequence[str]) -> Surroundings:
    """What the things of an article say of the names beside them."""
    areas = (name for thing in things if thing.type == "AdministrativeArea" for name in thing.telling)
    return Surroundings.of(areas, tuple(home))


def _thing(ref: Ref, group: list[Mention], text: str, retyped: Retyped) -> LocalThing:
    group.sort(key=lambda m: (m.start, m.end))
    first = group[0]
    names, resolved, homely = {first.name}, set(), set()
    for mention in group:
        if not mention.reference:
            form = text[mention.start : mention.end]
            names.add(form)
            if mention.resolved:
                resolved.add(mention.resolved)
                homely.add(form)
    kind = next((new for name in sorted(names) if (new := retyped(first.type, name)) != first.type), first.type)
    # 园区 and 高新区 mean another thing in another paper, and 区委 where it is 武进区委
    telling = sorted(name for name in names | resolved if name not in homely and not is_local(kind, name))
    return LocalThing(
        ref, first.article, kind, first.name, frozenset(names), frozenset(resolved), tuple(telling), tuple(group)
    )
