"""What a name consists of: a company's region, core, trade and legal form; a place's stem; short forms of either.

Sources: the four parts of an enterprise name are those of 企业名称登记管理规定 (2020), article 6:
行政区划名称, 字号, 行业或者经营特点, 组织形式.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from kg.lexicon import area_names, rows, words
from kg.text import normalize

_NAMES_KEPT = 400_000  # a large archive has as many
NOISE = re.compile(r"[\s“”\"'‘’《》〈〉「」·•・]")


@functools.lru_cache(_NAMES_KEPT)
def comparable(name: str) -> str:
    """A name as it is compared: half width, no spaces, no quotation marks, one kind of bracket and dash, lower case."""
    return NOISE.sub("", normalize(name)).casefold().replace("—", "-").replace("–", "-")


class CompanyName(NamedTuple):
    """The parts of a registered name; `core` also holds the trade, which has no mark of its own."""

    region: str
    core: str
    legal_form: str


@functools.cache
def company_name(name: str) -> CompanyName:
    """Take an enterprise's name apart; what a part lacks is the empty string.

    A bracketed region (海岳(江海)轴承有限公司) is taken out of the core.
    """
    rest = comparable(name)
    form = next((f for f in _legal_forms() if rest.endswith(f) and len(rest) > len(f) + 1), "")
    rest = rest.removesuffix(form)
    region = next((rest[:n] for n in range(min(8, len(rest) - 2), 1, -1) if rest[:n] in _areas()), "")
    rest = rest.removeprefix(region)
    bracketed = re.search(r"\(([^()]*)\)", rest)
    if bracketed and (bracketed[1] in _areas() or bracketed[1] in words("legal_forms")):
        region = region or (bracketed[1] if bracketed[1] in _areas() else "")
        rest = rest[: bracketed.start()] + rest[bracketed.end() :]
    return CompanyName(region, rest, form)


@functools.cache
def _legal_forms() -> tuple[str, ...]:
    return tuple(sorted(words("legal_forms"), key=lambda form: (-len(form), form)))


@functools.cache
def _areas() -> frozenset[str]:
    return frozenset(comparable(area) for area in area_names())


def is_abbreviation(short: str, full: str) -> bool:
    """Whether `short` picks characters of `full` in order, from its first to its last: 东高新 of 东岭国家高新区."""
    a, b = comparable(short), comparable(full)
    if not 2 < len(a) < len(b) or a[0] != b[0] or a[-2:] not in (b[-2:], b[-3:-1]):
        return False
    rest = iter(b)
    return all(char in rest for char in a)


@functools.cache
def park_short_names(full: str) -> tuple[str, ...]:
    """Short names that a development zone's full name allows: 东高新, 东高新区 and 东岭高新区 of 东岭国家高新区."""
    name = comparable(full)
    for kind, stem in rows("park_stems"):
        region = re.sub(r"(?:国家级?|省级)$", "", name.removesuffix(kind))
        if name.endswith(kind) and len(region) > 1:
            area = _without_level(region)
            return tuple(head + stem + tail for head in (area[0], area) for tail in ("", "区"))
    return ()


def _without_level(area: str) -> str:
    """临江区 as 临江, if two characters are left."""
    stems = (area.removesuffix(level) for level in sorted(words("area_levels")) if area.endswith(level))
    return next((stem for stem in stems if len(stem) > 1), area)
