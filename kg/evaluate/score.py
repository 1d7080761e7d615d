"""Counts what of one document was found, invented and missed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kg.evaluate.align import align
from kg.evaluate.built import EMPTY
from kg.evaluate.facts import (
    Event,
    Position,
    Relation,
    normal_name,
    renamed,
    same_event,
    same_observation,
    same_position,
)
from kg.evaluate.reliability import Judged

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from kg.evaluate.built import Built
    from kg.evaluate.facts import Facts, Observation
    from kg.evaluate.gold import Gold

    Fact = Relation | Position | Observation | Event
    Sentences = Mapping[str, Sequence[str]]  # by source

F = TypeVar("F", bound="Fact")


class Miss(NamedTuple):
    """One error, with the sentence that says it, or of an entity one that names it; None where that is not known."""

    source: str  # the document; its stem if the graph does not have it
    kind: str  # "entity missed", "relation extra" …
    text: str
    quote: str | None = None


class Tally(NamedTuple):
    """What one or more documents add to the scores; keys are "entity", "entity:Park", "relation" …"""

    tp: Counter[str]
    fp: Counter[str]
    fn: Counter[str]
    misses: list[Miss]
    judged: list[Judged]


def tally(gold: Gold, built: Built, symmetric: frozenset[str], sentences: Sentences) -> Tally:
    """Compare one document's gold with what the graph says of it; `sentences` of the source files, where known."""
    return _Comparison(gold, built, symmetric, sentences).tally


