"""Figures as a Chinese reader writes them: 350000000 元 is 3.5亿元, > is 超, a range is 300～500."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.iri import canonical_decimal

if TYPE_CHECKING:
    from kg.model import Observation

SCALES = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
DECIMALS = Decimal("0.0001")
BOUNDS = {">": "超", "<": "低于", "~": "约"}


def figure_text(observation: Observation) -> str:
    """The figure with its bound, scale and unit: 超3.5亿元, 300～500家, 约12%."""
    ends = [observation.value] if observation.value_to is None else [observation.value, observation.value_to]
    scale, name = _scale(ends)
    numbers = "～".join(_grouped(end / scale) for end in ends)
    return f"{BOUNDS.get(observation.bound or '', '')}{numbers}{name}{observation.unit}"


def _scale(ends: list[Decimal]) -> tuple[Decimal, str]:
    """The largest scale in which no end is below one and each has at most four decimals."""
    for scale, name in SCALES:
        if all(abs(end) >= scale and (end / scale).quantize(DECIMALS) * scale == end for end in ends):
            return scale, name
    return Decimal(1), ""


def _grouped(value: Decimal) -> str:
    whole, dot, part = canonical_decimal(value).partition(".")
    return f"{int(whole):,}{dot}{part}" if abs(int(whole)) >= 10**4 else f"{whole}{dot}{part}"
