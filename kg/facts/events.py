"""Events: what happened or will, who took part, what it was about, when and where.

A pattern finds the words that tell of an event, the clause around them fills its roles. What one article tells twice
(in the headline, the lead and the story) is one event with several pieces of evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts.event_patterns import any_trigger, load_event_patterns
from kg.facts.event_roles import Roles, clause, date_at, named, read_roles, text
from kg.facts.qualifiers import status
from kg.model import Event, Evidence, Relation, event_ref

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from kg.facts.event_patterns import EventPattern
    from kg.facts.sentence import Sentence

LONGEST_LABEL = 48
CONTEXT_WEIGHT = 0.7  # an event whose actor only the context tells


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one clause tells it."""

    event: Event
    at: tuple[int, int, int]  # number of the sentence, bounds of the clause
    named: bool


def events(sentences: Sequence[Sentence]) -> tuple[list[Event], list[Relation]]:
    """The events of one article's sentences, in order of first evidence, and who organised them."""
    merged: list[Told] = []
    for told in _told(sentences):
        twin = next((n for n, known in enumerate(merged) if _same(known, told)), None)
        if twin is None:
            merged.append(told)
        else:
            merged[twin] = _merge(merged[twin], told)
    out = [replace(told.event, id=event_ref(told.event.evidence[0].article, n)) for n, told in enumerate(merged, 1)]
    return out, []


def _told(sentences: Sequence[Sentence]) -> Iterator[Told]:
    for index, sentence in enumerate(sentences):
        if sentence.block in ("byline", "credit") or not any_trigger().search(sentence.skeleton):
            continue
        for pattern in load_event_patterns():
            if any(word in sentence.skeleton for word in pattern.triggers):
                for found in pattern.expression.regex.finditer(sentence.skeleton):
                    told = _read(sentences, index, found, pattern)
                    if told is not None:
                        yield told


def _read(sentences: Sequence[Sentence], index: int, found: re.Match[str], pattern: EventPattern) -> Told | None:
    sentence = sentences[index]
    roles = read_roles(sentences, index, found, pattern)
    date = date_at(sentence, found.start(), found.end())
    name = found.groupdict().get("name") is not None
    if not (roles.who or roles.what or (name and roles.where)) or (pattern.dated and not date):
        return None
    first, last = clause(sentence.skeleton, found.start(), found.end())
    start, end = sentence.offset(first), sentence.offset(last)
    event = Event(
        id="",
        type=pattern.type.name,
        label=_label(sentence, found, roles),
        date=date,
        place=roles.where[0].ref if roles.where else None,
        participants=tuple(i.ref for i in roles.who if i.ref),
        concerns=tuple(i.ref for i in roles.what if i.ref),
        status=status(sentence, sentence.offset(found.start()), sentence.offset(found.end())),
        confidence=round(pattern.confidence * (CONTEXT_WEIGHT if roles.from_context else 1), 3),
        rule=pattern.rule,
        evidence=(Evidence(sentence.article, start, end),),
    )
    return Told(event, (index, first, last), name)


def _label(sentence: Sentence, found: re.Match[str], roles: Roles) -> str:
    """The event's own name; else its clause, cut to the match where the clause is long, with its subject."""
    if found.groupdict().get("name") is not None:
        label = text(sentence, *named(sentence, *found.span("name")))
        if len(label) > 3:
            return label
    first, last = clause(sentence.skeleton, found.start(), found.end())
    label = text(sentence, first, last)
    if len(label) > LONGEST_LABEL:
        label = text(sentence, found.start(), found.end())
    subject = next((i.text for i in roles.who + roles.what), "")
    return (label if subject in label else subject + label).strip("“”\" ")


def _same(known: Told, told: Told) -> bool:
    """Whether two clauses tell of the same event."""
    a, b = known.event, told.event
    if a.type != b.type or (a.date and b.date and not _agree(a.date, b.date)):
        return False
    if known.at == told.at:
        return True
    if a.concerns or b.concerns:
        if set(a.concerns) & set(b.concerns) and (a.status == b.status):
            return True
    if known.named and told.named:
        return a.label in b.label or b.label in a.label
    return bool(set(a.participants) & set(b.participants)) and a.concerns == b.concerns and a.status == b.status and a.date == b.date


def _agree(a: str, b: str) -> bool:
    """Whether one of two partial dates may be the other: 2024-09 and 2024-09-20, --09-20 and 2024-09-20."""
    a, b = sorted((a, b), key=len)
    return b.startswith(a) or b.endswith(a.lstrip("-"))


def _merge(known: Told, told: Told) -> Told:
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
        evidence=tuple(sorted({*a.evidence, *b.evidence})),
    )
    return Told(event, known.at, known.named or told.named)
