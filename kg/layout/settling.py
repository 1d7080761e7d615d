"""Places for the nodes of one community around the origin: linked ones near, and nothing on anything else.

Sources: Fruchterman and Reingold 1991; the spiral is Vogel's (1979) sunflower.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kg.layout.communities import Link

    Array = NDArray[np.float64]

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
GAP = 14.0  # between the rims of two nodes: room for a label's half
TITLE = 46.0  # height of the title's room
ROUNDS = 60
NEAR_ENOUGH = 1.5  # of the gap, that may be missing
MANY = 600  # nodes, from which on forces between every two of them cost too much
NEAREST = 1.5  # how many times the spacing a sunflower's seeds are apart, at least, but for the first two


def settled(radii: Sequence[float], links: Sequence[Link], title: float) -> bytes:
    """Places of the nodes with these radii, the middle of all at the origin, as pairs of floats (`Array.tobytes`).

    `links` join them by their numbers; below the first node room is kept for a title of that width.
    """
    sizes = np.array(radii, dtype=float)
    if len(sizes) > MANY:
        return _seeds(sizes, title=title).tobytes()
    ideal = 0.5 * (GAP + 2 * float(sizes.mean()))  # dense: what overlaps is pushed apart below
    at = sunflower(len(sizes)) * ideal
    if len(sizes) > 2:
        at = _forced(at, _pull(len(sizes), links), ideal)
    at = _apart(at, sizes + GAP / 2, title=title)
    centred: Array = at - (at.min(axis=0) + at.max(axis=0)) / 2
    return centred.tobytes()


def sunflower(count: int) -> Array:
    """So many places around the origin, evenly spread: about one in each square of π."""
    turn = np.arange(count) * GOLDEN_ANGLE
    spiral: Array = (np.sqrt(np.arange(count)) * np.array([np.cos(turn), np.sin(turn)])).T
    return spiral


def _seeds(radii: Array, *, title: float) -> Array:
    """The first node in the middle, with room for its title, and the others around it like a sunflower's seeds."""
    spacing = (2 * float(radii[1:].max()) + GAP) / NEAREST
    hole = radii[0] + max(TITLE, title / 2) + spacing
    at = sunflower(len(radii))
    length = np.hypot(*at.T)
    length[0] = 1
    outside: Array = at * (np.sqrt((spacing * length) ** 2 + hole**2) / length)[:, None]
    return outside


def _pull(count: int, links: Sequence[Link]) -> Array:
    pull = np.zeros((count, count))
    for a, b, weight in links:
        pull[a, b] = pull[b, a] = min(weight, 3.0)
    return pull


def _forced(at: Array, pull: Array, ideal: float) -> Array:
    """Fruchterman–Reingold: all repel each other, linked ones attract, and steps grow shorter."""
    for step in range(ROUNDS):
        across, down = (np.subtract.outer(axis, axis) for axis in at.T)
        square = across * across + down * down + 1e-3
        force = ideal**2 / square - pull * np.sqrt(square) / ideal
        move = _summed(force, across, down) - 0.3 * at
        length = np.hypot(*move.T) + 1e-9
        at = at + move * (np.minimum(length, ideal * (1 - step / ROUNDS)) / length)[:, None]
    return at


def _summed(force: Array, across: Array, down: Array) -> Array:
    """What all others together do to each, with `force` along the lines; in one pass, whose order never changes."""
    return np.column_stack([np.einsum("ij,ij->i", force, line) for line in (across, down)])


def _apart(at: Array, radii: Array, *, title: float) -> Array:
    """Push overlapping circles apart along their line until none overlap; a title keeps its room below the first."""
    half = max(title - TITLE, 0.0) / 2
    steps = math.ceil(2 * title / TITLE)  # the title's room is a row of circles, each half over the next
    room = np.column_stack((np.linspace(-half, half, steps), np.full(steps, radii[0] + TITLE / 2)))
    count = len(at)
    radii = np.concatenate((radii, np.full(steps, 0.55 * TITLE)))
    need = radii[:, None] + radii[None]
    np.fill_diagonal(need, 0)
    need[count:, count:] = need[0, count:] = need[count:, 0] = 0
    for _ in range(200):
        everything = np.concatenate((at, at[0] + room))
        across, down = (np.subtract.outer(axis, axis) for axis in everything.T)
        distance = np.sqrt(across * across + down * down) + 1e-6
        short = np.maximum(need - distance, 0)
        if short.max(initial=0) < NEAR_ENOUGH:
            break
        move = _summed(short / distance, across, down)[:count] * 0.45
        move[0] *= not steps  # a title's node stays in the middle, and the others make room
        at = at + move
    return at
