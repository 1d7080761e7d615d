"""Positions for the nodes of a graph, so that communities show and nothing lies on anything else.

Communities are found (`communities`), the nodes of each are laid out around its middle (`settling`), and the discs
around them are packed (`packing`); of those that nothing joins to others the smallest go to rings around the rest, if
there are many. Same input, same positions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.layout.communities import apart, divided
from kg.layout.packing import packed, ringed
from kg.layout.settling import GAP, settled
from kg.memo import memoized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kg.layout.communities import Link

    Array = NDArray[np.float64]

PACKED = 256  # communities that nothing joins to others and that are packed among them, the largest
MARGIN = 6.0  # between a community's outermost node and its disc's rim
TITLED = 5  # nodes from which on a community is named after its most linked node


@dataclass(frozen=True, slots=True)
class Layout:
    """Whole numbers, in the units of the nodes' radii; `community[i]` is an index of `discs`, -1 without links."""

    x: tuple[int, ...]
    y: tuple[int, ...]
    community: tuple[int, ...]
    discs: tuple[tuple[int, int, int], ...]  # x, y, radius


def layout(radii: Sequence[float], links: Sequence[Link], *, titles: Sequence[float]) -> Layout:
    """Place nodes of these radii, joined by (node, other node, weight); unlinked ones go to rings around the rest.

    `titles[i]` is how wide a community's title is if it is named after node i; room is kept for it below the node.
    """
    whole, lonely = apart(divided(links), PACKED)
    sizes = np.array(radii, dtype=float)
    at, community = np.zeros((len(sizes), 2)), np.full(len(sizes), -1)
    groups = [(each, list(each.nodes)) for each in (*whole.undivided(), *lonely)] if links else []
    discs = np.zeros(len(groups))
    for number, (each, nodes) in enumerate(groups):
        community[nodes] = number
        title = titles[nodes[0]] if len(nodes) >= TITLED else 0.0
        places = memoized(settled, tuple(float(radii[node]) for node in nodes), each.own_links(), float(title))
        at[nodes] = np.frombuffer(places).reshape(-1, 2)
        discs[number] = (np.hypot(*at[nodes].T) + sizes[nodes]).max() + MARGIN
    centres = ringed(packed(whole, discs[: len(discs) - len(lonely)]), discs) if links else np.zeros((0, 2))
    at[community >= 0] += centres[community[community >= 0]]
    at[community < 0] = _rings(int((community < 0).sum()), float((np.hypot(*centres.T) + discs).max(initial=0)))
    x, y = (tuple(int(value) for value in np.rint(axis)) for axis in at.T)
    rims = tuple((round(a), round(b), math.ceil(r)) for (a, b), r in zip(centres.tolist(), discs.tolist(), strict=True))
    return Layout(x, y, tuple(community.tolist()), rims)


def _rings(count: int, rim: float) -> Array:
    """Places on circles around everything else."""
    at, radius = np.zeros((count, 2)), rim
    placed = 0
    while placed < count:
        radius += 3 * GAP
        room = max(1, int(2 * math.pi * radius / (2.5 * GAP)))
        turn = np.arange(min(room, count - placed)) * (2 * math.pi / room)
        at[placed : placed + len(turn)] = radius * np.column_stack((np.cos(turn), np.sin(turn)))
        placed += len(turn)
    return at
