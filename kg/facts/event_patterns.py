"""What tells of an event: `ontology/grammar/events.toml`, compiled to expressions over skeletons."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.facts.candidates import Triggers, numbers
from kg.facts.pattern_language import compile_match, kinds_of
from kg.lexicon import LexiconError, grammar
from kg.resources import ontology_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.facts.pattern_language import Expression
    from kg.facts.sentence import Sentence


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event and the kinds of its roles."""

    name: str
    who: frozenset[str]
    what: frozenset[str]
    where: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventPattern:
    """One way to tell of an event."""

    id: str
    type: EventType
    triggers: tuple[str, ...]
    expression: Expression
    confidence: float
    context: frozenset[str]  # kinds that the context may supply
    context_role: str  # "who" or "what"; "" for what the kind allows
    dated: bool  # only with a date in the sentence
    once: bool  # only at a point of time: a post held from one date to another is a state
    own: bool  # only what stands inside the match has a role
    organiser: bool  # who stands before the pattern's words organises the event
    joint: bool  # what one sentence tells several times is one event: 甲捐赠…,乙捐赠…
    texts: Mapping[str, re.Pattern[str]]  # by role, what the text of all its items must hold

    @property
    def rule(self) -> str:
        """The pattern's name in provenance."""
        return f"event:{self.id}"


@functools.cache
def load_event_patterns() -> tuple[EventPattern, ...]:
    """All patterns in file order; LexiconError names a broken one."""
    table = grammar("events")
    try:
        return tuple(_pattern(_type(row), pattern) for row in table["type"] for pattern in row["pattern"])
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise LexiconError(f"{_path()}: {error}") from error


@functools.cache
def organised() -> Expression:
    """Finds who organises a gathering: 由某局主办,某会承办. Its only role is `who`."""
    return compile_match(grammar("events")["organised"], {"who": ()}, (), origin=f"{_path()}: organised")


def _path() -> Path:
    return ontology_path() / "grammar" / "events.toml"


def event_patterns_in(sentence: Sentence) -> list[EventPattern]:
    """The patterns that have a trigger in the sentence and may match it, in file order."""
    found = (load_event_patterns()[number] for number in numbers(_triggers().of(sentence)))
    return [pattern for pattern in found if pattern.expression.may_match(sentence)]


@functools.cache
def _triggers() -> Triggers:
    return Triggers(pattern.triggers for pattern in load_event_patterns())


def _kinds(names: str) -> frozenset[str]:
    return frozenset(kinds_of(names)) if names else frozenset()


def _type(row: dict[str, Any]) -> EventType:
    return EventType(row["name"], _kinds(row["who"]), _kinds(row["what"]), _kinds(row["where"]))


def _pattern(type_: EventType, row: dict[str, Any]) -> EventPattern:
    roles = {"who": tuple(sorted(type_.who)), "what": tuple(sorted(type_.what)), "where": tuple(sorted(type_.where))}
    expression = compile_match(row["match"], roles, row["triggers"], origin=f"{_path()}: pattern {row['id']}")
    role, _, kinds = row.get("context", "").rpartition(":")
    return EventPattern(
        id=row["id"],
        type=type_,
        triggers=tuple(row["triggers"]),
        expression=expression,
        confidence=float(row["confidence"]),
        context=_kinds(kinds),
        context_role=role,
        dated=bool(row.get("dated")),
        once=bool(row.get("once")),
        own=bool(row.get("own")),
        organiser=bool(row.get("organiser")),
        joint=bool(row.get("joint")),
        texts={name: re.compile(text) for name, text in row.get("text", {}).items()},
    )
