"""Which local things are one, and why.

Rules run from the surest to the weakest. A rule from a short form to a full one links only when the corpus
holds a single bearer that fits: a short form that fits two is linked to neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.lexicon import words
from kg.names import comparable, is_abbreviation, is_short_company
from kg.resolve.cluster import Clusters, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.resolve.local import LocalThing

    Index = dict[str, list[LocalThing]]
    Rule = Callable[
        [LocalThing, str, str, frozenset[str]], bool
    ]  # thing, its short name, a full name, the article's names


_QUOTED = re.compile(r"“(?P<core>[^“”]{3,})”.")


def judge(things: Sequence[LocalThing]) -> tuple[Clusters, list[Link]]:
    """Cluster the things of a corpus. Returns the clusters and every link that was made, with its reason."""
    clusters = Clusters((t.ref for t in things), must_not(things))
    context = _context(things)
    made: list[Link] = []
    for type_, index in sorted(_by_type(things).items()):
        for rule in (_same_name, _quoted, *_short_rules(type_)):
            made += [link for link in sorted(rule(index, clusters, context)) if clusters.join(link.left, link.right)]
    return clusters, made


def must_not(things: Sequence[LocalThing]) -> Iterator[tuple[str, str]]:
    """Pairs that one article names side by side under different names: its own reading held them for two."""
    groups: dict[tuple[str, str], list[LocalThing]] = defaultdict(list)
    for thing in things:
        groups[thing.article, thing.type].append(thing)
    for _, group in sorted(groups.items()):
        keys = {t.ref: _keys(t) for t in group}
        for number, a in enumerate(group):
            yield from ((a.ref, b.ref) for b in group[number + 1 :] if not keys[a.ref] & keys[b.ref])


def _keys(thing: LocalThing) -> set[str]:
    """The names that mean the same thing everywhere: not 园区 or 高新区, which mean another thing in another paper."""
    specific = thing.all_names - words("local_names")
    return {comparable(name) for name in specific or {thing.name}}


def _by_type(things: Sequence[LocalThing]) -> dict[str, Index]:
    out: dict[str, Index] = defaultdict(lambda: defaultdict(list))
    for thing in things:
        for key in _keys(thing):
            out[thing.type][key].append(thing)
    return out


def _context(things: Sequence[LocalThing]) -> dict[str, frozenset[str]]:
    """All names that an article uses, of whatever type."""
    names: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        names[thing.article] |= _keys(thing)
    return {article: frozenset(found) for article, found in names.items()}


def _link(rank: int, a: str, b: str, reason: str) -> Link:
    return Link(rank, min(a, b), max(a, b), reason)


def _same_name(index: Index, _: Clusters, __: dict[str, frozenset[str]]) -> Iterator[Link]:
    for name, bearers in index.items():
        for a, b in pairwise(sorted(bearers, key=lambda t: t.ref)):
            yield _link(0, a.ref, b.ref, f"same name: {name}")


def _quoted(index: Index, clusters: Clusters, _: dict[str, frozenset[str]]) -> Iterator[Link]:
    """三链融合 is “三链融合”新模式, if there is no other “三链融合”…."""
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    for things in index.values():
        for thing in things:
            quoted = _QUOTED.match(thing.name)
            if quoted is not None and comparable(quoted["core"]) in index:
                bearers[comparable(quoted["core"])].setdefault(clusters.root(thing.ref), thing.ref)
    for core, found in bearers.items():
        if len(found) == 1:
            yield from (_link(0, bare.ref, next(iter(found.values())), f"quoted name: {core}") for bare in index[core])


def _short_rules(type_: str) -> Iterator[Callable[[Index, Clusters, dict[str, frozenset[str]]], Iterator[Link]]]:
    for rank, (reason, rule) in enumerate(SHORT_RULES.get(type_, SHORT_RULES["*"]), 1):
        yield lambda index, clusters, context, rank=rank, reason=reason, rule=rule: _short(
            index, clusters, context, (rank, reason, rule)
        )  # type: ignore[misc]


def _short(
    index: Index, clusters: Clusters, context: dict[str, frozenset[str]], rule: tuple[int, str, Rule]
) -> Iterator[Link]:
    """Links from each short name to its one bearer."""
    rank, reason, fits = rule
    for short, things in index.items():
        for thing in things:
            bearers: dict[str, str] = {}
            for full in _candidates(index, short):
                if fits(thing, short, full, context[thing.article]):
                    for other in index[full]:
                        bearers.setdefault(clusters.root(other.ref), other.ref)
            bearers.pop(clusters.root(thing.ref), None)
            if len(bearers) == 1:
                yield _link(rank, thing.ref, next(iter(bearers.values())), f"{reason}: {short}")


def _candidates(index: Index, short: str) -> list[str]:
    """Longer names that share the first two or the last two characters; names of other shapes are never compared."""
    return [
        name
        for name in index
        if len(name) > len(short) and (name[0] == short[0] or name[-2:] == short[-2:] or short[:2] in name)
    ]


def _area(_: LocalThing, short: str, full: str, __: frozenset[str]) -> bool:
    return full.startswith(short) and full[len(short) :] in words("area_levels")


def _company(_: LocalThing, short: str, full: str, __: frozenset[str]) -> bool:
    return is_short_company(short, full)


def _abbreviation(_: LocalThing, short: str, full: str, __: frozenset[str]) -> bool:
    return is_abbreviation(short, full)


def _owned(_: LocalThing, short: str, full: str, names: frozenset[str]) -> bool:
    """江海基地 in an article that names the owner of 海岳科技江海基地."""
    return len(short) > 2 and full.endswith(short) and full[: -len(short)] in names


SHORT_RULES: dict[str, list[tuple[str, Rule]]] = {
    "AdministrativeArea": [("area without its level", _area)],
    "Enterprise": [("short name of a company", _company)],
    "Person": [],
    "*": [("owner left out", _owned), ("abbreviation", _abbreviation)],
}
