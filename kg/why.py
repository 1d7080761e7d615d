"""Why two names are one thing in a graph, or are not: the links between them, or what forbids them."""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from kg.decisions import named
from kg.names import comparable
from kg.resolve.clues import clue_table
from kg.resolve.compare import compare
from kg.resolve.persons import Career, clues
from kg.text import normalize, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Article, Entity
    from kg.resolve import Resolution
    from kg.resolve.judge import Judgement
    from kg.resolve.local import LocalThing

_PAIRS = 400  # names of two entities that are compared, at most


class Step(NamedTuple):
    """Two names, what was found between them, and the sentences in which they stand (article, sentence)."""

    names: tuple[str, str]
    clues: tuple[str, ...]
    score: float
    quotes: tuple[tuple[str, str], ...]


class Why(NamedTuple):
    """The entities that bear the two names, and the steps from the one to the other; one entity, if they are one."""

    entities: tuple[Entity, ...]
    steps: tuple[Step, ...]

    @property
    def one(self) -> bool:
        """Whether the two names are one thing."""
        return len(self.entities) == 1


def bearers(name: str, judgement: Judgement) -> list[int]:
    """The local things of a name, as it is written in a text or in a decision (`Person/张伟@page-1`)."""
    asked = named(name)
    form = comparable(asked.name if asked else name)
    return [
        number
        for number, thing in enumerate(judgement.things)
        if (asked is None or (asked.type == thing.type and asked.article in (None, thing.article)))
        and form in map(comparable, thing.all_names)
    ]


def why(one: Sequence[int], other: Sequence[int], resolution: Resolution, articles: Mapping[str, Article]) -> Why:
    """Explain two sets of local things, none of them empty (`bearers`). `articles` go by their ids."""
    judgement = resolution.judgement
    shared = {judgement.clusters.root(n) for n in one} & {judgement.clusters.root(n) for n in other}
    roots = {judgement.clusters.root(n) for n in (*one, *other)}
    if shared and (set(one) != set(other) or len(roots) == 1):
        inside = [n for n in one if judgement.clusters.root(n) in shared]
        steps = _path(inside, set(other), judgement)
        ends: tuple[int, ...] = (inside[0],)
    else:
        steps, ends = _apart(one, other, judgement)
    entities = tuple(dict.fromkeys(_entity(resolution, judgement.things[n]) for n in ends))
    return Why(entities, tuple(_step(each, judgement, articles) for each in steps))


Compared = tuple[tuple[str, str], tuple[str, ...], tuple[int, int]]  # names, clues, things


def _path(start: Sequence[int], goal: set[int], judgement: Judgement) -> list[Compared]:
    """The shortest chain of links that changes the name; none where one article bears both names."""
    edges: dict[int, list[tuple[int, Compared]]] = defaultdict(list)
    for link in judgement.links:
        a, b = (judgement.number(ref) for ref in link.refs)
        edges[a].append((b, (link.names, link.clues, (a, b))))
        edges[b].append((a, (link.names[::-1], link.clues, (b, a))))
    came: dict[int, tuple[int, Compared] | None] = dict.fromkeys(start)
    queue = deque(start)
    while queue:
        thing = queue.popleft()
        if thing in goal:
            return _back(thing, came)
        for following, compared in edges[thing]:
            if following not in came:
                came[following] = thing, compared
                queue.append(following)
    return []


def _back(thing: int, came: Mapping[int, tuple[int, Compared] | None]) -> list[Compared]:
    steps = []
    while (before := came[thing]) is not None:
        thing, compared = before
        steps.append(compared)
    return steps[::-1]


def _apart(one: Iterable[int], other: Iterable[int], judgement: Judgement) -> tuple[list[Compared], tuple[int, int]]:
    """What stands between two entities: a decision, an article that names both, else their most alike names."""
    clusters = judgement.clusters
    pairs = {tuple(sorted((clusters.root(a), clusters.root(b)))): (a, b) for a, b in product(one, other)}
    found: list[tuple[float, Compared, tuple[int, int]]] = []
    for (a, b), ends in sorted(pairs.items()):
        if a == b:
            continue
        if clusters.decided_apart(a, b):
            things = (judgement.things[ends[0]].name, judgement.things[ends[1]].name)
            return [(things, ("decided-different",), ends)], ends
        compared = max(_compared(a, b, judgement), key=lambda each: (clue_table().score(each[1]), each))
        told = clusters.told_apart(a, b)
        if told is not None:
            names = (judgement.things[told[0]].name, judgement.things[told[1]].name)
            compared = (names, (*compared[1], "told-apart"), told)
        found.append((clue_table().score(compared[1]), compared, ends))
    best = max(found)
    return [best[1]], best[2]


def _compared(a: int, b: int, judgement: Judgement) -> list[Compared]:
    """The names of two clusters, each with each."""
    one, other = judgement.clusters.members(a), judgement.clusters.members(b)
    first, second = judgement.things[a], judgement.things[b]
    if first.type == second.type == "Person":
        none = Career(frozenset(), frozenset(), frozenset())
        careers = [judgement.careers.get(n, none) for n in (a, b)]
        return [((first.name, second.name), clues(first.name, *careers), (a, b))]
    if first.type != second.type and frozenset({first.type, second.type}) not in clue_table().kindred:
        return [((first.name, second.name), ("other-type",), (a, b))]
    names = [{name: n for n in side for name in judgement.things[n].telling} for side in (one, other)]
    pairs = list(product(sorted(names[0]), sorted(names[1])))[:_PAIRS]
    kindred = () if first.type == second.type else ("kindred-type",)
    found = [(pair, (*compare(first.type, *pair), *kindred), (names[0][pair[0]], names[1][pair[1]])) for pair in pairs]
    return found or [((first.name, second.name), ("another-name",), (a, b))]


def _entity(resolution: Resolution, thing: LocalThing) -> Entity:
    return next(each for each in resolution.entities if thing.mentions[0] in each.mentions)


def _step(compared: Compared, judgement: Judgement, articles: Mapping[str, Article]) -> Step:
    names, ids, things = compared
    quotes = tuple(
        (judgement.things[n].article, _sentence(judgement.things[n], articles)) for n in dict.fromkeys(things)
    )
    return Step(names, ids, clue_table().score(ids), quotes)


def _sentence(thing: LocalThing, articles: Mapping[str, Article]) -> str:
    """The sentence of the thing's first mention, or what the article has there."""
    article, first = articles[thing.article], thing.mentions[0]
    around = ((start, end) for start, end, _ in sentences(article) if start <= first.start and first.end <= end)
    start, end = next(around, (first.start, first.end))
    return normalize(article.text[start:end])
