"""Mentions and facts of all articles → entities and facts of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.resolve.entities import entity
from kg.resolve.fuse import fuse
from kg.resolve.judge import judge
from kg.resolve.local import gather
from kg.resolve.reprints import retold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kg.model import Article, Entity, Fact, Mention, Ref

__all__ = ["Resolution", "resolve"]


class Resolution(NamedTuple):
    """What resolution gives: both sorted."""

    entities: list[Entity]
    facts: list[Fact]


def resolve(
    articles: Sequence[Article],
    mentions: Iterable[Mention],
    facts: Iterable[Fact],
    *,
    symmetric: Collection[str] = (),
    home: Sequence[str] = (),
) -> Resolution:
    """Make one entity of every real thing, and let all facts speak of entities.

    `symmetric` names the properties whose two ends may be swapped, `home` the paper's areas from small to large. The
    result is sorted and does not depend on the order of the input.
    """
    mentions = list(mentions)
    things = gather(mentions, {article.id: article.text for article in articles})
    facts, printed = retold(articles, mentions, facts)
    number = {thing.ref: place for place, thing in enumerate(things)}
    links = sorted((number[one], number[other], ("same-name", "same-sentence")) for one, other in printed)
    judgement = judge(things, facts, home=home, links=links)
    key_of: dict[Ref, Ref] = {}
    entities: dict[Ref, Entity] = {}
    for members in judgement.clusters.sets():
        keys = {key for member in members for key in judgement.bearers.places[member].keys}
        made = entity([things[member] for member in members], keys, entities)
        entities[made.key] = made
        key_of.update((things[member].ref, made.key) for member in members)
    return Resolution([entities[key] for key in sorted(entities)], fuse(facts, key_of, symmetric))
