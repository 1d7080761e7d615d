"""Facts of single articles → facts of the graph: refs become entity keys, equal facts unite their evidence."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from kg.model import Fact, Ref

F = TypeVar("F", Relation, Position, Observation, Event)


def fuse(facts: Iterable[Fact], key_of: Mapping[Ref, Ref], symmetric: Collection[str] = ()) -> list[Fact]:
    """Rewrite every ref by `key_of`, then merge facts that say the same; sorted, whatever the input's order.

    `symmetric` names the properties whose two ends may be swapped. A relation of a thing to itself is dropped.
    """
    facts = list(facts)
    events, event_key = _events([f for f in facts if isinstance(f, Event)], key_of)
    key = {**key_of, **event_key}
    relations = [_relation(f, key, symmetric) for f in facts if isinstance(f, Relation)]
    positions = [
        replace(f, person=key[f.person], organization=key[f.organization] if f.organization else None)
        for f in facts
        if isinstance(f, Position)
    ]
    observations = [replace(f, about=key[f.about]) for f in facts if isinstance(f, Observation)]
    return [
        *_merge([r for r in relations if r.subject != r.object], _relation_key),
        *_merge(positions, lambda p: (p.person, p.title, p.organization or "", p.status, p.former)),
        *_merge(observations, _observation_key),
        *events,
    ]


def _relation(fact: Relation, key: Mapping[Ref, Ref], symmetric: Collection[str]) -> Relation:
    subject, object_ = key[fact.subject], key[fact.object]
    if fact.predicate in symmetric and object_ < subject:
        subject, object_ = object_, subject
    return replace(fact, subject=subject, object=object_)


def _relation_key(fact: Relation) -> tuple[str, ...]:
    return fact.subject, fact.predicate, fact.object, fact.status


def _observation_key(fact: Observation) -> tuple[Any, ...]:
    return (
        fact.about,
        fact.indicator,
        fact.value,
        fact.unit,
        fact.kind,
        fact.period or "",
        fact.bound or "",
        fact.value_to or 0,
    )


def _events(events: list[Event], key_of: Mapping[Ref, Ref]) -> tuple[list[Event], dict[Ref, Ref]]:
    """Rewritten and merged events, and the key of each article-local event."""
    rewritten, keys = [], {}
    for event in events:
        moved = replace(
            event,
            place=key_of[event.place] if event.place else None,
            participants=tuple(sorted({key_of[r] for r in event.participants})),
            concerns=tuple(sorted({key_of[r] for r in event.concerns if r in key_of})),
        )
        keys[event.id] = event_key(moved)
        rewritten.append((event, replace(moved, id=keys[event.id])))
    linked = [
        replace(
            moved,
            concerns=tuple(sorted({*moved.concerns, *(keys[r] for r in event.concerns if r in keys)} - {moved.id})),
        )
        for event, moved in rewritten
    ]
    return _merge(linked, lambda e: (e.id,)), keys


def event_key(event: Event) -> Ref:
    """ "event/" and a hash of what the event says; an event has no name that could be its key."""
    said = [event.type, event.date or "", event.place or "", event.status, *event.participants, "|", *event.concerns]
    if not event.participants and not event.concerns:
        said.append(event.label)
    return "event/" + hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _merge(facts: list[F], key: Callable[[F], tuple[Any, ...]]) -> list[F]:
    """One fact a key, with all evidence; the most confident one speaks."""
    groups: dict[tuple[Any, ...], list[F]] = defaultdict(list)
    for fact in facts:
        groups[key(fact)].append(fact)
    return [_united(group) for _, group in sorted(groups.items())]


def _united(group: list[F]) -> F:
    best = min(group, key=lambda f: (-f.confidence, f.rule, f.evidence))
    evidence = tuple(sorted({e for fact in group for e in fact.evidence}))
    return replace(best, evidence=evidence)
