"""Whether two names of one type in one article mean the same thing, by their shapes."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from kg.lexicon import area_names, known_names, rows, words
from kg.names import company_name, comparable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_AREA_ENDS = re.compile(r"(?<=..)(?:特别行政区|自治区|自治州|自治县|地区|区域|街道|省|市|区|县|州|镇|乡|村)$")
_FIELD_ENDS = re.compile(r"(?<=..)(?:产业|行业|领域|业)$")
_PROJECT_ENDS = re.compile(r"(?<=..)(?:建设项目|项目|工程)$")
_LIST_ENDS = re.compile(r"(?:企业)?(?:名单|榜单|称号)?$")
_PHASE = re.compile(r"[一二三四五]期")
_NAMES_KEPT = 20_000  # plain forms remembered


def is_same(kind: str, short: str, long: str, forms: Sequence[str]) -> bool:
    """Whether `short` means what the longer `long` means; `forms` are all names of that type in the article."""
    a, b = plain(short), plain(long)
    if a == b:
        return True
    if kind == "Enterprise":
        return _same_company(short, long, forms)
    return _SAME.get(kind, _ends_alike)(a, b)


@functools.lru_cache(maxsize=_NAMES_KEPT)
def plain(name: str) -> str:
    """A name with its usual contractions made: 江海市人民政府 as 江海市政府."""
    text = comparable(name)
    for full, short in _short_forms():
        if full in text:
            text = text.replace(full, short)
    return text


@functools.cache
def _short_forms() -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in rows("short_forms"))


def _same_company(short: str, long: str, forms: Sequence[str]) -> bool:
    a, b = comparable(short), comparable(long)
    parts, own = company_name(long), company_name(short)
    if b.endswith(a) and b.removesuffix(a) in _countries():
        return True
    whole = parts.region + parts.core
    if own.legal_form.endswith("公司") and own.legal_form != parts.legal_form:
        return own.core == parts.core and own.region in ("", parts.region)
    if not parts.legal_form or own.legal_form.endswith("公司") or (_is_branch(b) and not _is_branch(a)):
        return False
    if a.endswith("集团"):
        return "集团" in b and whole.replace("集团", "").removeprefix(parts.region).startswith(a.removesuffix("集团"))
    if parts.region and a.startswith(parts.region) and len(a) > len(parts.region) + 1:
        return _in_order(a, whole)
    regional = parts.region and any(
        form.startswith(parts.region + parts.core[:2]) and len(form) < len(long) and form != long for form in forms
    )
    return (
        not regional
        and len(a) > 1
        and (parts.core.startswith(a) or (len(a) > 3 and a[:2] == parts.core[:2] and _in_order(a, parts.core)))
    )


def _is_branch(name: str) -> bool:
    return any(word in name for word in words("branch_words"))


@functools.cache
def _countries() -> frozenset[str]:
    areas = (entry for entry in known_names() if entry.type == "AdministrativeArea")
    return frozenset(("中国", *(area.name for area in areas if area.code is not None and len(area.code) == 2)))


def _in_order(short: str, long: str) -> bool:
    """The characters of the one stand in the other, in order."""
    rest = iter(long)
    return all(char in rest for char in short)


@functools.cache
def area_key(name: str) -> str:
    """The same for all forms of an area's name: 江海 for 江海市 and 江海; 上海 for 沪."""
    return _AREA_ENDS.sub("", _abbreviated().get(name, name))


@functools.cache
def _abbreviated() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("area_abbreviations")}


def _same_area(a: str, b: str) -> bool:
    if area_key(a) == area_key(b):
        return True
    prefix = b.removesuffix(a)
    return prefix != b and len(prefix) > 1 and (prefix in area_names() or _AREA_ENDS.search(prefix) is not None)


def _same_field(a: str, b: str) -> bool:
    return _FIELD_ENDS.sub("", a) == _FIELD_ENDS.sub("", b)


def _same_project(a: str, b: str) -> bool:
    if _PHASE.findall(a) != _PHASE.findall(b):
        return False
    x, y = _PROJECT_ENDS.sub("", a), _PROJECT_ENDS.sub("", b)
    return x == y or y.endswith(x) or (len(x) > 2 and x[:2] == y[:2] and x != a and y != b and _in_order(x, y))


def _same_honor(a: str, b: str) -> bool:
    return _LIST_ENDS.sub("", a) == _LIST_ENDS.sub("", b)


@functools.cache
def _campaign_ends() -> re.Pattern[str]:
    return re.compile(rf"(?<=..)(?:{'|'.join(row[0] for row in rows('campaign_ends'))})$")


def _same_campaign(a: str, b: str) -> bool:
    return _campaign_ends().sub("", a) == _campaign_ends().sub("", b) or b.endswith(a)


def _same_park(a: str, b: str) -> bool:
    if b.startswith(a):
        return b.removeprefix(a) in words("park_suffixes")
    return (
        b.endswith(a)
        or (len(a) > 2 and _in_order(a, b) and b[-1] == a[-1])
        or (a[0] == b[0] and a[-2:] in b[-4:] and _in_order(a, b))
    )


def _same_institution(a: str, b: str) -> bool:
    own = a.endswith(tuple(words("own_institution_ends")))
    return b.endswith(a) or (len(a) <= 3 and a[0] == b[0] and not own and _in_order(a, b))


def _same_product(a: str, b: str) -> bool:
    """The longer is the shorter with a modifier before it."""
    return len(a) > 2 and b.endswith(a) and b.removesuffix(a) in words("modifiers")


def _ends_alike(a: str, b: str) -> bool:
    """The longer is the shorter with something before it: 临江区科技局 and 科技局."""
    return len(a) > 1 and b.endswith(a)


def _never(_a: str, _b: str) -> bool:
    return False


_SAME: dict[str, Callable[[str, str], bool]] = {
    "AdministrativeArea": _same_area,
    "Industry": _same_field,
    "Project": _same_project,
    "Honor": _same_honor,
    "Initiative": _same_campaign,
    "Park": _same_park,
    "Institution": _same_institution,
    "Association": _same_institution,
    "Person": _never,
    "Product": _same_product,
}
