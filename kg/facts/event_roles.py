"""Who took part in an event, what it was about and where it was: read from the clause that tells of it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.event_text import clause
from kg.facts.pattern_language import kinds_of, role_items
from kg.facts.posts import grammar
from kg.facts.sentence import KIND_CHAR, KINDS
from kg.facts.topic import subject_at
from kg.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.event_patterns import EventPattern
    from kg.facts.sentence import Item, Sentence
    from kg.model import Ref

ACTORS = frozenset(kinds_of("Actor"))
PEOPLE = frozenset({"Person"})


def _chars(kinds: Sequence[str]) -> str:
    return "".join(KIND_CHAR[kind] for kind in kinds)


PLACE = _chars(kinds_of("Place"))
ACTOR, ANY = _chars(sorted(ACTORS)), _chars(KINDS[:-3])
TITLE, PERSON, AREA = KIND_CHAR["Title"], KIND_CHAR["Person"], KIND_CHAR["AdministrativeArea"]
BEFORE = re.compile(rf"(?:^|[,。;])(?:在|赴|来到)([{PLACE}]+),$")  # 在某地, before the clause
HEADED = re.compile(rf"(?:[{ACTOR}]*{TITLE}[、,兼 ]?)+{PERSON}")  # 某局局长、某会会长某某
ADDRESS = re.compile(rf"{AREA}(?=[{ANY}])")  # an area before a name is part of an address


@dataclass(slots=True)
class Roles:
    """The items that hold an event's roles, each in order and once."""

    who: list[Item]
    what: list[Item]
    where: list[Item]
    from_context: bool = False


def read_roles(sentences: Sequence[Sentence], index: int, found: re.Match[str], pattern: EventPattern) -> Roles | None:
    """The roles of a match: those that the pattern names, those of its clause, and who the context speaks of.

    None where the pattern asks for another text of a role.
    """
    sentence = sentences[index]
    first, last = clause(sentence.skeleton, found.start(), found.end())
    roles = Roles([], [], [])
    for role in pattern.expression.roles:
        getattr(roles, role.name).extend(role_items(found, role, sentence))
    if any(not text.search(i.text) for name, text in pattern.texts.items() for i in getattr(roles, name)):
        return None
    stated = len(roles.what)
    _add_others(roles, sentence, found.span() if pattern.own else (first, last), pattern)
    nobody = pattern.context == PEOPLE and all(item.kind not in PEOPLE for item in roles.who)
    if pattern.context and (nobody or not roles.who) and len(roles.what) == stated:
        spoken = subject_at(sentences, index, sentence.offset(first), pattern.context)
        if spoken is not None:
            roles.from_context = True
            name = pattern.context_role or ("who" if spoken.kind in pattern.type.who else "what")
            getattr(roles, name).append(spoken)
    headed = _headed(sentence)
    people = [item for item in roles.who if item not in headed] or roles.who
    return Roles(_once(people), _once(roles.what), _once(roles.where), roles.from_context)


def organisers(sentence: Sentence, found: re.Match[str], roles: Roles) -> tuple[Ref, ...]:
    """The bodies and areas that stand before the words of a match: 某区 of 某区举办…活动."""
    before = sentence.offset(found.start())
    return tuple(i.ref for i in roles.who if i.ref and i.kind in ACTORS and i.end <= before)


def _add_others(roles: Roles, sentence: Sentence, bounds: tuple[int, int], pattern: EventPattern) -> None:
    """Give the clause's other items the role that their kind and the word before them allow."""
    taken = {*roles.who, *roles.what, *roles.where, *_headed(sentence)}
    spoken = _at().finditer(sentence.skeleton, *bounds)
    places = {at: at == m.end() - 1 for m in spoken for at in range(m.start(1), m.end(1))}
    for at, item in _free(sentence, bounds):
        if at in places:
            roles.where.extend([item] if places[at] and item.kind in pattern.type.where else [])
        elif item in taken:
            continue
        elif pattern.context_role == "what" and item.kind in pattern.context:
            roles.what.append(item)
        elif item.kind in pattern.type.who:
            roles.who.append(item)
        elif item.kind in pattern.type.what:
            roles.what.append(item)
    place = BEFORE.search(sentence.skeleton[: bounds[0]])
    where = sentence.item_at(place.end(1) - 1) if place and not roles.where else None
    if where is not None and where.kind in pattern.type.where:
        roles.where.append(where)


def _free(sentence: Sentence, bounds: tuple[int, int]) -> Iterator[tuple[int, Item]]:
    """The named things of a stretch, less parts of addresses and the reporters of a byline."""
    for at in range(*bounds):
        item = sentence.item_at(at)
        if item is None or item.ref is None or ADDRESS.match(sentence.skeleton, at):
            continue
        title = sentence.item_at(at - 1) if item.kind == "Person" and at else None
        if title is None or title.kind != "Title" or grammar().kind(title.text) != "none":
            yield at, item


def _headed(sentence: Sentence) -> set[Item]:
    """The bodies that only tell whose title a person has."""
    spans = [m.span() for m in HEADED.finditer(sentence.skeleton)]
    items = [sentence.item_at(at) for span in spans for at in range(*span)]
    return {item for item in items if item is not None and item.kind in ACTORS}


def _once(items: list[Item]) -> list[Item]:
    return list({item.ref: item for item in items if item.ref}.values())


@functools.cache
def _at() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(row[0] for row in rows('arrivals'))})[“‘]?([{PLACE}]+)")
