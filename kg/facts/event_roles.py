"""Who took part in an event, what it was about, where and when it was: read from the clause that tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.pattern_language import kinds_of, role_items
from kg.facts.posts import grammar
from kg.facts.sentence import KIND_CHAR
from kg.facts.topic import subject_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.facts.event_patterns import EventPattern
    from kg.facts.sentence import Item, Sentence
    from kg.model import Ref

PLACES, ACTORS = frozenset(kinds_of("Place")), frozenset(kinds_of("Actor"))
CLAUSE_END = ",。;:!?\n"
AT = re.compile(r"(?:在|于|赴|到|来到|来|前往|走进|落户|入驻|抵达|位于|落子|进驻|选址|深入)[“‘]?$")
DATE, TITLE = KIND_CHAR["Date"], KIND_CHAR["Title"]
BYLINE = rf"\([^()]{{0,40}}[{TITLE}记][^()]{{0,40}}\)"
DATELINE = re.compile(rf"[^,。;()]{{0,24}}(?:{BYLINE}|(?:[电讯]|消息|报道)\s*(?:\([^()]{{0,40}}\)| ))\s*")
# what may stand before the name of a meeting or festival, up to its last occurrence
LEAD_WORDS = (
    "[在于由将向]|举办的|举行的|召开的|主办的|承办的|出席|参加|贯彻|落实|学习|传达|主持|关心"
    "|日前|近日|昨日|昨天|今天|当天|期间"
)
LEAD = re.compile(rf"^.*(?:{LEAD_WORDS}|{DATE}(?:上午|下午|晚上|晚)?)(?=.)")


@dataclass(slots=True)
class Roles:
    """The items that hold an event's roles, each in order and once."""

    who: list[Item]
    what: list[Item]
    where: list[Item]
    from_context: bool = False


def clause(skeleton: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause around a match; the dateline before it is no part of it."""
    story = dateline_end(skeleton)
    first = max(skeleton.rfind(mark, 0, start) for mark in CLAUSE_END) + 1
    ends = [at for mark in CLAUSE_END if (at := skeleton.find(mark, end)) >= 0]
    if first < story <= start:
        first = story
    return first, min(ends, default=len(skeleton))


def dateline_end(skeleton: str) -> int:
    """Where the story begins: behind 本报讯(记者 某某)."""
    dateline = DATELINE.match(skeleton)
    return dateline.end() if dateline else 0


def read_roles(sentences: Sequence[Sentence], index: int, found: re.Match[str], pattern: EventPattern) -> Roles:
    """The roles of a match: those that the pattern names, those of its clause, and who the context speaks of."""
    sentence = sentences[index]
    first, last = clause(sentence.skeleton, found.start(), found.end())
    roles = Roles([], [], [])
    for role in pattern.expression.roles:
        getattr(roles, role.name).extend(role_items(found, role, sentence))
    stated = len(roles.what)
    _place_others(roles, sentence, found.span() if pattern.own else (first, last), (found.start(), pattern))
    if pattern.context and not roles.who and len(roles.what) == stated:
        spoken = subject_at(sentences, index, sentence.offset(first), pattern.context)
        if spoken is not None:
            roles.from_context = True
            role = pattern.context_role or ("who" if spoken.kind in pattern.type.who else "what")
            getattr(roles, role).append(spoken)
    return Roles(_once(roles.who), _once(roles.what), _once(roles.where), roles.from_context)


def _place_others(roles: Roles, sentence: Sentence, bounds: tuple[int, int], match: tuple[int, EventPattern]) -> None:
    """Give the clause's other items the role that their kind and the word before them allow."""
    told, pattern = match
    skeleton, taken = sentence.skeleton, {*roles.who, *roles.what, *roles.where}
    for at in range(*bounds):
        item = sentence.item_at(at)
        if item is None or item.ref is None or item in taken:
            continue
        before, after = skeleton[max(0, at - 3) : at], skeleton[at + 1 : at + 2]
        if _aside(sentence, item, at) or (after == TITLE and item.kind in ACTORS and at < told):
            continue  # a reporter; a body that only tells whose title follows
        if item.kind in PLACES and AT.search(before):
            roles.where.extend([item] if item.kind in pattern.type.where else [])
        elif item.kind == "AdministrativeArea" and sentence.item_at(at + 1 if at + 1 < len(skeleton) else at) not in (
            None,
            item,
        ):
            continue  # an area before a name is part of an address
        elif pattern.context_role == "what" and item.kind in pattern.context:
            roles.what.append(item)
        elif item.kind in pattern.type.who:
            roles.who.append(item)
        elif item.kind in pattern.type.what:
            roles.what.append(item)


def _aside(sentence: Sentence, item: Item, at: int) -> bool:
    """Whether an item is a person whom the byline names: 记者某某报道."""
    title = sentence.item_at(at - 1) if item.kind == "Person" and at else None
    return title is not None and title.kind == "Title" and grammar().kind(title.text) == "none"


def date_at(sentence: Sentence, start: int, end: int) -> str | None:
    """The date of what stands at `skeleton[start:end]`: of its clause, else the nearest before it in the sentence."""
    first, last = clause(sentence.skeleton, start, end)
    dated = [(at, item) for at, item in _items(sentence, "Date") if item.date and item.date.value and at < last]
    inside = [item for at, item in dated if at >= first]
    best = inside[0] if inside else dated[-1][1] if dated else None
    return best.date.value if best and best.date else None


def named(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The bounds of an event's name in the skeleton, without what leads to it."""
    lead = LEAD.match(sentence.skeleton[start:end])
    start += lead.end() if lead else 0
    while start < end and sentence.skeleton[start] in "的了“,、 " + DATE:
        start += 1
    return start, end


def text(sentence: Sentence, start: int, end: int) -> str:
    """The characters that stand at `skeleton[start:end]`."""
    return sentence.slice(sentence.offset(start), _end_offset(sentence, end))


def _end_offset(sentence: Sentence, end: int) -> int:
    item = sentence.item_at(end - 1) if end else None
    return item.end if item else sentence.offset(end - 1) + 1


def _items(sentence: Sentence, kind: str) -> Iterable[tuple[int, Item]]:
    char = KIND_CHAR[kind]
    for at, found in enumerate(sentence.skeleton):
        if found == char and (item := sentence.item_at(at)) is not None:
            yield at, item


def _once(items: list[Item]) -> list[Item]:
    return list({item.ref: item for item in reversed(items) if item.ref}.values())[::-1]


def organisers(sentence: Sentence, found: re.Match[str], roles: Roles) -> tuple[Ref, ...]:
    """The bodies and areas that stand before the words of a match: 某区 of 某区举办…活动."""
    before = sentence.offset(found.start())
    return tuple(i.ref for i in roles.who if i.ref and i.kind in ACTORS and i.end <= before)
