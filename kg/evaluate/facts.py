"""What is compared: the facts of one document, as the gold or as a graph has them, in one form."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Names = Callable[[str], str]

_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉「」·•・]")
_TOLERANCE = 1e-6  # relative, of a figure


class Relation(NamedTuple):
    """One stated relation; ends are gold ids where they are known, else IRIs."""

    subject: str
    predicate: str
    object: str
    planned: bool
    quote: str
    confidence: float | None = None  # as the graph says; None of the gold


class Position(NamedTuple):
    """One post; the title is normalised."""

    person: str
    title: str
    organization: str | None
    quote: str
    confidence: float | None = None


class Observation(NamedTuple):
    """One figure; the unit is normalised."""

    about: str
    indicator: str
    value: str
    unit: str
    quote: str
    confidence: float | None = None


class Event(NamedTuple):
    """One event with all things that take part in it: participants, subjects, place."""

    id: str
    type: str
    date: str | None
    things: frozenset[str]
    name: str
    quote: str
    confidence: float | None = None


class Facts(NamedTuple):
    """The facts of one document."""

    relations: tuple[Relation, ...]
    positions: tuple[Position, ...]
    observations: tuple[Observation, ...]
    events: tuple[Event, ...]


def normal_name(text: str) -> str:
    """A name as it is compared: NFKC, lower case, no spaces, quotation marks or dots, one kind of dash."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NOISE.sub("", folded).replace("—", "-").replace("–", "-")


def normal_title(text: str) -> str:
    """A post's title as it is compared."""
    return normal_name(text).replace("、", "")


def same_position(gold: Position, built: Position) -> bool:
    """Same person and organisation, and one title ends with the other (局长, 区人社局局长)."""
    if (gold.person, gold.organization) != (built.person, built.organization):
        return False
    if not (gold.title and built.title):
        return gold.title == built.title
    return gold.title.endswith(built.title) or built.title.endswith(gold.title)


def same_observation(gold: Observation, built: Observation) -> bool:
    """Same thing, number and unit; indicators are worded freely."""
    return gold.about == built.about and _same_number(gold.value, built.value) and gold.unit == built.unit


def same_event(gold: Event, built: Event) -> bool:
    """Same type, and a shared thing, the same day, or names that share half their bigrams."""
    if gold.type != built.type:
        return False
    same_day = bool(gold.date and built.date) and _day(gold.date) == _day(built.date)
    return bool(gold.things & built.things) or same_day or _similar(gold.name, built.name)


def _same_number(one: str, other: str) -> bool:
    try:
        a, b = round(float(one), 6), round(float(other), 6)
    except ValueError:
        return False
    return abs(a - b) <= _TOLERANCE * max(1.0, abs(a))


def _day(date: str | None) -> str:
    """Month and day of a full or open date; a year or a month as it stands."""
    date = date or ""
    return date[-5:] if len(date) >= len("2024-09") else date


def _similar(one: str, other: str) -> bool:
    a, b = _bigrams(one), _bigrams(other)
    fewer = min(len(a), len(b))
    return fewer > 3 and 2 * len(a & b) >= fewer


def _bigrams(text: str) -> set[str]:
    name = normal_name(text)
    return {name[i : i + 2] for i in range(len(name) - 1)}


def renamed(facts: Facts, name: Names) -> Facts:
    """The facts with every end renamed."""
    return Facts(
        tuple(r._replace(subject=name(r.subject), object=name(r.object)) for r in facts.relations),
        tuple(
            p._replace(person=name(p.person), organization=p.organization and name(p.organization))
            for p in facts.positions
        ),
        tuple(o._replace(about=name(o.about)) for o in facts.observations),
        tuple(e._replace(things=frozenset(map(name, e.things))) for e in facts.events),
    )
