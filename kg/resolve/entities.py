"""A cluster of local things → an entity, with its key, its fullest name and its type."""

from __future__ import annotations

import hashlib
from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING

from kg.model import Entity
from kg.resolve.areas import codes
from kg.resolve.canonical import coded

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.model import Mention, Ref
    from kg.resolve.local import LocalThing


def entity(group: Sequence[LocalThing], taken: Collection[Ref], name: str | None = None) -> Entity:
    """The entity of local things, sorted by ref; a key that is `taken` is not used again.

    `name` is what a person wants it called.
    """
    names = {form for thing in group for form in thing.all_names}
    code = min((code for thing in group for key in thing.keys if (code := coded(key))), default=None)
    kind, said = _type(group), _preferred(group)
    key = f"{kind.lower()}/{said}"
    if key in taken:  # two things of one name: the second is told apart by its code, or by where it first stands
        key += "~" + (code or hashlib.sha256(group[0].ref.encode("utf-8", "surrogatepass")).hexdigest()[:8])
    called = name or said
    return Entity(
        key=key,
        type=kind,
        name=called,
        aliases=tuple(sorted(names - {called})),
        articles=tuple(sorted({thing.article for thing in group})),
        mentions=_mentions(group),
        code=code if code and code in codes(said) else None,  # 临江区 is not the 临江市 that a bare 临江 would be
    )


def _type(group: Sequence[LocalThing]) -> str:
    """The type that most articles give it; of equals, that of the fullest name."""
    if len({thing.type for thing in group}) == 1:
        return group[0].type
    count = Counter(thing.type for thing in group)
    longest = {kind: max(len(thing.name) for thing in group if thing.type == kind) for kind in count}
    return min(count, key=lambda kind: (-count[kind], -longest[kind], kind))


def _preferred(group: Sequence[LocalThing]) -> str:
    """The fullest name: what the paper's home makes of it, else the longest full form of any article."""
    full = {name for thing in group for name in thing.resolved} or {thing.name for thing in group}
    if len(full) == 1:
        return full.pop()
    names = Counter(form for thing in group for form in thing.all_names)
    return min(full, key=lambda name: (-len(name), -names[name], name))


def _mentions(group: Sequence[LocalThing]) -> tuple[Mention, ...]:
    if len(group) == 1:
        return group[0].mentions
    return tuple(sorted((m for thing in group for m in thing.mentions), key=attrgetter("article", "start", "end")))
