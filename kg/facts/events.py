"""Events: what happened or will, who took part, what it was about, when and where; and who organised it.

A pattern finds the words that tell of an event, the clause around them fills its roles. A sentence that only says
who attended (出席, 参加, 见证) adds its persons to the event told before it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.event_merge import SHORT_NAME, Told, merge
from kg.facts.event_patterns import event_patterns_in, organised
from kg.facts.event_roles import organisers, read_roles
from kg.facts.event_text import clause, date_at, dateline_end, named, text
from kg.facts.pattern_language import role_items
from kg.facts.qualifiers import status
from kg.lexicon import words
from kg.model import Event, Evidence, Relation, event_ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.event_patterns import EventPattern
    from kg.facts.event_roles import Roles
    from kg.facts.sentence import Item, Sentence
    from kg.model import Ref

LONGEST_LABEL = 48
CONTEXT_WEIGHT = 0.9  # an event whose actor only the context tells
GATHERINGS = ("会议", "活动", "签约", "成立", "培训宣讲", "发布", "调研检查", "开工")
ORGANISED = ("会议", "活动", "培训宣讲")
ORGANISING = re.compile("主办|承办")
POINTING = re.compile("[此本这该][次届个场]|该")  # 此次会议: no name
ORGANISING_CONFIDENCE = 0.8


def events(sentences: Sequence[Sentence]) -> tuple[list[Event], list[Relation]]:
    """One article's events in order of first telling, and issuedBy from events to their organisers."""
    merged = [_with_attendance(told, sentences) for told in _spans(merge(_told(sentences)), len(sentences))]
    out = [(replace(told.event, id=event_ref(sentences[0].article, n)), told) for n, told in enumerate(merged, 1)]
    return [event for event, _ in out], [_issued(event, ref) for event, told in out for ref in told.organisers]


def _issued(event: Event, organiser: Ref) -> Relation:
    confidence = round(event.confidence * ORGANISING_CONFIDENCE, 3)
    return Relation(event.id, "issuedBy", organiser, event.status, confidence, event.rule, event.evidence[:1])


def _told(sentences: Sequence[Sentence]) -> Iterator[Told]:
    for index, sentence in enumerate(sentences):
        if sentence.block in ("byline", "credit"):
            continue
        for pattern in event_patterns_in(sentence):
            for found in pattern.expression.regex.finditer(sentence.narrow, dateline_end(sentence.skeleton)):
                told = _read(sentences, index, found, pattern)
                if told is not None:
                    yield told


def _read(sentences: Sequence[Sentence], index: int, found: re.Match[str], pattern: EventPattern) -> Told | None:
    sentence = sentences[index]
    first, last = clause(sentence.skeleton, found.start(), found.end())
    if _attending().search(sentence.skeleton[first : found.start() + 2]):
        return None
    roles = read_roles(sentences, index, found, pattern)
    if roles is None:
        return None
    date = date_at(sentence, found.start(), found.end())
    label, name = _label(sentence, found, roles)
    if not (roles.who or roles.what or (name and len(label) > SHORT_NAME)) or not _timed(pattern, date):
        return None
    event = Event(
        id="",
        type=pattern.type.name,
        label=label,
        date=date,
        place=roles.where[0].ref if roles.where else None,
        participants=tuple(i.ref for i in roles.who if i.ref),
        concerns=tuple(i.ref for i in roles.what if i.ref),
        status=status(sentence, sentence.offset(found.start()), sentence.offset(found.end())),
        confidence=round(pattern.confidence * (CONTEXT_WEIGHT if roles.from_context else 1), 3),
        rule=pattern.rule,
        evidence=(Evidence(sentence.article, sentence.offset(first), sentence.offset(last)),),
    )
    organised_by = organisers(sentence, found, roles) if pattern.organiser else ()
    return Told(event, (index, first, last), name, organised_by, pattern.joint)


def _timed(pattern: EventPattern, date: str | None) -> bool:
    """Whether the date is of the sort that the pattern asks for."""
    return bool(date or not pattern.dated) and not (pattern.once and date and "/" in date)


def _label(sentence: Sentence, found: re.Match[str], roles: Roles) -> tuple[str, bool]:
    """The event's own name and True; else its clause, cut to the match where the clause is long, with its subject."""
    if found.groupdict().get("name") is not None:
        label = text(sentence, *named(sentence, *found.span("name"))).strip('“”" ')
        if len(label) > SHORT_NAME - 2 and not POINTING.match(label):
            return label, True
    first, last = clause(sentence.skeleton, found.start(), found.end())
    label = text(sentence, first, last)
    if len(label) > LONGEST_LABEL:
        label = text(sentence, found.start(), last)[:LONGEST_LABEL]
    subject = next((_name(i) for i in roles.who + roles.what), "")
    return (label if subject in label else subject + label).strip('“”" '), False


def _name(item: Item) -> str:
    return item.mention.name if item.mention and item.mention.reference else item.text


def _spans(told: list[Told], end: int) -> Iterator[tuple[Told, range]]:
    """Each gathering with the numbers of the sentences after it, up to the next one; other events with none."""
    starts = sorted({one.at[0] for one in told if one.event.type in GATHERINGS})
    first = {one.at[0]: one for one in reversed(told) if one.event.type in GATHERINGS}
    for one in told:
        after = next((n for n in starts if n > one.at[0]), end)
        yield one, range(one.at[0], after) if first.get(one.at[0]) is one else range(0)


def _with_attendance(spanned: tuple[Told, range], sentences: Sequence[Sentence]) -> Told:
    """Add to a gathering who attended and who organised it, as the sentences up to the next one say."""
    told, span = spanned
    said = [sentences[n] for n in span if sentences[n].block == "body"]
    people = [i.ref for s in said if _attending().search(s.text) for i in s.items if i.kind == "Person" and i.ref]
    bodies = [ref for s in said if ORGANISING.search(s.text) for ref in _organisers(s)]
    if told.event.type not in ORGANISED:
        bodies = []
    if not people and not bodies:
        return told
    everyone = tuple(dict.fromkeys((*told.event.participants, *bodies, *people)))
    organisers_ = tuple(dict.fromkeys((*told.organisers, *bodies)))
    return replace(told, event=replace(told.event, participants=everyone), organisers=organisers_)


def _organisers(sentence: Sentence) -> list[Ref]:
    roles = organised().roles
    found = organised().regex.finditer(sentence.narrow)
    return [i.ref for m in found for role in roles for i in role_items(m, role, sentence) if i.ref]


@functools.cache
def _attending() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("attending"))))
