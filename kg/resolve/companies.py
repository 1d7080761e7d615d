"""An enterprise's name taken apart: region, core, trades, legal form, and the branch that it may be.

The four parts are those of 企业名称登记管理规定 (2020), article 6: 行政区划名称, 字号, 行业或者经营特点, 组织形式.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from kg.lexicon import known_names, rows, words
from kg.names import comparable
from kg.resolve.areas import area_at_end, area_at_start, area_forms, without_level

_NAMES_KEPT = 400_000
_GROUP = "集团"
_BRACKET = re.compile(r"\(([^()]*)\)")


class Company(NamedTuple):
    """The parts of a name; what it lacks is empty."""

    region: str  # without its level: 江苏
    core: str  # 字号
    trades: tuple[str, ...]
    form: str  # one of "", "公司", "有限公司", "股份有限公司" …
    group: bool
    branch: str  # 江海分公司
    bracketed: bool  # whether the region stands in brackets, as with the local companies of foreign ones

    @property
    def rest(self) -> str:
        """Core and trades as one."""
        return self.core + "".join(self.trades)

    @property
    def specific(self) -> tuple[str, ...]:
        """The trades that tell companies apart."""
        return tuple(trade for trade in self.trades if trade not in _generic())

    @property
    def initials(self) -> str:
        """The first characters of its parts: 中石化 of 中国石油化工."""
        return "".join(part[0] for part in (self.region, self.core, *self.trades) if part)


@functools.lru_cache(_NAMES_KEPT)
def company(name: str) -> Company:
    """Take an enterprise's name apart."""
    rest, branch = _branch(comparable(name))
    rest, form = _form(rest)
    region, bracketed = "", False
    for inside in _BRACKET.findall(rest):
        if inside == _GROUP:
            rest = rest.replace(f"({inside})", _GROUP)
        elif inside in area_forms():
            region, bracketed = without_level(inside), True
            rest = rest.replace(f"({inside})", "")
    group = rest.endswith(_GROUP) and len(rest) > len(_GROUP) + 1
    rest = rest.removesuffix(_GROUP) if group else rest
    if not region:
        rest, region = _region(rest)
    core, trades = _trades(rest)
    return Company(region, core, trades, form, group, branch, bracketed)


def _branch(name: str) -> tuple[str, str]:
    """The company, and what branch of it is named: 海岳科技 and 江海分公司; 江苏银行 and 常州分行."""
    for word in _branch_words() if name.endswith(_branch_words()) else ():
        if name.endswith(word) and len(name) > len(word) + 2:
            head = name.removesuffix(word)
            parent = _after_form(head) or _before_area(head)
            return (parent, name[len(parent) :]) if len(parent) > 1 else (name, "")
    parent = _before_area(name.removesuffix("公司")) if name.endswith("公司") else ""  # 海岳移动江苏公司
    return (parent, name[len(parent) :]) if len(parent) > 2 else (name, "")


def _after_form(head: str) -> str:
    """The part that ends with a legal form, else with 集团 or 银行; empty if none does."""
    found = re.match(r".{2,}(?:公司)(?=.)", head) or re.match(r".{2,}?(?:集团|银行)(?=.)", head)
    return found[0] if found else ""


def _before_area(head: str) -> str:
    """The part before an area at the end; empty if there is none."""
    size = area_at_end(head[2:])
    return head[:-size] if size else ""


@functools.cache
def _branch_words() -> tuple[str, ...]:
    return tuple(sorted(words("branch_ends"), key=lambda word: (-len(word), word)))


def _form(name: str) -> tuple[str, str]:
    """The name without its legal form, and the form; 集团 stays with the name, and limited is limited."""
    for form in _forms() if name.endswith(_forms()) else ():
        if name.endswith(form) and len(name) > len(form) + 1:
            kind = form.removeprefix(f"({_GROUP})").removeprefix(_GROUP)
            return name.removesuffix(form) + (_GROUP if kind != form else ""), kind.replace("有限责任", "有限")
    return name, ""


@functools.cache
def _forms() -> tuple[str, ...]:
    own = {form for form in words("legal_forms") if form.endswith(("公司", "企业", "合作社", "所", "户", ")"))}
    return tuple(sorted(own, key=lambda form: (-len(form), form)))


def _region(rest: str) -> tuple[str, str]:
    """The name without the areas it begins or ends with, and the smallest of these; a name keeps a core of its own."""
    region = ""
    while (size := area_at_start(rest[:-2])) and (_is_country(rest[:size]) or _has_core(rest[size:])):
        region, rest = without_level(rest[:size]), rest[size:]
    if not region:
        head = _before_area(rest)
        if head and _has_core(head) and len(_trades(head)[1]) > 0:
            region, rest = without_level(rest[len(head) :]), head
    return rest, region


def _has_core(rest: str) -> bool:
    """Whether something is left that is no trade."""
    core, _ = _trades(rest)
    return len(rest) > 1 and core not in _trade_words()


@functools.cache
def _countries() -> frozenset[str]:
    areas = (entry for entry in known_names() if entry.type == "AdministrativeArea")
    names = (form for area in areas if area.code and len(area.code) == 2 for form in (area.name, *area.aliases))
    return frozenset(comparable(name) for name in names)


def _is_country(area: str) -> bool:
    return area in _countries()


def is_foreign(region: str) -> bool:
    """Whether a region is a country other than ours."""
    return _is_country(region) and region != "中国"


def _trades(rest: str) -> tuple[str, tuple[str, ...]]:
    """The core and the trades behind it; the core keeps two characters at least."""
    trades: list[str] = []
    while True:
        sizes = range(min(_longest_trade(), len(rest) - 2), 0, -1)
        size = next((n for n in sizes if rest[-n:] in _trade_words()), 0)
        if not size:
            return rest, tuple(reversed(trades))
        trades.append(rest[-size:])
        rest = rest[:-size]


@functools.cache
def _trade_words() -> frozenset[str]:
    every = words("company_words") | words("industries") | words("trades") | words("modifiers")
    return frozenset(word.casefold() for word in every if len(word) > 1)


@functools.cache
def _longest_trade() -> int:
    return max(map(len, _trade_words()))


@functools.cache
def _generic() -> frozenset[str]:
    return frozenset(row[0] for row in rows("trades") if "generic" in row[1:])
