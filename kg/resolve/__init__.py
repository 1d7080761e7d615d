"""Mentions and facts of all articles → entities and facts of the graph."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kg.engine import LocalEngine
from kg.model import Position, Relation
from kg.ontology import load_ontology
from kg.resolve.decided import Decided, without
from kg.resolve.doubts import Doubt, doubts
from kg.resolve.entities import entity
from kg.resolve.fuse import fuse
from kg.resolve.judge import judge
from kg.resolve.local import gather
from kg.resolve.reprints import retold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.decisions import Decision
    from kg.engine import Engine
    from kg.model import Article, Entity, Fact, Mention, Problem, Ref
    from kg.resolve.judge import Judgement
    from kg.resolve.local import LocalThing

__all__ = ["Doubt", "Resolution", "resolve"]


class Resolution(NamedTuple):
    """Entities and facts, sorted; what is doubtful; decisions that do not fit; and how it came to that."""

    entities: list[Entity]
    facts: list[Fact]
    doubts: list[Doubt]
    problems: list[Problem]
    judgement: Judgement


def resolve(  # noqa: PLR0913 - what it is made of, and who works
    articles: Iterable[Article],
    mentions: Iterable[Mention],
    facts: Iterable[Fact],
    *,
    home: Sequence[str] = (),
    decisions: Iterable[Decision] = (),
    said: Mapping[str, bytes] = MappingProxyType({}),
    engine: Engine | None = None,
) -> Resolution:
    """Make one entity of every real thing, and let all facts speak of entities.

    `home` are the paper's areas from small to large, `decisions` what people have decided, `said` the `kg.text.sayings`
    of articles by id, as far as they are known. `engine` shares out what can be done for each pair of names by itself;
    by default it is done here. The result is sorted and does not depend on the order of the input.
    """
    workers = engine or LocalEngine()
    articles, mentions = list(articles), list(mentions)
    decided = Decided(decisions)
    every = gather(mentions, {article.id: article.text for article in articles}, decided.retyped)
    things = decided.without_rejected(every)
    gone = {thing.ref for thing in every} - {thing.ref for thing in things}
    told, printed = retold(articles, mentions, facts, said)
    left = [each for fact in told if (each := without(fact, gone)) is not None]
    number = {thing.ref: place for place, thing in enumerate(things)}
    same = [pair for pair in printed if gone.isdisjoint(pair)]
    links = sorted((number[one], number[other], ("same-name", "same-sentence")) for one, other in same)
    known = [*decided.same(), *links]
    judgement = judge(things, left, home=home, links=known, apart=decided.apart(), engine=workers)
    entities, key_of = _entities(things, judgement, decided.names())
    decided.note_broken(key_of)
    fused = _allowed(fuse(left, key_of, load_ontology().symmetric), entities)
    return Resolution(
        [entities[key] for key in sorted(entities)],
        decided.facts(fused, key_of),
        doubts(judgement, key_of),
        decided.problems,
        judgement,
    )


def _entities(
    things: Sequence[LocalThing], judgement: Judgement, names: Mapping[int, str]
) -> tuple[dict[Ref, Entity], dict[Ref, Ref]]:
    """Entities by key, and the key of each local thing by its ref."""
    entities: dict[Ref, Entity] = {}
    key_of: dict[Ref, Ref] = {}
    for members in judgement.clusters.sets():
        keys = {key for member in members for key in judgement.bearers.places[member].keys}
        called = min((names[member] for member in members if member in names), default=None)
        made = entity([things[member] for member in members], keys, entities, called)
        entities[made.key] = made
        key_of.update((things[member].ref, made.key) for member in members)
    return entities, key_of


def _allowed(facts: Iterable[Fact], entities: Mapping[Ref, Entity]) -> list[Fact]:
    """The facts that the types of their things allow, now that these are settled."""
    ontology = load_ontology()
    workplaces = ontology.members("Workplace")

    def type_of(ref: Ref) -> str:
        return entities[ref].type if ref in entities else "Event"

    def fits(fact: Fact) -> bool:
        match fact:
            case Relation():
                return ontology.allows(type_of(fact.subject), fact.predicate, type_of(fact.object))
            case Position():
                return fact.organization is None or type_of(fact.organization) in workplaces
            case _:
                return True

    return [fact for fact in facts if fits(fact)]
