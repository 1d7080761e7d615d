"""Which local things are one, and why: candidates are compared, judged by the table of clues, and clustered.

From the surest to the weakest, so that no order of the input matters: decisions of people, equal names, short names of
one bearer, owners left out, kindred types, and persons last, by organisations that are known by then.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kg.engine import LocalEngine
from kg.memo import memoized_each, runs
from kg.resolve.bearers import Bearers
from kg.resolve.candidates import candidates
from kg.resolve.canonical import coded
from kg.resolve.clues import clue_table
from kg.resolve.cluster import Clusters
from kg.resolve.compare import compare
from kg.resolve.owners import owned
from kg.resolve.persons import meetings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.engine import Engine
    from kg.model import Fact, Ref
    from kg.resolve.local import LocalThing
    from kg.resolve.persons import Career

Fit = tuple[float, str, tuple[str, ...]]  # the sum of the clues, the full name, the clues

_SEVERAL = "several-bearers"
_RUN = 64  # short names, with the full ones that each might stand for, that are compared in one go


class Link(NamedTuple):
    """Two local things that were compared: what they are called, the clues that hold, and their sum."""

    score: float
    names: tuple[str, str]
    refs: tuple[Ref, Ref]
    clues: tuple[str, ...]


@dataclass(slots=True)
class Judgement:
    """The clusters, every link that joined two of them, what was left open, and what persons are by their posts."""

    clusters: Clusters
    things: Sequence[LocalThing]
    bearers: Bearers
    links: list[Link] = field(default_factory=list)
    doubts: list[Link] = field(default_factory=list)
    careers: dict[int, Career] = field(default_factory=dict)

    def number(self, ref: Ref) -> int:
        """The number of the thing with that ref; things are sorted by it."""
        return bisect_left(self.things, ref, key=lambda thing: thing.ref)

    def link(self, one: int, other: int, names: tuple[str, str], clues: tuple[str, ...]) -> None:
        """Join two things if the clues suffice and nothing forbids it; else leave it open, if they nearly do."""
        table = clue_table()
        score = table.score(clues)
        refs = (self.things[one].ref, self.things[other].ref)
        if score >= table.merge:
            if self.clusters.join(one, other, decided=score == float("inf")):
                self.links.append(Link(score, names, refs, clues))
        elif score >= table.doubt:
            self.doubts.append(Link(score, names, refs, clues))


def judge(  # noqa: PLR0913 - what it is made of, and who works
    things: Sequence[LocalThing],
    facts: Iterable[Fact] = (),
    *,
    home: Sequence[str] = (),
    links: Iterable[tuple[int, int, tuple[str, ...]]] = (),
    apart: Iterable[tuple[Iterable[int], Iterable[int]]] = (),
    engine: Engine | None = None,
) -> Judgement:
    """Cluster the things of a corpus.

    `links` are known from elsewhere, with their clues; `apart` is what people have decided; things by their numbers.
    `engine` compares the pairs of names.
    """
    bearers = Bearers(things, home)
    judgement = Judgement(Clusters(bearers.places, apart), things, bearers)
    for one, other, clues in links:
        judgement.link(one, other, (things[one].name, things[other].name), clues)
    _equal_names(judgement)
    for kind in sorted(bearers.by_name):
        if kind != "Person":
            _short_names(judgement, kind, engine or LocalEngine())
    for one, other, names, clues in owned(things, bearers, judgement.clusters):
        judgement.link(one, other, names, clues)
    _kindred(judgement)
    _persons(judgement, facts)
    return judgement


def _equal_names(judgement: Judgement) -> None:
    """Join the bearers of one key; those that an article tells apart make a second set, and so on."""
    several = [found for found in judgement.bearers.by_key.items() if len(found[1]) > 1 and found[0][0] != "Person"]
    for (_, key), bearers in sorted(several):
        clues = ("same-area-code",) if coded(key) else ("same-name",)
        firsts = bearers[:1]
        for thing in bearers[1:]:
            for first in firsts:
                judgement.link(first, thing, (judgement.things[first].name, judgement.things[thing].name), clues)
                if judgement.clusters.root(first) == judgement.clusters.root(thing):
                    break
            else:
                firsts.append(thing)


def _short_names(judgement: Judgement, kind: str, engine: Engine) -> None:
    """Link every short name to the one full name that it fits."""
    fits: dict[str, list[Fit]] = defaultdict(list)
    pairs = runs(candidates(kind, sorted(judgement.bearers.by_name[kind])), itemgetter(0), _RUN)
    for fitting in memoized_each(_fitting, ((kind, run) for run in pairs), engine.map):
        for short, score, full, clues in json.loads(fitting):
            fits[short].append((score, full, tuple(clues)))
    levels = sorted({score for found in fits.values() for score, _, _ in found}, reverse=True)
    by_level: dict[float, list[str]] = defaultdict(list)
    for short, found in sorted(fits.items()):
        for score in {score for score, _, _ in found}:
            by_level[score].append(short)
    for level in levels:
        for short in by_level[level]:
            _one_bearer(judgement, kind, short, (level, fits[short]))


def _fitting(asked: tuple[str, Iterable[tuple[str, str]]]) -> bytes:
    """Of pairs of names of a type those of which one may stand for the other, with score and clues: JSON."""
    kind, pairs = asked
    table, found = clue_table(), []
    for short, full in pairs:
        clues = compare(kind, short, full)
        if (score := table.score(clues)) >= table.doubt:
            found.append((short, score, full, clues))
    return json.dumps(found).encode("ascii")


def _one_bearer(judgement: Judgement, kind: str, short: str, fits: tuple[float, list[Fit]]) -> None:
    """Link a short name at one level of sureness, if all names that it fits are of one bearer."""
    level, found = fits
    by_name, clusters = judgement.bearers.by_name[kind], judgement.clusters
    for own in _firsts(clusters, by_name[short]):
        bearers: dict[int, tuple[float, str, tuple[str, ...], int]] = {}
        for score, full, clues in sorted(found, key=lambda fit: (-fit[0], fit[1])):
            if score >= min(level, clue_table().merge):
                for thing in _firsts(clusters, by_name[full]):
                    root = clusters.root(thing)
                    if root != clusters.root(own) and clusters.told_apart(own, thing) is None:
                        bearers.setdefault(root, (score, full, clues, thing))
        several = (_SEVERAL,) if len(bearers) > 1 else ()
        for _, (score, full, clues, thing) in sorted(bearers.items()):
            if score == level:
                judgement.link(own, thing, (short, full), clues + several)


def _firsts(clusters: Clusters, things: Iterable[int]) -> list[int]:
    """One thing of each cluster that the things are in."""
    found: dict[int, int] = {}
    for thing in things:
        found.setdefault(clusters.root(thing), thing)
    return list(found.values())


def _kindred(judgement: Judgement) -> None:
    """Join things of one name that two articles have read as two kindred types."""
    by_key = judgement.bearers.by_key
    pairs = sorted(tuple(sorted(pair)) for pair in clue_table().kindred)
    for kind, other in pairs:
        for key in sorted(key for of, key in by_key if of == kind and (other, key) in by_key):
            for one in _firsts(judgement.clusters, by_key[kind, key]):
                for two in _firsts(judgement.clusters, by_key[other, key]):
                    names = (judgement.things[one].name, judgement.things[two].name)
                    judgement.link(one, two, names, ("same-name", "kindred-type"))


def _persons(judgement: Judgement, facts: Iterable[Fact]) -> None:
    careers = judgement.careers = judgement.bearers.careers(facts, judgement.clusters)
    for key, things in sorted(_named_persons(judgement.bearers.by_key).items()):
        met = sorted(meetings(things, careers, key), key=lambda m: (-m.score, m.one, m.other))
        bare = {thing for thing in things if thing not in careers}
        for meeting in met:
            if not bare & {meeting.one, meeting.other} or {meeting.one, meeting.other} <= bare:
                judgement.link(meeting.one, meeting.other, (key, key), meeting.clues)
        posted = {judgement.clusters.root(thing) for thing in things if thing not in bare}
        for meeting in met:
            if meeting.one in bare and meeting.other not in bare:
                several = (_SEVERAL,) if len(posted) > 1 else ()
                judgement.link(meeting.one, meeting.other, (key, key), meeting.clues + several)


def _named_persons(by_key: Mapping[tuple[str, str], list[int]]) -> dict[str, list[int]]:
    return {key: things for (kind, key), things in by_key.items() if kind == "Person" and len(things) > 1}
