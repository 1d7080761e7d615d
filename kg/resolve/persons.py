"""Which persons of one name are one: by their posts and the organisations they hold them in.

One person's new post makes no second person; posts that no one person combines tell two of a name apart.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.lexicon import rows, words
from kg.names import comparable
from kg.resolve.areas import contains
from kg.resolve.clues import clue_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 40  # different careers of one name that are compared each with each; of more, only those that share a post
_COMBINED = frozenset({frozenset({"business", "association"}), frozenset({"business", "academic"})}) | frozenset(
    frozenset({sector, "association"}) for sector in ("official", "academic")
)


class Career(NamedTuple):
    """What an article says of a person: where the posts are, in which areas (codes), in which walks of life."""

    organizations: frozenset[int]  # clusters of the organisations
    areas: frozenset[str]
    sectors: frozenset[str]


class Meeting(NamedTuple):
    """Two groups of local things of one name, and the clues between them."""

    score: float
    one: int  # a thing of the one, and of the other
    other: int
    clues: tuple[str, ...]


@functools.cache
def _sectors() -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    by_word = tuple((word, sector) for word, sector in rows("sectors") if not word.startswith("/"))
    return by_word, {word[1:]: sector for word, sector in rows("sectors") if word.startswith("/")}


def sector(title: str, organization_type: str | None) -> str | None:
    """The walk of life of a post, if title or organisation tell it."""
    by_word, by_type = _sectors()
    said = next((sector for word, sector in by_word if word in title), None)
    return said or (by_type.get(organization_type) if organization_type else None)


def meetings(things: Sequence[int], careers: dict[int, Career], name: str) -> Iterator[Meeting]:
    """Compare the things of one name, those of one career as one."""
    groups: dict[Career, int] = {}
    for thing in things:
        career = careers.get(thing, _NONE)
        first = groups.setdefault(career, thing)
        if first != thing:
            yield Meeting(_score(name, career, career), first, thing, clues(name, career, career))
    posts = {career: thing for career, thing in groups.items() if career.sectors or career.organizations}
    for one, other in _pairs(list(posts)):
        yield Meeting(_score(name, one, other), posts[one], posts[other], clues(name, one, other))
    for career, thing in groups.items():
        if career not in posts:
            yield from (Meeting(_score(name, career, c), thing, t, clues(name, career, c)) for c, t in posts.items())


_NONE = Career(frozenset(), frozenset(), frozenset())


def _pairs(careers: list[Career]) -> Iterator[tuple[Career, Career]]:
    if len(careers) <= _MOST:
        yield from ((one, other) for n, one in enumerate(careers) for other in careers[n + 1 :])
        return
    sharing: dict[object, list[Career]] = defaultdict(list)
    for career in careers:
        for shared in (*career.organizations, *career.areas):
            sharing[shared].append(career)
    for group in sharing.values():
        yield from pairwise(group)


def _score(name: str, one: Career, other: Career) -> float:
    return clue_table().score(clues(name, one, other))


def clues(name: str, one: Career, other: Career) -> tuple[str, ...]:
    """The ids of the clues that hold between two local things of that name."""
    return (*_rarity(name), *_between(one, other))


def _rarity(name: str) -> Iterator[str]:
    form = comparable(name)
    if form in words("frequent_names"):
        yield "frequent-name"
    else:
        yield "short-name" if len(form) < 3 else "rare-name"


def _between(one: Career, other: Career) -> Iterator[str]:
    if not (one.sectors or one.organizations) or not (other.sectors or other.organizations):
        yield "no-post"
    elif one.organizations & other.organizations:
        yield "same-organization"
    elif one.sectors & other.sectors:
        yield from _same_sector(one, other)
    elif any(frozenset({a, b}) in _COMBINED for a in one.sectors for b in other.sectors):
        yield "near-sector"
    elif one.sectors and other.sectors:
        yield "other-sector"
    else:
        yield "other-organization"


def _same_sector(one: Career, other: Career) -> Iterator[str]:
    if "press" in one.sectors & other.sectors:
        yield "both-press"
    elif one.areas and other.areas:
        related = any(contains(a, b) or contains(b, a) for a in one.areas for b in other.areas)
        yield "same-area" if related else "other-area"
    else:
        yield "other-organization"
