"""Centres for the discs of communities: each as near as it fits to those that it belongs to and is linked with.

Discs are placed one by one, each where it touches two placed ones and overlaps none, so that they lie tight at any
number, and small ones fill the gaps that large ones leave. Source: the greedy tangent placement of Wang et al. 2006,
with links as its cost.
"""

from __future__ import annotations

import math
from bisect import insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from kg.layout.communities import Community

    Array = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Pulls = list[tuple[int, float]]  # a placed disc, and how strongly it pulls
    Beside = tuple[float, float, float, float]  # a disc by its gap to another, x, y, radius

BETWEEN = 5.0  # between two discs
TRIED = 32  # spots that are looked at together, the best first
STRONGEST = 3.0  # the pull of all that a disc is linked with, and of its family's middle; that of the origin is 1


def packed(whole: Community, radii: Array) -> Array:
    """Centres around the origin for the undivided communities of `whole`, in their order, with discs of these radii."""
    packing = _Packing(radii)
    for number, (family, pulls) in enumerate(_relatives(whole)):
        packing.add(number, family, pulls)
    middle = (packing.centres * (radii**2)[:, None]).sum(axis=0) / max(float((radii**2).sum()), 1.0)
    balanced: Array = packing.centres - middle
    return balanced


def ringed(centres: Array, radii: Array) -> Array:
    """The centres of the first discs as they are given, and of the others in rings around these."""
    rim = float((np.hypot(*centres.T) + radii[: len(centres)]).max(initial=0))
    at, turn, ring = [*centres.tolist()], math.tau, 0.0
    for number in range(len(centres), len(radii)):
        half = math.asin((radii[number] + BETWEEN / 2) / ring) if ring else math.pi
        if turn + 2 * half > math.tau:
            widest = float(radii[number:].max())
            turn, ring, rim = 0.0, rim + widest + BETWEEN, rim + 2 * widest + BETWEEN
            half = math.asin((radii[number] + BETWEEN / 2) / ring)
        at.append([ring * math.cos(turn + half), ring * math.sin(turn + half)])
        turn += 2 * half
    return np.array(at).reshape(-1, 2)


def _relatives(whole: Community) -> Iterator[tuple[range, Pulls]]:
    """For each undivided community its family (see below) and what it is linked with, as far as placed before it."""
    order = whole.undivided()
    owner = {node: number for number, each in enumerate(order) for node in each.nodes}
    linked: list[dict[int, float]] = [{} for _ in order]
    for a, b, weight in whole.links:
        first, second = sorted((owner[a], owner[b]))
        if first != second:
            linked[second][first] = linked[second].get(first, 0.0) + weight
    for number, family in enumerate(_families(whole.parts or (whole,), 0, None)):
        most = max(1.0, sum(linked[number].values()) / STRONGEST)
        yield family, [(other, weight / most) for other, weight in sorted(linked[number].items())]


def _families(parts: Sequence[Community], start: int, around: range | None) -> Iterator[range]:
    """The numbers of the placed discs of the same parent, or of its parent if there are none yet; none at the top."""
    number = start
    for part in parts:
        family = range(0) if around is None else range(start, number) or around
        if not part.parts:
            yield family
            number += 1
            continue
        for inner in _families(part.parts, number, family):
            yield inner
            number += 1


