"""Figures inside names: 年产10万吨精密铸件项目 says what the project makes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Evidence, Observation
from kg.quantities import find_quantities
from kg.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.sentence import Item, Sentence

_KINDS = frozenset(("Project",))
_CONFIDENCE = 0.7
_APART = ("CCY_", "PER", "YR", "MO", "DAY", "HR", "MIN")  # QUDT names of money, shares and time
_VOLTAGE = "KiloV"  # the class of a line, not a size
_SIZES = frozenset(("头", "台", "辆", "套", "件", "只", "吨", "方", "架", "艘"))
_NOUN = re.compile(r"[^\d()]{0,20}?(?=\(|项目|工程|生产线|基地|产业园|\Z)")


def named_sizes(sentences: Sequence[Sentence]) -> Iterator[Observation]:
    """The sizes in the names of projects, each once an article."""
    seen: set[str] = set()
    for sentence in sentences:
        for item in sentence.items:
            if item.kind in _KINDS and item.ref is not None and item.ref not in seen:
                found = list(_sizes(sentence, item))
                if found:
                    seen.add(item.ref)
                yield from found


def _sizes(sentence: Sentence, item: Item) -> Iterator[Observation]:
    if not any(char.isdigit() for char in item.text):
        return
    for quantity in find_quantities(item.text):
        if quantity.unit not in _SIZES and not _physical(quantity.unit):
            continue
        noun = _NOUN.match(item.text, quantity.end)
        yearly = "年产" if item.text[: quantity.start].endswith("年产") else ""
        words = yearly + (noun[0] if noun else "") or "规模"
        evidence = (Evidence(sentence.article, item.start, item.end),)
        yield Observation(
            about=item.ref or "",
            indicator=words if yearly else f"{words}规模".replace("规模规模", "规模"),
            value=quantity.value,
            unit=quantity.unit,
            kind="actual",
            confidence=_CONFIDENCE,
            rule="observation:name",
            evidence=evidence,
            value_to=quantity.value_to,
            bound=quantity.bound,
        )


def _physical(unit: str) -> bool:
    """Whether QUDT knows the unit, money, shares and time apart."""
    known = units().get(unit.partition("/")[0])
    return known is not None and bool(known.base) and not known.base.startswith(_APART) and known.base != _VOLTAGE
