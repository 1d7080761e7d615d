"""Which entity of the graph is which of the gold: by names in common, most first, the right type before a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.evaluate.built import Thing
    from kg.evaluate.gold import GoldEntity


class Alignment(NamedTuple):
    """Pairs one to one, what stayed alone, and for facts the gold id of every node that stands for a gold entity."""

    pairs: tuple[tuple[GoldEntity, str], ...]
    missed: tuple[GoldEntity, ...]
    extra: tuple[str, ...]
    gold_id: Mapping[str, str]


def align(gold: Sequence[GoldEntity], nodes: Sequence[str], things: Mapping[str, Thing]) -> Alignment:
    """Align a document's gold entities with the graph's nodes in it."""
    by_id = {entity.id: entity for entity in gold}
    gold_id: dict[str, str] = {}
    taken: set[str] = set()
    for *_, id_, node in sorted(_candidates(gold, nodes, things)):
        if id_ not in taken and node not in gold_id:
            gold_id[node] = id_
            taken.add(id_)
    pairs = tuple((by_id[id_], node) for node, id_ in gold_id.items())
    extra = tuple(node for node in nodes if node not in gold_id)
    missed = tuple(entity for entity in gold if entity.id not in taken)
    return Alignment(pairs, missed, extra, gold_id | _duplicates(gold, extra, things))


def _candidates(
    gold: Sequence[GoldEntity], nodes: Sequence[str], things: Mapping[str, Thing]
) -> list[tuple[bool, int, str, str]]:
    """Sorted, the best pair is the first."""
    return [
        (entity.type not in things[node].types, -len(common), entity.id, node)
        for entity in gold
        for node in nodes
        if (common := entity.names & things[node].names)
    ]


def _duplicates(gold: Sequence[GoldEntity], extra: Sequence[str], things: Mapping[str, Thing]) -> dict[str, str]:
    """A second node for one gold entity is an extra entity, but stands for it in facts."""
    found: dict[str, str] = {}
    for node in extra:
        thing = things[node]
        same = (entity.id for entity in gold if entity.names & thing.names and entity.type in thing.types)
        id_ = next(same, None)
        if id_ is not None:
            found[node] = id_
    return found
