"""Facts of single articles → facts of the graph: refs become entity keys, equal facts unite their evidence."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from kg.model import Evidence, Fact, Ref

F = TypeVar("F", Relation, Position, Observation, Event)


def fuse(facts: Iterable[Fact], key_of: Mapping[Ref, Ref], symmetric: Collection[str] = ()) -> list[Fact]:
    """Rewrite every ref by `key_of`, then merge facts that say the same; sorted, whatever the input's order.

    `symmetric` names the properties whose two ends may be swapped. A relation of a thing to itself is dropped.
    """
    facts = list(facts)
    events, event_key = _events([f for f in facts if isinstance(f, Event)], key_of)
    key = {**key_of, **event_key}

    def relation(fact: Relation) -> tuple[str, ...]:
        subject, object_ = key[fact.subject], key[fact.object]
        if fact.predicate in symmetric and object_ < subject:
            subject, object_ = object_, subject
        return subject, fact.predicate, object_, fact.status

    def position(fact: Position) -> tuple[Any, ...]:
        where = key[fact.organization] if fact.organization else ""
        return key[fact.person], fact.title, where, fact.status, fact.former

    def observation(fact: Observation) -> tuple[Any, ...]:
        figure = (fact.indicator, fact.value, fact.unit, fact.kind, fact.period or "", fact.bound or "")
        return key[fact.about], *figure, fact.value_to or 0

    relations = [f for f in facts if isinstance(f, Relation) and key[f.subject] != key[f.object]]
    return [
        *_merge(relations, relation, _relation),
        *_merge([f for f in facts if isinstance(f, Position)], position, _position),
        *_merge([f for f in facts if isinstance(f, Observation)], observation, _observation),
        *events,
    ]


def _relation(best: Relation, said: tuple[Any, ...], evidence: tuple[Evidence, ...]) -> Relation:
    subject, predicate, object_, status = said
    return Relation(subject, predicate, object_, status, best.confidence, best.rule, evidence)


def _position(best: Position, said: tuple[Any, ...], evidence: tuple[Evidence, ...]) -> Position:
    person, title, where, status, former = said
    return Position(person, title, where or None, status, best.confidence, best.rule, evidence, former)


def _observation(best: Observation, said: tuple[Any, ...], evidence: tuple[Evidence, ...]) -> Observation:
    figure = (said[0], best.indicator, best.value, best.unit, best.kind)
    return Observation(*figure, best.confidence, best.rule, evidence, best.value_to, best.bound, best.period)


def _event(best: Event, _: tuple[Any, ...], evidence: tuple[Evidence, ...]) -> Event:
    return best if evidence == best.evidence else replace(best, evidence=evidence)


def _events(events: list[Event], key_of: Mapping[Ref, Ref]) -> tuple[list[Event], dict[Ref, Ref]]:
    """Rewritten and merged events, and the key of each article-local event."""
    keys = {event.id: _event_key(event, key_of) for event in events}
    linked = [_linked(event, key_of, keys) for event in events]
    return _merge(linked, lambda event: (event.id,), _event), keys


def _event_key(event: Event, key_of: Mapping[Ref, Ref]) -> Ref:
    """ "event/" and a hash of what the event says; an event has no name that could be its key."""
    place = key_of[event.place] if event.place else ""
    who = sorted({key_of[ref] for ref in event.participants})
    what = sorted({key_of[ref] for ref in event.concerns if ref in key_of})
    said = [event.type, event.date or "", place, event.status, *who, "|", *what]
    if not who and not what:
        said.append(event.label)
    return "event/" + hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _linked(event: Event, key_of: Mapping[Ref, Ref], events: Mapping[Ref, Ref]) -> Event:
    """The event with keys for refs, also for those of other events."""
    own, place = events[event.id], key_of[event.place] if event.place else None
    who = tuple(sorted({key_of[ref] for ref in event.participants}))
    what = {keys[ref] for keys in (key_of, events) for ref in event.concerns if ref in keys} - {own}
    said = (own, event.type, event.label, event.date, place, who, tuple(sorted(what)))
    return Event(*said, event.status, event.confidence, event.rule, event.evidence)


def _merge(
    facts: Iterable[F],
    said: Callable[[F], tuple[Any, ...]],
    made: Callable[[F, tuple[Any, ...], tuple[Evidence, ...]], F],
) -> list[F]:
    """One fact for all that say the same, `made` of the most confident one, what is said, and all evidence."""
    groups: dict[tuple[Any, ...], list[F]] = defaultdict(list)
    for fact in facts:
        groups[said(fact)].append(fact)
    merged = []
    for words, group in sorted(groups.items(), key=itemgetter(0)):
        best = group[0] if len(group) == 1 else min(group, key=lambda f: (-f.confidence, f.rule, f.evidence))
        evidence = best.evidence if len(group) == len(best.evidence) == 1 else _together(group)
        merged.append(made(best, words, evidence))
    return merged


def _together(group: Iterable[Fact]) -> tuple[Evidence, ...]:
    return tuple(sorted({each for fact in group for each in fact.evidence}))
