"""Mentions and facts of all articles → entities and facts of the graph."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from kg.model import Entity
from kg.resolve.compare import judge
from kg.resolve.fuse import fuse
from kg.resolve.local import gather

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kg.model import Article, Fact, Mention, Ref
    from kg.resolve.local import LocalThing

__all__ = ["resolve"]


def resolve(
    articles: Sequence[Article], mentions: Iterable[Mention], facts: Iterable[Fact], *, symmetric: Collection[str] = ()
) -> tuple[list[Entity], list[Fact]]:
    """Make one entity of every real thing, and let all facts speak of entities.

    `symmetric` names the properties whose two ends may be swapped. The result is sorted and does not depend on the
    order of the input.
    """
    texts = {article.id: article.text for article in articles}
    mentions = list(mentions)
    surface = {(m.article, m.start, m.end): texts[m.article][m.start : m.end] for m in mentions}
    things = {thing.ref: thing for thing in gather(mentions, surface)}
    clusters, _ = judge(list(things.values()))
    key_of: dict[Ref, Ref] = {}
    entities: dict[Ref, Entity] = {}
    for members in clusters.sets():
        entity = _entity([things[ref] for ref in members], entities)
        entities[entity.key] = entity
        key_of.update(dict.fromkeys(members, entity.key))
    return [entities[key] for key in sorted(entities)], fuse(facts, key_of, symmetric)


def _entity(group: Sequence[LocalThing], taken: Collection[Ref]) -> Entity:
    names = Counter(name for thing in group for name in thing.all_names)
    name = _preferred(group, names)
    key = f"{group[0].type.lower()}/{name}"
    if key in taken:  # two things of one name: the second is told apart by where it first stands
        key += "~" + hashlib.sha256(group[0].ref.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return Entity(
        key=key,
        type=group[0].type,
        name=name,
        aliases=tuple(sorted(set(names) - {name})),
        articles=tuple(sorted({thing.article for thing in group})),
        mentions=tuple(
            sorted((m for thing in group for m in thing.mentions), key=lambda m: (m.article, m.start, m.end))
        ),
    )


def _preferred(group: Sequence[LocalThing], names: Counter[str]) -> str:
    """The fullest name: what the paper's home makes of it, else the longest full form of any article."""
    full = {name for thing in group for name in thing.resolved} or {thing.name for thing in group}
    return min(full, key=lambda name: (-len(name), -names[name], name))
