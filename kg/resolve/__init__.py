"""Mentions and facts of all articles → entities and facts of the graph."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
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
from kg.resolve.local import gather, settled
from kg.resolve.reprints import retold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kg.decisions import Decision
    from kg.engine import Engine
    from kg.model import Article, Entity, Fact, Mention, Problem, Ref
    from kg.resolve.judge import Judgement
    from kg.resolve.local import LocalThing

__all__ = ["Doubt", "Gathered", "Resolution", "resolve"]


class Gathered(NamedTuple):
    """What was made of an article by itself: its things, and the `kg.text.sayings` of it."""

    things: Sequence[LocalThing]
    said: bytes


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
    gathered: Mapping[str, Gathered] = MappingProxyType({}),
    engine: Engine | None = None,
) -> Resolution:
    """Make one entity of every real thing, and let all facts speak of entities.

    `home` are the paper's areas from small to large, `decisions` what people have decided, `gathered` what was made
    of articles by themselves, by their id, as far as that is known. `engine` shares out what can be done for each pair
    of names by itself; by default it is done here. The result is sorted and does not depend on the order of the input.
    """
    workers = engine or LocalEngine()
    decided = Decided(decisions)
    articles, named = list(articles), _by_article(mentions)
    things, gone = _things(articles, named, decided, (gathered, home))
    told, printed = retold(articles, named, facts, {each: known.said for each, known in gathered.items()})
    left = [each for fact in told if (each := without(fact, gone)) is not None] if gone else told
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


def _by_article(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.article].append(mention)
    return named


def _things(
    articles: Iterable[Article],
    named: Mapping[str, list[Mention]],
    decided: Decided,
    known: tuple[Mapping[str, Gathered], Sequence[str]],
) -> tuple[list[LocalThing], set[Ref]]:
    """The things of all articles but those rejected, sorted by ref, and the refs of these.

    What is `known` was gathered without regard to decisions: where these give types, all is gathered anew.
    """
    gathered, home = known
    every = [
        thing
        for article in articles
        for thing in (
            gathered[article.id].things
            if article.id in gathered and not decided.retypes
            else gather(named.get(article.id, ()), article.text, home, decided.retyped)
        )
    ]
    every.sort(key=attrgetter("ref"))
    things = decided.without_rejected(every)
    if len(things) == len(every):
        return things, set()
    gone = {thing.ref: thing.article for thing in every}
    for thing in things:
        del gone[thing.ref]
    return _settled_anew(things, {*gone.values()}, home), {*gone}


def _settled_anew(things: Sequence[LocalThing], where: Collection[str], home: Sequence[str]) -> list[LocalThing]:
    """The things, whose names are settled anew in these articles."""
    there: dict[str, list[LocalThing]] = defaultdict(list)
    for thing in things:
        if thing.article in where:
            there[thing.article].append(thing)
    anew = {thing.ref: thing for own in there.values() for thing in settled(own, home)}
    return [anew.get(thing.ref, thing) for thing in things]


def _entities(
    things: Sequence[LocalThing], judgement: Judgement, names: Mapping[int, str]
) -> tuple[dict[Ref, Entity], dict[Ref, Ref]]:
    """Entities by key, and the key of each local thing by its ref."""
    entities: dict[Ref, Entity] = {}
    key_of: dict[Ref, Ref] = {}
    for members in judgement.clusters.sets():
        called = min((names[member] for member in members if member in names), default=None) if names else None
        made = entity([things[member] for member in members], entities, called)
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
