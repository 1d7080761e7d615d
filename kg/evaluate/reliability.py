"""Whether facts are right as often as their confidence says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ALL = "fact"
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Judged(NamedTuple):
    """A fact of the graph in one document: what kind of fact, how sure the graph is of it, and whether it is right."""

    kind: str  # "relation", "position", "observation", "event"
    confidence: float
    right: bool


class Bin(NamedTuple):
    """The facts whose confidence is at least `low` and below `high`, or 1 where `high` is."""

    low: float
    high: float
    facts: int
    said: float  # their mean confidence; 0 where there are none
    right: float  # the share of them that is right; 0 where there are none


class Reliability(NamedTuple):
    """Facts of one kind by their confidence."""

    bins: tuple[Bin, ...]
    error: float  # the expected calibration error: how far right is from said, on average over the facts


def reliability(judged: Sequence[Judged]) -> dict[str, Reliability]:
    """All facts, under "fact", and those of each kind."""
    kinds = [ALL, *sorted({each.kind for each in judged})]
    return {kind: _reliability([each for each in judged if kind in (ALL, each.kind)]) for kind in kinds}


def _reliability(judged: Sequence[Judged]) -> Reliability:
    bins = tuple(_bin(low, high, judged) for low, high in pairwise(_EDGES))
    total = sum(each.facts for each in bins)
    error = sum(each.facts * abs(each.right - each.said) for each in bins) / total if total else 0.0
    return Reliability(bins, error)


def _bin(low: float, high: float, judged: Iterable[Judged]) -> Bin:
    inside = [each for each in judged if low <= each.confidence < high or each.confidence == high == _EDGES[-1]]
    said = sorted(each.confidence for each in inside)  # sums of the same numbers in one order are the same
    count = len(inside) or 1
    return Bin(low, high, len(inside), sum(said) / count, sum(each.right for each in inside) / count)
