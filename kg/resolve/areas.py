"""Administrative areas by their official codes (GB/T 2260): what a name means where other areas are named.

The codes come with `ontology/entities.ttl`. A name may have several bearers (鼓楼区); the areas around it, the one
written before it (南京市鼓楼区), and the paper's home decide.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.lexicon import known_names, rows, words
from kg.names import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.lexicon import KnownName

_LONGEST = 11
_LEVEL_SIGNS = tuple("省市区县镇乡村")
_NAMES_KEPT = 400_000


@functools.cache
def _index() -> Mapping[str, tuple[str, ...]]:
    """Every way to write an area's name → the codes that it may mean, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in _areas().values():
        bare = without_level(comparable(entry.name))
        contracted = {bare + level[2:] for level in ("自治州", "自治县") if entry.name.endswith(level)}  # 恩施州
        for form in (entry.name, *entry.aliases, bare, *contracted):
            found[comparable(form)].add(entry.code or "")
    for short, full, *_ in rows("area_abbreviations"):
        found[short] |= found.get(full, set())
    return {form: tuple(sorted(codes)) for form, codes in found.items() if len(form) > 1 or codes}


@functools.cache
def _areas() -> dict[str, KnownName]:
    """Areas by code."""
    return {e.code: e for e in known_names() if e.type == "AdministrativeArea" and e.code is not None}


@functools.cache
def area_forms() -> frozenset[str]:
    """Every name of a known area that is long enough to be told from a word, regions such as 长三角 with them."""
    regions = {comparable(f) for e in known_names() if e.type == "AdministrativeArea" for f in (e.name, *e.aliases)}
    return frozenset(form for form in {*_index(), *regions} if len(form) > 1)


def area_at_start(name: str) -> int:
    """How many characters at the start are the name of a known area, at most; 0 if there is none."""
    if name[:2] not in _edges()[0]:
        return 0
    return next((n for n in range(min(_LONGEST, len(name)), 1, -1) if name[:n] in area_forms()), 0)


def area_at_end(name: str) -> int:
    """How many characters at the end are the name of a known area, at most; 0 if there is none."""
    if name[-2:] not in _edges()[1]:
        return 0
    return next((n for n in range(min(_LONGEST, len(name)), 1, -1) if name[-n:] in area_forms()), 0)


@functools.cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last two characters of the names of all known areas."""
    return frozenset(form[:2] for form in area_forms()), frozenset(form[-2:] for form in area_forms())


@functools.lru_cache(_NAMES_KEPT)
def without_level(area: str) -> str:
    """江海市 as 江海, 延边朝鲜族自治州 as 延边, if two characters are left."""
    for level in _levels():
        stem = area.removesuffix(level)
        if stem != area and len(stem) > 1:
            bare = _ethnic().sub("", stem) if level.startswith("自治") else stem
            return bare if len(bare) > 1 else stem
    return area


@functools.cache
def _levels() -> tuple[str, ...]:
    return tuple(sorted(words("area_levels"), key=lambda level: (-len(level), level)))


@functools.cache
def _ethnic() -> re.Pattern[str]:
    groups = "|".join(sorted(words("ethnic_groups"), key=lambda group: (-len(group), group)))
    return re.compile(rf"(?:{groups})+\Z")


def contains(code: str, other: str) -> bool:
    """Whether the area of the one code lies in that of the other, or is it."""
    level = other.rstrip("0")
    size = 2 if len(level) <= 2 else 4 if len(level) <= 4 else 6
    return code[:size] == other[:size] if other.isdigit() and code.isdigit() else other in (code, "CN")


@functools.lru_cache(_NAMES_KEPT)
def split_areas(name: str) -> tuple[tuple[str, ...], str]:
    """The areas that a comparable name begins with, and what follows: 江苏省, 常州市 and 政府."""
    areas: list[str] = []
    while True:
        size = area_at_start(name)
        if not size or _cuts_level(name, size):
            return tuple(areas), name
        areas.append(name[:size])
        name = name[size:]


def _cuts_level(name: str, end: int) -> bool:
    """Whether the level of an area stands behind a bare name: 江海 of 江海市政府 is no known area."""
    bare = without_level(name[:end]) == name[:end]
    return bare and name[end : end + 1] in _LEVEL_SIGNS and not name.startswith(tuple(words("not_levels")), end)


def codes(name: str) -> tuple[str, ...]:
    """The codes that a name can mean, with those before it in the same name taken into account; () if unknown."""
    form = comparable(name)
    if form in _index():
        return _index()[form]
    areas, rest = split_areas(form)
    if rest or not areas:
        return ()
    return _within(_index().get(areas[-1], ()), [_index().get(area, ()) for area in areas[:-1]])


def is_known_area(name: str) -> bool:
    """Whether the comparable name is that of an area with a code."""
    return bool(codes(name))


def _within(inner: Iterable[str], outer: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The codes that lie in one of each of the others."""
    return tuple(code for code in inner if all(any(contains(code, o) for o in each) for each in outer if each))


@functools.lru_cache(_NAMES_KEPT)
def area_code(name: str, near: frozenset[str] = frozenset()) -> str | None:
    """The code of the area named, where the areas `near` are named beside it; None if it is unknown or not settled.

    Of several bearers the one is meant that lies in most of the areas around it. Where that settles nothing, the bare
    name means the province (海南), or the larger of two areas that lie in one another (吉林).
    """
    found = codes(name)
    if len(found) < 2:
        return next(iter(found), None)
    above = {code: sum(contains(code, other) and other != "CN" for other in near - {code}) for code in found}
    best = max(above.values())
    kept = [code for code in found if above[code] == best]
    if len(kept) == 1:
        return kept[0]
    largest = [code for code in kept if code.endswith("0000") or all(contains(other, code) for other in kept)]
    return largest[0] if len(largest) == 1 and best == 0 else None


def parent_codes(code: str) -> tuple[str, ...]:
    """The codes of the areas that an area lies in, from the nearest: 320412 in 320400, 320000 and CN."""
    chain = []
    if code.isdigit():
        above = (code[:4] + "00", code[:2] + "0000", "CN")
        chain = [each for each in above if each != code and each in _areas()]
    return tuple(chain)


@functools.cache
def known_forms() -> dict[tuple[str, str], str]:
    """(type, name) → the main name, for what everybody knows and has no code: 长江三角洲 → 长三角, 国家发改委 → …."""
    found: dict[tuple[str, str], str] = {}
    for entry in known_names():
        if entry.code is None:
            for form in (entry.name, *entry.aliases):
                found.setdefault((entry.type, comparable(form)), comparable(entry.name))
    return found
