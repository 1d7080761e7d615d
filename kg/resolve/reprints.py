"""The same story in two papers: what a reprint tells, edited or not, is what the first print told.

Articles are prints of one story if the sentences that they share make up half of the shorter one. In such a group, who
is named in a shared sentence is the same; and an event or a figure that several prints tell is told alike by all, with
the date of the earliest, so that it fuses to one fact with evidence from each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from kg.model import Event, Observation
from kg.text import bare, sayings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from kg.model import Article, Fact, Mention, Ref

F = TypeVar("F", Event, Observation)

_STOCK = 50  # articles; what more of them say is a set phrase
_SHARE = 0.5  # of the shorter article that prints of one story have in common
_ALIKE = 0.6  # of the shorter quote's pairs of characters that the other has too


class Retold(NamedTuple):
    """The facts, with those of reprints told alike, and pairs of local things that are one."""

    facts: list[Fact]
    same: list[tuple[Ref, Ref]]


def retold(
    articles: Iterable[Article],
    mentions: Mapping[str, Sequence[Mention]],
    facts: Iterable[Fact],
    said: Mapping[str, bytes],
) -> Retold:
    """Find the prints of one story and have them tell alike; the order of the input shows in that of the facts only.

    `mentions` and `said`, the `sayings`, are those of articles by id; the latter as far as they are known.
    """
    prints = [
        _Print(each, said[each.id] if each.id in said else sayings(each)) for each in sorted(articles, key=_earliest)
    ]
    groups = _groups(prints)
    place = {each.id: n for n, group in enumerate(groups) for each in group}
    named = {each: [mention for mention in mentions.get(each, ()) if not mention.reference] for each in place}
    told: dict[int, list[Event | Observation]] = defaultdict(list)
    kept = list(facts)
    for fact in kept:
        group = place.get(fact.evidence[0].article)
        if group is not None and isinstance(fact, Event | Observation):
            told[group].append(fact)
    alike = {fact: new for n, group in enumerate(groups) for fact, new in _alike(group, told[n])}
    return Retold(
        [alike.get(fact, fact) for fact in kept],
        [pair for group in groups for pair in _same(group, named)],
    )


class _Print:
    """An article, and its `sayings` as rows: start, end, size and hash of each."""

    def __init__(self, article: Article, said: bytes) -> None:
        self.id = article.id
        self.article = article
        self.sayings = np.frombuffer(said, dtype="<i8").reshape(-1, 4)
        self.size = int(self.sayings[:, 2].sum())

    def said(self, start: int, end: int) -> str:
        """What stands there, without spaces and marks."""
        return bare(self.article.text[start:end])


def _earliest(article: Article) -> tuple[bool, str, str]:
    """In the order of publication; those without a date last."""
    return article.published is None, article.published or "", article.id


def _groups(prints: Sequence[_Print]) -> list[list[_Print]]:
    """The prints of each story that has several, the earliest first."""
    first = list(range(len(prints)))  # of the group that a print is in

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = number = first[first[number]]
        return number

    for (one, other), size in sorted(_shared(prints).items()):
        if size >= _SHARE * min(prints[one].size, prints[other].size):
            a, b = sorted((root(one), root(other)))
            first[b] = a
    groups: dict[int, list[_Print]] = defaultdict(list)
    for number, each in enumerate(prints):
        groups[root(number)].append(each)
    return [group for group in groups.values() if len(group) > 1]


def _shared(prints: Sequence[_Print]) -> Counter[tuple[int, int]]:
    """How many characters of sentences two prints share, for each pair that shares any."""
    rows = np.concatenate([np.zeros((0, 4), dtype="<i8"), *(each.sayings for each in prints)])
    holders = np.repeat(np.arange(len(prints)), [len(each.sayings) for each in prints])
    order = np.argsort(rows[:, 3], kind="stable")
    _, starts, counts = np.unique(rows[order, 3], return_index=True, return_counts=True)
    shared: Counter[tuple[int, int]] = Counter()
    some = (counts > 1) & (counts <= _STOCK)
    for start, count in zip(starts[some].tolist(), counts[some].tolist(), strict=True):
        for pair in combinations(holders[order[start : start + count]].tolist(), 2):
            shared[pair] += int(rows[order[start], 2])
    return shared


def _same(group: Sequence[_Print], named: dict[str, list[Mention]]) -> Iterator[tuple[Ref, Ref]]:
    """The things of a later print that stand by the same name in a sentence of an earlier one."""
    known: dict[tuple[int, str, str], Ref] = {}
    for each in group:
        own: dict[tuple[int, str, str], Ref] = {}
        for start, end, _, said in each.sayings.tolist():
            for mention in named[each.id]:
                if start <= mention.start and mention.end <= end:
                    own.setdefault((said, mention.type, each.said(mention.start, mention.end)), mention.ref)
        yield from dict.fromkeys((known[place], ref) for place, ref in own.items() if place in known)
        known = own | known


def _alike(group: Sequence[_Print], facts: Sequence[Event | Observation]) -> Iterator[tuple[Fact, Fact]]:
    """The events and figures that several prints tell, each with how all shall tell it."""
    prints = {each.id: each for each in group}
    order = {each.id: number for number, each in enumerate(group)}
    ordered = sorted(facts, key=lambda fact: (order[fact.evidence[0].article], fact.evidence, repr(fact)))
    events = _tellings([fact for fact in ordered if isinstance(fact, Event)], prints, lambda e: (e.type, e.status))
    number = {fact.id: n for n, telling in enumerate(events) for fact in telling}

    def frame(fact: Observation) -> tuple[object, ...]:
        whom = number.get(fact.about, fact.about.partition("#")[2])
        return whom, fact.indicator, fact.value, fact.value_to, fact.unit, fact.bound, fact.kind

    for telling in events:
        if len(telling) > 1:
            yield from zip(telling, _one_event(telling), strict=True)
    for told in _tellings([fact for fact in ordered if isinstance(fact, Observation)], prints, frame):
        period = _date(fact.period for fact in told)
        yield from ((fact, replace(fact, period=period)) for fact in told if len(told) > 1)


def _tellings(facts: Sequence[F], prints: Mapping[str, _Print], frame: Callable[[F], Hashable]) -> list[list[F]]:
    """Facts of one frame whose quotes are alike, at most one of each print; `facts` come print by print."""
    tellings: list[list[F]] = []
    of_frame: dict[Hashable, list[int]] = defaultdict(list)
    quoted: dict[F, frozenset[str]] = {fact: _pairs(prints, fact) for fact in facts}
    for _, of_print in groupby(facts, lambda fact: fact.evidence[0].article):
        own = list(of_print)
        fits = [
            (_overlap(quoted[fact], quoted[told]), -n, -at)
            for at, fact in enumerate(own)
            for n in of_frame[frame(fact)]
            for told in tellings[n]
        ]
        taken: dict[int, int] = {}  # fact → telling
        for score, n, at in sorted(fits, reverse=True):
            if score >= _ALIKE and -at not in taken and -n not in taken.values():
                taken[-at] = -n
        for at, fact in enumerate(own):
            if at not in taken:
                taken[at] = len(tellings)
                tellings.append([])
                of_frame[frame(fact)].append(taken[at])
            tellings[taken[at]].append(fact)
    return tellings


def _pairs(prints: Mapping[str, _Print], fact: Event | Observation) -> frozenset[str]:
    """The pairs of neighbouring characters in the fact's quotes."""
    quotes = [prints[each.article].said(each.start, each.end) for each in fact.evidence]
    return frozenset(quote[at : at + 2] for quote in quotes for at in range(len(quote) - 1))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)


def _one_event(telling: Sequence[Event]) -> Iterator[Event]:
    """Each event with what all of them tell."""
    date = _date(event.date for event in telling)
    place = next((event.place for event in telling if event.place), None)
    who = tuple(dict.fromkeys(ref for event in telling for ref in event.participants))
    what = tuple(dict.fromkeys(ref for event in telling for ref in event.concerns))
    for event in telling:
        yield replace(event, label=telling[0].label, date=date, place=place, participants=who, concerns=what)


def _date(dates: Iterable[str | None]) -> str | None:
    """The first date, as exact as any that agrees with it."""
    known = [date for date in dates if date]
    fits = [date for date in known if date.startswith(known[0]) or date.endswith(known[0].lstrip("-"))]
    return max(fits, key=len, default=None)
