"""Centres for the discs of communities: each as near as it fits to those that it belongs to and is linked with.

Discs are placed one by one, each where it touches two placed ones and overlaps none, so that they lie tight at any
number, and small ones fill the gaps that large ones leave. Source: the greedy tangent placement of Wang et al. 2006,
with links as its cost.
"""

from __future__ import annotations

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

BETWEEN = 5.0  # between two discs
STRONGEST = 3.0  # the pull of all that a disc is linked with, and of its family's middle; that of the origin is 1
TRIED = 24  # spots that are looked at together, the best first


def packed(whole: Community, radii: Array) -> Array:
    """Centres around the origin for the undivided communities of `whole`, in their order, with discs of these radii."""
    packing = _Packing(radii)
    for number, (family, pulls) in enumerate(_relatives(whole)):
        packing.add(number, family, pulls)
    middle = (packing.centres * (radii**2)[:, None]).sum(axis=0) / max(float((radii**2).sum()), 1.0)
    balanced: Array = packing.centres - middle
    return balanced


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
    pairs: Numbers = field(init=False)  # disc, other disc, side
    gaps: Array = field(init=False)  # by pair, between their rims
    limits: Array = field(init=False)  # by pair, the least radius for which it was found to have no room

    def __post_init__(self) -> None:
        self.centres = np.zeros((len(self.radii), 2))
        self.pairs = np.zeros((0, 3), dtype=np.int64)
        self.gaps = self.limits = np.zeros(0)

    def add(self, number: int, family: range, pulls: Pulls) -> None:
        """Place that disc, all of smaller number being placed, and note what pairs it makes."""
        if number == 1:
            self.centres[1] = (self.radii[0] + self.radii[1] + BETWEEN, 0)
        elif number:
            self.centres[number] = self._best(number, family, pulls)
        gaps = np.hypot(*(self.centres[:number] - self.centres[number]).T) - self.radii[:number] - self.radii[number]
        near = np.flatnonzero(gaps < 2 * self.radii[: number + 1].mean())
        pairs = np.column_stack((near, np.full(len(near), number)))
        for side in (1, -1):
            self.pairs = np.concatenate((self.pairs, np.column_stack((pairs, np.full(len(near), side)))))
        self.gaps = np.concatenate((self.gaps, gaps[near], gaps[near]))
        self.limits = np.concatenate((self.limits, np.full(2 * len(near), np.inf)))

    def _best(self, number: int, family: range, pulls: Pulls) -> Array:
        """The cheapest free spot."""
        radius = float(self.radii[number])
        able = np.flatnonzero((self.limits > radius) & (self.gaps < 2 * (radius + BETWEEN)))
        spots = self._spots(self.pairs[able], radius + BETWEEN)
        cost = np.hypot(*spots.T)
        if family:
            middle = self.centres[family.start : family.stop].mean(axis=0)
            cost = cost + STRONGEST * np.hypot(*(spots - middle).T)
        for other, weight in pulls:
            cost = cost + weight * np.hypot(*(spots - self.centres[other]).T)
        order = np.argsort(np.round(cost, 6), kind="stable")
        for start in range(0, len(order), TRIED):
            tried = order[start : start + TRIED]
            free = self._free(spots[tried], radius, number)
            chosen = int(free.argmax()) if free.any() else len(tried)
            self.limits[able[tried[:chosen]]] = radius
            if chosen < len(tried):
                best: Array = spots[tried[chosen]]
                return best
        return self._outside(number)

    def _free(self, spots: Array, radius: float, placed: int) -> NDArray[np.bool_]:
        """Where a disc overlaps none of the placed ones."""
        centres, reach = self.centres[:placed], self.radii[:placed] + radius + BETWEEN - 1e-6
        far = reach.max()
        around = ((centres > spots.min(axis=0) - far) & (centres < spots.max(axis=0) + far)).all(axis=1)
        across, down = (np.subtract.outer(*axes) for axes in zip(spots.T, centres[around].T, strict=True))
        free: NDArray[np.bool_] = (across * across + down * down >= reach[around] ** 2).all(axis=1)
        return free

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