class _Comparison:
    """One document: its alignment, and the tally so far."""

    def __init__(self, gold: Gold, built: Built, symmetric: frozenset[str], sentences: Sentences) -> None:
        self.tally = Tally(Counter(), Counter(), Counter(), [], [])
        self.things, self.symmetric = built.things, symmetric
        source = built.source(gold.stem)
        self.source = source or gold.stem
        self.labels = {entity.id: entity.name for entity in gold.entities}
        self.labels |= {event.id: event.name for event in gold.facts.events if event.id}
        if source is None:
            self.tally.fn["documents missing"] += 1
        nodes, stated = built.entities.get(self.source, ()), built.facts.get(self.source, EMPTY)
        said = [*sentences.get(self.source, ())]
        said += [fact.quote for facts in (gold.facts, stated) for kind in facts for fact in kind]
        self.said = {quote: normal_name(quote) for quote in said}
        self.alignment = align(gold.entities, nodes, self.things)
        self._entities()
        self._facts(gold.facts, stated)

    def _entities(self) -> None:
        for entity, node in self.alignment.pairs:
            self.tally.tp["entity (name only)"] += 1
            if entity.type in self.things[node].types:
                self._add(self.tally.tp, "entity", entity.type)
            else:
                self._add(self.tally.fn, "entity", entity.type)
                self._add(self.tally.fp, "entity", self._type(node))
                what = f"{entity.name}: gold {entity.type}, built {self._type(node)}"
                self._miss("entity type", what, self._naming(entity.names))
        for entity in self.alignment.missed:
            self.tally.fn["entity (name only)"] += 1
            self._add(self.tally.fn, "entity", entity.type)
            self._miss("entity missed", f"{entity.name} ({entity.type})", self._naming(entity.names))
        for node in self.alignment.extra:
            self.tally.fp["entity (name only)"] += 1
            self._add(self.tally.fp, "entity", self._type(node))
            thing = self.things[node]
            self._miss("entity extra", f"{thing.label} ({self._type(node)})", self._naming(thing.names))

    def _facts(self, gold: Facts, built: Facts) -> None:
        """Events first: relations and figures may be about one."""
        gold_id = dict(self.alignment.gold_id)
        found = renamed(built, lambda node: gold_id.get(node, node))
        events = self._match("event", gold.events, found.events, same_event)
        gold_id |= {two.id: one.id for one, two in events if one.id}
        found = renamed(found, lambda node: gold_id.get(node, node))
        stated = _unique(gold.relations, _triple)
        pairs = self._match("relation", stated, self._turned(found.relations, stated), _same_triple)
        self._statuses(pairs, gold.relations)
        self._match("position", _unique(gold.positions, _post), _unique(found.positions, _post), same_position)
        self._match("observation", gold.observations, _unique(found.observations, _figure), same_observation)

    def _match(
        self, kind: str, gold: Sequence[F], built: Sequence[F], same: Callable[[F, F], bool]
    ) -> list[tuple[F, F]]:
        """Match one to one, each gold fact with the first that is the same, and count."""
        left, pairs = list(built), []
        for fact in gold:
            hit = next((other for other in left if same(fact, other)), None)
            if hit is None:
                self._count(self.tally.fn, kind, fact)
                self._miss(f"{kind} missed", self._shown(fact), fact.quote)
            else:
                left.remove(hit)
                pairs.append((fact, hit))
                self._judge(kind, hit, right=True)
                self._count(self.tally.tp, kind, fact)
        for fact in left:
            self._judge(kind, fact, right=False)
            self._count(self.tally.fp, kind, fact)
            self._miss(f"{kind} extra", self._shown(fact), fact.quote)
        return pairs

    def _statuses(self, pairs: Iterable[tuple[Relation, Relation]], gold: Iterable[Relation]) -> None:
        """Whether planned is told from done; of a relation annotated twice, the last counts."""
        planned = {_triple(relation): relation.planned for relation in gold}
        for one, other in pairs:
            right = planned[_triple(one)] == other.planned
            (self.tally.tp if right else self.tally.fn)["status right"] += 1
            if not right:
                self._miss("status wrong", self._shown(one), one.quote)

    def _turned(self, built: Iterable[Relation], gold: Sequence[Relation]) -> list[Relation]:
        """Each relation once; a symmetric one in the direction that the gold gives it."""
        stated = {_triple(relation) for relation in gold}
        turned = []
        for relation in built:
            back = relation._replace(subject=relation.object, object=relation.subject)
            swap = relation.predicate in self.symmetric and _triple(relation) not in stated and _triple(back) in stated
            turned.append(back if swap else relation)
        return _unique(turned, _triple)

    def _count(self, counter: Counter[str], kind: str, fact: Fact) -> None:
        counter["fact"] += 1
        match fact:
            case Relation():
                self._add(counter, kind, fact.predicate)
            case Event():
                self._add(counter, kind, fact.type)
            case _:
                counter[kind] += 1

    def _add(self, counter: Counter[str], kind: str, name: str) -> None:
        counter[kind] += 1
        counter[f"{kind}:{name}"] += 1

    def _miss(self, kind: str, text: str, quote: str | None = None) -> None:
        self.tally.misses.append(Miss(self.source, kind, text, quote or None))

    def _judge(self, kind: str, fact: Fact, *, right: bool) -> None:
        if fact.confidence is not None:
            self.tally.judged.append(Judged(kind, fact.confidence, right))

    def _naming(self, names: Iterable[str]) -> str | None:
        """The first sentence or quote of this document that holds one of the names, a longer name before a shorter."""
        longest = sorted(names, key=lambda name: (-len(name), name))
        return next((quote for name in longest for quote, normal in self.said.items() if name in normal), None)

    def _type(self, node: str) -> str:
        return min(self.things[node].types)

    def _label(self, id_: str) -> str:
        return self.labels.get(id_) or (self.things[id_].label if id_ in self.things else id_)

    def _shown(self, fact: Fact) -> str:
        match fact:
            case Relation():
                return f"{self._label(fact.subject)} {fact.predicate} {self._label(fact.object)}"
            case Position():
                return f"{self._label(fact.person)} {fact.title} {self._label(fact.organization or '')}".rstrip()
            case Event():
                things = "、".join(sorted(map(self._label, fact.things)))
                return f"{fact.type} {fact.date or ''} {fact.name} [{things}]"
            case _:
                return f"{self._label(fact.about)} {fact.indicator} = {fact.value} {fact.unit}"


def _triple(fact: Relation) -> tuple[str, str, str]:
    return fact.subject, fact.predicate, fact.object


def _post(fact: Position) -> tuple[str, str, str | None]:
    return fact.person, fact.title, fact.organization


def _figure(fact: Observation) -> tuple[str, str, str, str]:
    return fact.about, fact.value, fact.unit, fact.indicator


def _same_triple(one: Relation, other: Relation) -> bool:
    return _triple(one) == _triple(other)


def _unique(facts: Iterable[F], key: Callable[[F], Hashable]) -> list[F]:
    """The first of each group of equal facts."""
    first: dict[Hashable, F] = {}
    for fact in facts:
        first.setdefault(key(fact), fact)
    return list(first.values())