@dataclass
class _Packing:
    """Discs placed so far, and the pairs of them that a further one might touch on either side."""

    radii: Array
    centres: Array = field(init=False)
    rest: Array = field(init=False)  # the largest and the smallest radius from each disc on
    beside: list[list[Beside]] = field(init=False)  # for each placed disc those that one between may touch
    pairs: Numbers = field(init=False)  # disc, other disc, side
    gaps: Array = field(init=False)  # by pair, between their rims
    limits: Array = field(init=False)  # by pair, the least radius for which it was found to have no room

    def __post_init__(self) -> None:
        self.centres = np.zeros((len(self.radii), 2))
        backwards = np.concatenate(([-np.inf], self.radii[::-1])), np.concatenate(([np.inf], self.radii[::-1]))
        largest, smallest = np.maximum.accumulate(backwards[0]), np.minimum.accumulate(backwards[1])
        self.rest = np.column_stack((largest, smallest))[::-1]
        self.beside = []
        self.pairs = np.zeros((0, 3), dtype=np.int64)
        self.gaps = self.limits = np.zeros(0)

    def add(self, number: int, family: range, pulls: Pulls) -> None:
        """Place that disc, all of smaller number being placed, and note what pairs it makes."""
        if number == 1:
            self.centres[1] = (self.radii[0] + self.radii[1] + BETWEEN, 0)
        elif number:
            self.centres[number] = self._best(number, family, pulls)
        gaps = np.hypot(*(self.centres[:number] - self.centres[number]).T) - self.radii[:number] - self.radii[number]
        largest, smallest = self.rest[number + 1]
        self._note_beside(number, gaps, np.flatnonzero(gaps < 2 * (largest + BETWEEN) + 1))
        near = np.flatnonzero(gaps < min(2 * self.radii[: number + 1].mean(), 2 * (largest + BETWEEN)))
        both = [np.column_stack((near, np.full(len(near), number), np.full(len(near), side))) for side in (1, -1)]
        self.pairs = np.concatenate((self.pairs, *both))
        self.gaps = np.concatenate((self.gaps, gaps[near], gaps[near]))
        self.limits = np.concatenate((self.limits, np.full(2 * len(near), np.inf)))
        useful = (self.limits > smallest) & (self.gaps < 2 * (largest + BETWEEN))
        if 2 * np.count_nonzero(useful) < len(useful):
            self.pairs, self.gaps, self.limits = self.pairs[useful], self.gaps[useful], self.limits[useful]

    def _note_beside(self, number: int, gaps: Array, others: Numbers) -> None:
        """Two discs that one disc can touch or overlap both, of any radius to come, know each other."""
        own = (*self.centres[number].tolist(), float(self.radii[number]))
        known = [(-np.inf, *own)]
        for other, gap, place in zip(
            others.tolist(), gaps[others].tolist(), self.centres[others].tolist(), strict=True
        ):
            known.append((gap, *place, float(self.radii[other])))
            insort(self.beside[other], (gap, *own))
        self.beside.append(sorted(known))

    def _best(self, number: int, family: range, pulls: Pulls) -> Array:
        """The cheapest free spot."""
        radius = float(self.radii[number])
        able = np.flatnonzero((self.limits > radius) & (self.gaps < 2 * (radius + BETWEEN)))
        pairs = self.pairs[able]
        spots = self._spots(pairs, radius + BETWEEN)
        cost = np.hypot(*spots.T)
        if family:
            middle = self.centres[family.start : family.stop].mean(axis=0)
            cost = cost + STRONGEST * np.hypot(*(spots - middle).T)
        for other, weight in pulls:
            cost = cost + weight * np.hypot(*(spots - self.centres[other]).T)
        order = np.argsort(np.round(cost, 6), kind="stable")
        smaller = np.where(self.radii[pairs[:, 0]] < self.radii[pairs[:, 1]], pairs[:, 0], pairs[:, 1])
        for start in range(0, len(order), TRIED):
            tried = order[start : start + TRIED]
            looked = enumerate(zip(smaller[tried].tolist(), spots[tried].tolist(), strict=True))
            chosen = next((n for n, (disc, spot) in looked if self._is_free(spot, radius, disc)), len(tried))
            self.limits[able[tried[:chosen]]] = radius
            if chosen < len(tried):
                best: Array = spots[tried[chosen]]
                return best
        return self._outside(number)

    def _is_free(self, spot: Sequence[float], radius: float, touched: int) -> bool:
        """Whether a disc there, which touches that one, overlaps none of the placed ones."""
        x, y = spot
        far = 2 * (radius + BETWEEN) + 1
        for gap, a, b, size in self.beside[touched]:
            if gap > far:
                break
            across, down, reach = x - a, y - b, size + radius + BETWEEN - 1e-6
            if across * across + down * down < reach * reach:
                return False
        return True

    def _outside(self, number: int) -> Array:
        """A place beyond all placed discs, for when no pair of them has room."""
        rim = (np.hypot(*self.centres[:number].T) + self.radii[:number]).max()
        return np.array([rim + self.radii[number] + BETWEEN, 0.0])

    def _spots(self, pairs: Numbers, radius: float) -> Array:
        """Where a disc of that radius touches both of each pair, on that side of the line through them."""
        first, second, side = pairs.T
        line = self.centres[second] - self.centres[first]
        distance, reach = np.hypot(*line.T), self.radii[first] + radius
        along = (distance**2 + reach**2 - (self.radii[second] + radius) ** 2) / (2 * distance)
        across = np.sqrt(np.maximum(reach**2 - along**2, 0)) * side
        turned = np.column_stack((-line[:, 1], line[:, 0]))
        spots: Array = self.centres[first] + line * (along / distance)[:, None] + turned * (across / distance)[:, None]
        return spots
