"""What resolution is not sure of, for a person to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.resolve.clues import clue_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Ref
    from kg.resolve.judge import Judgement, Link


class Doubt(NamedTuple):
    """Two names that are one entity, or two, by little; sorted by how little."""

    distance: float  # from the score at which they are merged
    merged: bool
    names: tuple[str, str]
    things: tuple[str, str]  # as decisions name them
    refs: tuple[Ref, Ref]  # local things that bear the names
    clues: tuple[str, ...]


def doubts(judgement: Judgement, key_of: Mapping[Ref, Ref]) -> list[Doubt]:
    """The links that were nearly made, and those that were made with little; one for each two names."""
    table = clue_table()
    weak = [link for link in judgement.links if link.score < table.sure]
    unsure = [link for link in judgement.doubts if _is_open(judgement, link, key_of)]
    found: dict[tuple[str, ...], Doubt] = {}
    for link in sorted((*weak, *unsure)):
        doubt = _doubt(judgement, link, merged=link.score >= table.merge)
        found.setdefault(tuple(sorted(doubt.things)), doubt)
    return sorted(found.values())


def _is_open(judgement: Judgement, link: Link, key_of: Mapping[Ref, Ref]) -> bool:
    """Whether the two are still two, and nothing has settled that they are."""
    one, other = (judgement.number(ref) for ref in link.refs)
    clusters = judgement.clusters
    if key_of[link.refs[0]] == key_of[link.refs[1]]:
        return False
    return not clusters.decided_apart(one, other) and clusters.told_apart(one, other) is None


def _doubt(judgement: Judgement, link: Link, *, merged: bool) -> Doubt:
    things = []
    for name, ref in zip(link.names, link.refs, strict=True):
        thing = judgement.things[judgement.number(ref)]
        where = f"@{thing.article}" if thing.type == "Person" else ""
        bearer = next((own for own in (name, *thing.telling) if own in thing.all_names), thing.name)
        things.append(f"{thing.type}/{bearer}{where}")
    distance = round(abs(link.score - clue_table().merge), 6)
    return Doubt(distance, merged, link.names, (things[0], things[1]), link.refs, link.clues)
