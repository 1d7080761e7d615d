"""What the name of a project is composed of: 海岳工业机器人生产项目 is the company 海岳 and the product 工业机器人."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from kg.lexicon import area_names, rows, words
from kg.nlp.ngrams import is_common

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADS = (2, 3, 4)  # lengths of a company's short name that are tried


class Composition(NamedTuple):
    """Offsets in the project's name: it begins with the company, which ends where the product begins."""

    company_end: int
    product_end: int | None  # None where what follows is no product


def composition(name: str) -> Composition | None:
    """The parts of a project's name, if it begins with a company's short name."""
    end = _end().search(name)
    core = name[: end.start()] if end is not None else name
    company_end = _company_end(core)
    if company_end is None:
        return None
    product = core[company_end:]
    return Composition(company_end, len(core) if len(product) > 1 and not _no_product().search(product) else None)


def listed(name: str) -> list[tuple[int, int]]:
    """The products in a name that lists them: 滚动轴承、船用阀门和绞车项目; none where a member is no product."""
    end = _end().search(name)
    core = name[: end.start()] if end is not None else name
    members = [match.span() for match in re.finditer(r"[^、和及]+", core)]
    plain = all(
        stop - start > 1 and re.fullmatch(r"[\u4e00-\u9fffA-Za-z-]+", name[start:stop]) for start, stop in members
    )
    return members if plain and not any(_no_product().search(name[start:stop]) for start, stop in members) else []


def _company_end(core: str) -> int | None:
    if "公司" in core:
        return None
    marked = _marked().match(core)
    if marked is not None and not is_common(core[:2]) and len(core) - marked.end() > 1:
        longer = [
            found for at in (2, 3) if (found := _begins().match(core, at)) is not None and found.end() > marked.end()
        ]
        if not longer:
            return marked.end()
    for length in _HEADS:
        head = core[:length]
        if _begins().match(core, length) and not _is_word(head):
            return length
    return None


def _is_word(head: str) -> bool:
    """Whether it is, or begins with, a word of the language or the name of an area."""
    return any(
        part in area_names()
        or part in words("modifiers")
        or part in words("industries")
        or part in words("leading_verbs")
        or is_common(part)
        for part in (head, head[:2], head[-2:])
    ) or bool(re.search(r"[^\u4e00-\u9fff]|[的和与及市区县镇省年月第]", head))


@functools.cache
def _end() -> re.Pattern[str]:
    """The end of a project's name, behind the product."""
    works = "|".join(row[0] for row in rows("project_works"))
    return re.compile(rf"(?:(?:{works}|[一二三四五]期|及|和)*(?:项目|工程)?(?:[一二三四五](?:、[一二三四五])?期)?)\Z")


@functools.cache
def _no_product() -> re.Pattern[str]:
    return re.compile(_any(words("not_a_product_ends")) + r"\Z")


@functools.cache
def _marked() -> re.Pattern[str]:
    return re.compile(
        f"[\u4e00-\u9fff]{{2,3}}{_any(words('company_words') - (words('industries') - {'科技'}) - words('modifiers'))}"
    )


@functools.cache
def _begins() -> re.Pattern[str]:
    return re.compile(_any(words("modifiers") | words("industries")))


def _any(alternatives: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(alternatives, key=lambda word: (-len(word), word)))) + ")"
