"""Two names of one type → the clues that tell whether they mean one thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.lexicon import words
from kg.names import comparable, is_abbreviation, park_short_names
from kg.resolve.areas import area_code, area_forms, contains, without_level
from kg.resolve.canonical import PLACED, canonical, coded, contracted, placed
from kg.resolve.companies import company, is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.resolve.companies import Company

ABBREVIATED = frozenset({"Institution", "Association", "GovernmentBody"})
QUOTED = re.compile(r"“(?P<core>[^“”]{3,})”.")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十]+(?=[期号届院座])")
_DISTINCT = 4  # characters of a core that needs no trade to be told from others
_NEVER_SHORT = re.compile(r"[\d(),、]")


def compare(kind: str, a: str, b: str) -> tuple[str, ...]:
    """The ids of the clues that hold between two names, whatever is said around them; symmetric."""
    if canonical(kind, a) == canonical(kind, b):
        return ("same-area-code",) if coded(canonical(kind, a)) else ("same-name",)
    short, long = sorted((a, b), key=lambda name: (len(comparable(name)), name))
    found = tuple(dict.fromkeys(_clues(kind, short, long)))
    return found or ("another-name",)


def _clues(kind: str, short: str, long: str) -> Iterator[str]:
    if kind == "Enterprise":
        yield from _companies(
            company(comparable(short)), company(comparable(long)), (comparable(short), comparable(long))
        )
    elif kind == "AdministrativeArea":
        yield from _areas(comparable(short), comparable(long))
    elif kind != "Person":
        yield from _others(kind, comparable(short), comparable(long), QUOTED.match(long))


def numbers(name: str) -> list[str]:
    """The numerals that tell things of one series apart: 二期, 1号, 2024."""
    return _NUMBERS.findall(name)


def _companies(a: Company, b: Company, forms: tuple[str, str]) -> Iterator[str]:
    """Of the shorter and the longer name; whichever has a legal form is the registered one."""
    short, full = (b, a) if a.form and not b.form else (a, b)
    if (foreign := _country_left_out(short, full)) is not None:
        yield foreign
        return
    if _initials(short, full):
        yield "initials"
        return
    yield from _forbidding(short, full)
    if short.core == full.core:
        yield from _same_core(short, full)
    elif full.form and not short.form and _begins(short, full, forms[0]):
        yield "begins"
    else:
        yield "core-differs"


def _begins(short: Company, full: Company, form: str) -> bool:
    """Whether the registered name begins with the short one, with or without its region."""
    inner = len(short.rest) > 2 and short.region in ("", full.region) and full.rest.startswith(short.rest)
    return inner or (len(form) > 2 and (full.region + full.rest).startswith(form))


def _country_left_out(short: Company, full: Company) -> str | None:
    """海曼 is 德国海曼公司; the company in Germany is never the one in 常州."""
    foreign = [each for each in (short, full) if is_foreign(each.region) and not each.bracketed]
    rest = short.rest == full.rest and short.group == full.group and short.branch == full.branch
    if len(foreign) == 1 and rest and {short.region, full.region} == {"", foreign[0].region}:
        return "home-country"
    return None


def _initials(short: Company, full: Company) -> bool:
    """中石化 of 中国石油化工集团, 上汽集团 of 上海汽车集团, 工行 of 中国工商银行."""
    if short.form or short.trades or short.region or short.branch != full.branch or len(full.initials) < 2:
        return False
    if full.trades[-1:] == ("银行",) and full.region in ("", "中国"):
        return short.core == full.core[0] + "行"
    whole = short.core == full.initials and not (short.group and not full.group)
    return whole and (len(short.core) > 2 or short.group)


def _forbidding(short: Company, full: Company) -> Iterator[str]:
    if short.branch != full.branch:
        yield "branch-differs"
    if short.region and full.region and short.region != full.region and not _nested(short.region, full.region):
        yield "region-differs"
    if short.form and full.form and short.form != full.form and "公司" not in (short.form, full.form):
        yield "form-differs"
    if short.group and not full.group and short.core == full.core:
        yield "group-and-member"
    if full.group and short.form and not short.group:
        yield "group-and-member"


def _nested(a: str, b: str) -> bool:
    one, other = area_code(a), area_code(b)
    return bool(one and other and "CN" not in (one, other) and (contains(one, other) or contains(other, one)))


def _same_core(short: Company, full: Company) -> Iterator[str]:
    if short.trades[-1:] == ("股份",) and not short.form:
        stock = full.form.startswith("股份") and _in_order("".join(short.trades[:-1]), "".join(full.trades))
        yield "stock-name" if stock else "form-differs"
    elif short.form and full.form:
        both = "form-unsaid" if short.form != full.form else "same-parts"
        yield both if short.trades == full.trades else "trade-differs"
    elif short.group:
        yield "group-name" if short.specific == full.specific else "trade-differs"
    elif short.branch and short.trades == full.trades:
        yield "core-and-trade"
    elif not short.trades:
        yield from _bare(short, full)
    elif not _in_order("".join(short.trades), "".join(full.trades)):
        yield "trade-differs"
    elif full.form or short.trades == full.trades:
        yield "core-and-trade"
    else:
        yield "bare-core"


def _bare(short: Company, full: Company) -> Iterator[str]:
    """A core without a trade: sure only where the full name has none of its own either."""
    if short.region:
        yield "region-and-core" if full.form and (full.region or not full.specific) else "bare-core"
    else:
        distinct = len(full.core) >= _DISTINCT or not full.specific
        yield "whole-core" if full.form and distinct else "bare-core"
    if full.bracketed and not short.region:
        yield "local-company"


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _areas(short: str, long: str) -> Iterator[str]:
    one, other = canonical("AdministrativeArea", short), canonical("AdministrativeArea", long)
    if coded(one) and coded(other):
        yield "another-name"
    elif without_level(long) == short and not coded(other):
        yield "level-left-out"
    elif not coded(other):
        areas, rest = placed("AdministrativeArea", long)
        if areas and rest == short:
            yield "area-left-out"


def _others(kind: str, short: str, long: str, quoted: re.Match[str] | None) -> Iterator[str]:
    if quoted is not None and comparable(quoted["core"]) == short:
        yield "quoted-core"
    if kind in PLACED:
        areas, rest = placed(kind, long)
        if areas and rest == contracted(short) and len(rest) > 3:
            yield "area-left-out"
    if kind == "Park":
        names = park_short_names(long)
        if short in names or (is_abbreviation(short, long) and len(short) < 4):
            yield "zone-short-name"
    if kind in ABBREVIATED:
        yield from _abbreviated(short, long)
    if numbers(short) != numbers(long):
        yield "number-differs"


def _abbreviated(short: str, long: str) -> Iterator[str]:
    """清华 of 清华大学, 北航 of 北京航空航天大学, 哈工大 of 哈尔滨工业大学."""
    end = next((word for word in ("大学", "学院", "医院") if long.endswith(word)), "")
    full = short.endswith((*words("institution_suffixes"), *words("body_suffixes")))
    if end == "大学" and long == short + end and short not in area_forms():
        yield "kind-left-out"
    elif not full and not _NEVER_SHORT.search(short) and short[0] == long[0] and len(short) < 6:
        inner = len(short) == 2 and end in ("大学", "学院") and short[1] in long[2 : -len(end)]
        if inner or is_abbreviation(short, long) or (end == "大学" and _of_university(short, long)):
            yield "abbreviation"


def _of_university(short: str, long: str) -> bool:
    """哈工大 and 南理工: characters in order, with 大 or the end of what stands before 大学."""
    return _in_order(short, long) and (short[-1] == "大" or (len(short) > 2 and short[-1] == long[-3]))
