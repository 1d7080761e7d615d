"""The written form that all ways to write one name share: 江苏省发展和改革委员会 and 江苏发改委."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from kg.lexicon import rows, words
from kg.names import comparable
from kg.resolve.areas import area_code, codes, known_forms, split_areas, without_level
from kg.resolve.companies import company

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES_KEPT = 400_000
_NEST = "/"  # parts of a company's key
_ENDS = {  # what a name of the type may have or lack
    "Industry": re.compile(r"(?<=..)(?:产业|行业|领域)\Z"),
    "Project": re.compile(r"(?<=..)(?:建设项目|建设工程|项目|工程)\Z"),
    "Policy": re.compile(r"\A关于(?:印发)?"),
}
PLACED = frozenset({"Park", "Institution", "Association", "Facility", "Cluster"})  # often with an area before them
_LEVEL = re.compile(r"\A([\u4e00-\u9fff]{2,3})[省市区县](?=[\u4e00-\u9fff]{2})")
_CODED = "code:"


@functools.lru_cache(_NAMES_KEPT)
def canonical(kind: str, name: str, near: frozenset[str] = frozenset()) -> str:
    """The key of a name of that type; `near` are the codes of the areas named around it."""
    form = comparable(name)
    form = known_forms().get((kind, form), form)
    if kind in _IN_CONTEXT:
        return _IN_CONTEXT[kind](form, near)
    if kind in PLACED:
        return _placed_key(kind, form)
    return _ENDS[kind].sub("", form) if kind in _ENDS else contracted(form)


def coded(key: str) -> str | None:
    """The code of an area's key."""
    return key.removeprefix(_CODED) if key.startswith(_CODED) else None


def _company_key(form: str) -> str:
    parts = company(form)
    group = "集团" if parts.group else ""
    return _NEST.join((parts.region, parts.core, "+".join(parts.trades), parts.form + group, parts.branch))


def _area_key(form: str, near: frozenset[str]) -> str:
    inside = codes(form)
    code = area_code(form, near) if inside else None
    return _CODED + code if code else form


def _body_key(form: str, near: frozenset[str]) -> str:
    """The code of its area and what it is called there."""
    areas, rest = split_areas(contracted(form))
    if not areas or not rest:
        return contracted(form)
    code = area_code("".join(areas), near)
    return f"{code or without_level(areas[-1])}{_NEST}{rest}"


@functools.lru_cache(_NAMES_KEPT)
def placed(kind: str, name: str) -> tuple[tuple[str, ...], str]:
    """The areas that the name of a park, institution or facility begins with, and the rest, contracted."""
    form = contracted(comparable(name))
    if kind == "Park":
        form = re.sub(r"(?<=..)国家(?=.{2})", "", form)
    areas, rest = split_areas(form)
    return (areas, rest) if rest else ((), form)


def _placed_key(kind: str, form: str) -> str:
    areas, rest = placed(kind, form)
    return without_level(areas[-1]) + rest if areas else _LEVEL.sub(r"\1", rest)


@functools.lru_cache(_NAMES_KEPT)
def contracted(form: str) -> str:
    """A comparable name with the usual contractions made."""
    if not _contractible().search(form):
        return form
    for pattern, short in _contractions():
        form = pattern.sub(short, form)
    return form


@functools.cache
def _contractible() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{long})" for long, *_ in rows("contractions")))


@functools.cache
def _contractions() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(long), short[0] if short else "") for long, *short in rows("contractions"))


_IN_CONTEXT: dict[str, Callable[[str, frozenset[str]], str]] = {
    "Enterprise": lambda form, _: _company_key(form),
    "Person": lambda form, _: form,
    "AdministrativeArea": _area_key,
    "GovernmentBody": _body_key,
}


def is_local(kind: str, name: str) -> bool:
    """Whether a name means a thing only inside one article: 园区, 高新区, 集团."""
    return name in words("local_names") or (kind == "GovernmentBody" and name in words("home_bodies"))
