"""What changed between two written graphs: entities and facts that came, went or say something else; and an RDF patch.

A thing is the same if its key is, or, where a fuller name has become known, if its old name is one of the new one's
further names. A fact is the same if it says the same of the same things, whatever its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from pyoxigraph import Triple

    from kg.graph import Graph
    from kg.model import Entity, Fact

How = Literal["added", "removed", "changed"]
K = TypeVar("K")
W = TypeVar("W")
_HOW: tuple[How, ...] = ("added", "removed", "changed")


class Said(NamedTuple):
    """A fact and its quotes."""

    fact: Fact
    quotes: frozenset[str]


class Change(NamedTuple, Generic[W]):
    """`before` is there unless it was added, `after` unless it was removed."""

    how: How
    before: W | None
    after: W | None

    @property
    def what(self) -> W:
        """What there is, or was."""
        found = self.after if self.after is not None else self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


class Difference(NamedTuple):
    """All changes, in the order of kinds and names, and the names of all things and events by key."""

    things: list[Change[Entity]]
    facts: list[Change[Said]]
    names: Mapping[str, str]


def difference(before: Graph, after: Graph) -> Difference:
    """What changed from one graph to the other."""
    old_things, new_things = ({entity.key: entity for entity in graph.entities} for graph in (before, after))
    renamed = _renamed(old_things, new_things)
    moved = {renamed.get(key, key): entity for key, entity in old_things.items()}
    things = _compared(moved, new_things, lambda entity: (entity.name, entity.aliases))
    old, new = _by_identity(before, renamed), _by_identity(after, {})
    facts = _corrected(_compared(old, new, lambda said: said.quotes))
    names = {key: entity.name for key, entity in (old_things | new_things).items()}
    names |= {each.fact.id: each.fact.label for each in (*old.values(), *new.values()) if isinstance(each.fact, Event)}
    things.sort(key=lambda change: (change.what.type, _HOW.index(change.how), change.what.key))
    facts.sort(key=lambda change: _order(change, names))
    return Difference(things, facts, names)


def rdf_patch(before: AbstractSet[Triple], after: AbstractSet[Triple]) -> Iterator[str]:
    """Lines that turn the first triples into the others (https://afs.github.io/rdf-delta/rdf-patch.html), sorted."""
    yield "TX ."
    for action, triples in (("D", before - after), ("A", after - before)):
        yield from sorted(f"{action} {triple} ." for triple in triples)
    yield "TC ."


def _renamed(before: Mapping[str, Entity], after: Mapping[str, Entity]) -> dict[str, str]:
    """The new keys of things whose old name became one of the further names of a single new thing of their type."""
    bearers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in after.keys() - before.keys():
        for alias in after[key].aliases:
            bearers[after[key].type, alias].append(key)
    gone = {key: bearers[before[key].type, before[key].name] for key in sorted(before.keys() - after.keys())}
    return {key: found[0] for key, found in gone.items() if len(found) == 1}


def _moved(fact: Fact, renamed: Mapping[str, str]) -> Fact:
    """The fact with the new keys of its things."""

    def to(key: str) -> str:
        return renamed.get(key, key)

    match fact:
        case Relation():
            return replace(fact, subject=to(fact.subject), object=to(fact.object))
        case Position():
            return replace(fact, person=to(fact.person), organization=fact.organization and to(fact.organization))
        case Observation():
            return replace(fact, about=to(fact.about))
        case Event():
            who, what = (tuple(sorted(map(to, refs))) for refs in (fact.participants, fact.concerns))
            return replace(fact, place=fact.place and to(fact.place), participants=who, concerns=what)


def _by_identity(graph: Graph, renamed: Mapping[str, str]) -> dict[Fact, Said]:
    """By what each fact says, whoever says it and however sure; an event has no other identity than that."""
    found = {}
    for fact in graph.facts:
        said = Said(_moved(fact, renamed), frozenset(map(graph.quote, fact.evidence)))
        found[_bare(said.fact)] = said
    return found


def _bare(fact: Fact) -> Fact:
    plain = replace(fact, confidence=0.0, rule="", evidence=())
    return replace(plain, id="") if isinstance(plain, Event) else plain


def _compared(before: Mapping[K, W], after: Mapping[K, W], content: Callable[[W], object]) -> list[Change[W]]:
    """What of the one is not in the other, or has another content."""
    gone, come, both = before.keys() - after.keys(), after.keys() - before.keys(), before.keys() & after.keys()
    return [
        *(Change("removed", before[key], None) for key in gone),
        *(Change("added", None, after[key]) for key in come),
        *(Change("changed", before[k], after[k]) for k in both if content(before[k]) != content(after[k])),
    ]


def _corrected(changes: list[Change[Said]]) -> list[Change[Said]]:
    """A figure that went and one that came for the same thing, indicator, kind and period are one change."""
    figures: dict[Hashable, list[Change[Said]]] = defaultdict(list)
    for change in changes:
        fact = change.what.fact
        if change.how != "changed" and isinstance(fact, Observation):
            figures[fact.about, fact.indicator, fact.unit, fact.kind, fact.period].append(change)
    paired = [pair for pair in figures.values() if sorted(change.how for change in pair) == ["added", "removed"]]
    single = {id(change) for pair in paired for change in pair}
    united = []
    for pair in paired:
        come, gone = sorted(pair, key=lambda change: change.how)  # added, removed
        united.append(Change("changed", gone.before, come.after))
    return [change for change in changes if id(change) not in single] + united


def _order(change: Change[Said], names: Mapping[str, str]) -> tuple[object, ...]:
    """Each kind together; what was added before what was removed and what changed."""
    fact = change.what.fact
    named = [names.get(key, key) for key in _about(fact)]
    return type(fact).__name__, _HOW.index(change.how), named, repr(_bare(fact)), sorted(change.what.quotes)


def _about(fact: Fact) -> tuple[str, ...]:
    """The keys of what a fact is about, the first first."""
    match fact:
        case Relation():
            return fact.subject, fact.object
        case Position():
            return (fact.person, *([fact.organization] if fact.organization else []))
        case Observation():
            return (fact.about,)
        case Event():
            return (*fact.concerns, *fact.participants)
