"""One event for what an article tells several times: in the headline, the lead and the story."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts.evidence import together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Event, Ref

SHORT_NAME = 5  # 座谈会 is the name of many
MARKS = re.compile(r"[\s\W]")


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one clause tells it."""

    event: Event
    at: tuple[int, int, int]  # number of the sentence, bounds of the clause
    named: bool
    organisers: tuple[Ref, ...] = ()
    joint: bool = False  # one with others like it in its sentence


def merge(told: Iterable[Told]) -> list[Told]:
    """The distinct events, in order of first telling."""
    out: list[Told] = []
    for one in told:
        twin = next((n for n, known in enumerate(out) if _same(known, one)), None)
        if twin is None:
            out.append(one)
        else:
            out[twin] = _merged(out[twin], one)
    return out


def _same(known: Told, told: Told) -> bool:
    """Whether two clauses tell of the same event."""
    a, b = known.event, told.event
    if a.type != b.type or (a.date and b.date and not _agree(a.date, b.date)):
        return False
    if _together(known, told):
        return True
    if a.type == "其他" and (a.rule != b.rule or _things(a) != _things(b)):
        return False  # the rest class holds unlike things
    one, other = MARKS.sub("", a.label), MARKS.sub("", b.label)
    if known.named and told.named and min(len(one), len(other)) > SHORT_NAME:
        return one in other or other in one
    mine, yours = _things(a), _things(b)
    alike = bool(mine and yours) and a.status == b.status and (mine <= yours or yours <= mine)
    return alike or (a.type == "调研检查" and bool(_people(a) & _people(b)))  # the stations of one visit


def _together(known: Told, told: Told) -> bool:
    """Whether one clause tells both, or one sentence what is done jointly."""
    if known.joint and told.joint and known.at[0] == told.at[0]:
        return True
    return _covers(known.at, told.at) or _covers(told.at, known.at)


def _covers(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    """Whether one stretch of a sentence holds the other."""
    return a[0] == b[0] and a[1] <= b[1] and b[2] <= a[2]


def _people(event: Event) -> set[str]:
    return {ref for ref in event.participants if "#Person:" in ref}


def _things(event: Event) -> set[str]:
    """What an event may be told from others by: those in it, except areas, which are in many."""
    return {ref for ref in event.participants + event.concerns if "#AdministrativeArea:" not in ref}


def _agree(a: str, b: str) -> bool:
    """Whether one of two partial dates may be the other: 2024-09 and 2024-09-20, --09-20 and 2024-09-20."""
    a, b = sorted((a, b), key=len)
    return b.startswith(a) or b.endswith(a.lstrip("-"))


def _merged(known: Told, told: Told) -> Told:
    a, b = known.event, told.event
    best = a if a.confidence >= b.confidence or known.named else b
    event = replace(
        best,
        date=max((d for d in (a.date, b.date) if d), key=len, default=None),
        place=a.place or b.place,
        participants=tuple(dict.fromkeys(a.participants + b.participants)),
        concerns=tuple(dict.fromkeys(a.concerns + b.concerns)),
        status="Asserted" if "Asserted" in (a.status, b.status) else a.status,
        confidence=max(a.confidence, b.confidence),
        evidence=together(a.evidence, b.evidence),
    )
    organisers = tuple(dict.fromkeys(known.organisers + told.organisers))
    return Told(event, known.at, known.named or told.named, organisers, known.joint and told.joint)
