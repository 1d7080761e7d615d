"""Positions for the nodes of a graph, so that communities show and nothing lies on anything else.

Communities (Louvain, with a fixed seed) are laid out one by one by Fruchterman–Reingold from a spiral, then
packed as discs, each as near as it fits to the discs it is linked with. Same input, same positions.

Sources: Blondel et al. 2008 (Louvain, as networkx has it); Fruchterman and Reingold 1991; the spiral is Vogel's
(1979) sunflower; the packing is the greedy tangent placement of Wang et al. 2006 with links as its cost.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Link = tuple[int, int, float]

SEED = 7
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
GAP = 14.0  # between the rims of two nodes: room for a label's half
MARGIN = 6.0  # between a community's outermost node and its disc's rim
BETWEEN = 5.0  # between two discs
TITLED = 5  # nodes from which on a community is named after its most linked node
TITLE = 46.0  # height of the title's room
ROUNDS = 60
CROWD = 90  # discs that are packed at once; more are packed in groups first


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
    groups = _communities(links)
    weights = _weights(links)
    sizes = np.array(radii, dtype=float)
    at = np.zeros((len(sizes), 2))
    discs: list[float] = []
    for group in groups:
        at[group] = _settle(sizes[group], weights, group, title=titles[group[0]] if len(group) >= TITLED else 0.0)
        discs.append(float((np.hypot(*at[group].T) + sizes[group]).max()) + MARGIN)
    community = np.full(len(sizes), -1)
    for number, group in enumerate(groups):
        community[group] = number
    centres = _packed(np.array(discs), _between(links, community))
    for number, group in enumerate(groups):
        at[group] += centres[number]
    rim = max((math.hypot(*centre) + radius for centre, radius in zip(centres, discs, strict=True)), default=0.0)
    at[community < 0] = _rings(int((community < 0).sum()), rim)
    x, y = (tuple(int(value) for value in np.rint(axis)) for axis in at.T)
    rims = tuple((round(a), round(b), math.ceil(r)) for (a, b), r in zip(centres.tolist(), discs, strict=True))
    return Layout(x, y, tuple(community.tolist()), rims)


def _communities(links: Sequence[Link]) -> list[list[int]]:
    """Groups of linked nodes, the largest first; in each, the node with the most links first."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted({end for a, b, _ in links for end in (a, b)}))
    graph.add_weighted_edges_from(sorted(links))
    found = nx.community.louvain_communities(graph, seed=SEED) if graph else []
    groups = [sorted(group, key=lambda node: (-graph.degree(node), node)) for group in found]
    return sorted(groups, key=lambda group: (-len(group), min(group)))


def _weights(links: Sequence[Link]) -> dict[int, list[tuple[int, float]]]:
    weights: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for a, b, weight in links:
        weights[a].append((b, weight))
        weights[b].append((a, weight))
    return weights


def _settle(radii: Array, weights: dict[int, list[tuple[int, float]]], group: list[int], *, title: float) -> Array:
    """Fruchterman–Reingold around the first node, then pushed apart and centred on the origin."""
    count = len(group)
    place = {node: i for i, node in enumerate(group)}
    pull = np.zeros((count, count))
    for node in group:
        for other, weight in weights[node]:
            if other in place:
                pull[place[node], place[other]] = min(weight, 3.0)
    ideal = 0.5 * (GAP + 2 * float(radii.mean()))  # dense: what overlaps is pushed apart below
    at = _sunflower(count, ideal)
    for step in range(ROUNDS if count > 2 else 0):
        across, down = (axis[:, None] - axis[None] for axis in at.T)
        square = across**2 + down**2 + 1e-3
        force = ideal**2 / square - pull * np.sqrt(square) / ideal
        move = np.column_stack(((across * force).sum(axis=1), (down * force).sum(axis=1))) - 0.3 * at
        length = np.hypot(*move.T) + 1e-9
        at += move * (np.minimum(length, ideal * (1 - step / ROUNDS)) / length)[:, None]
    at = _apart(at, radii + GAP / 2, title=title)
    centred: Array = at - (at.min(axis=0) + at.max(axis=0)) / 2
    return centred


def _sunflower(count: int, spacing: float) -> Array:
    turn = np.arange(count) * GOLDEN_ANGLE
    spiral: Array = (spacing * np.sqrt(np.arange(count)) * np.array([np.cos(turn), np.sin(turn)])).T
    return spiral


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
        across, down = (axis[:, None] - axis[None] for axis in everything.T)
        distance = np.sqrt(across**2 + down**2) + 1e-6
        short = np.maximum(need - distance, 0)
        if short.max(initial=0) < 0.5:
            break
        push = short / distance
        move = np.column_stack(((across * push).sum(axis=1), (down * push).sum(axis=1)))[:count] * 0.45
        move[0] *= not steps  # a title's node stays in the middle, and the others make room
        at = at + move
    return at


def _between(links: Sequence[Link], community: NDArray[np.int64]) -> dict[int, dict[int, float]]:
    """How much each pair of communities is linked."""
    linked: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for a, b, weight in links:
        first, second = int(community[a]), int(community[b])
        if first != second:
            linked[first][second] += weight
            linked[second][first] += weight
    return linked


def _packed(radii: Array, linked: dict[int, dict[int, float]]) -> Array:
    """Centres for discs, in groups of at most CROWD that are packed as discs themselves."""
    if len(radii) <= CROWD:
        return _tangent(radii, linked)
    groups = [np.arange(start, min(start + CROWD, len(radii))) for start in range(0, len(radii), CROWD)]
    owner = np.arange(len(radii)) // CROWD
    centres = np.zeros((len(radii), 2))
    outer: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for first, others in linked.items():
        for second, weight in others.items():
            if owner[first] != owner[second]:
                outer[int(owner[first])][int(owner[second])] += weight
    rims = []
    for group in groups:
        inner = _within(linked, int(group[0]), int(group[-1]) + 1)
        centres[group] = _tangent(radii[group], inner)
        rims.append(float((np.hypot(*centres[group].T) + radii[group]).max()))
    for number, centre in enumerate(_packed(np.array(rims), outer)):
        centres[groups[number]] += centre
    return centres


def _within(linked: dict[int, dict[int, float]], start: int, end: int) -> dict[int, dict[int, float]]:
    """The links among the discs from start to end, numbered from 0."""
    return {
        first - start: {second - start: weight for second, weight in linked[first].items() if start <= second < end}
        for first in range(start, end)
        if first in linked
    }


def _tangent(radii: Array, linked: dict[int, dict[int, float]]) -> Array:
    """Place each disc where it touches two placed ones, overlaps none, and is nearest to its links and the middle."""
    centres = np.zeros((len(radii), 2))
    for number in range(1, len(radii)):
        if number == 1:
            centres[1] = (radii[0] + radii[1] + BETWEEN, 0)
            continue
        spots = _spots(centres[:number], radii[:number], float(radii[number]))
        cost = np.hypot(*spots.T)
        for other, weight in sorted(linked.get(number, {}).items()):
            if other < number:
                cost = cost + min(weight, 6.0) * np.hypot(*(spots - centres[other]).T)
        centres[number] = spots[int(np.argmin(np.round(cost, 6)))]
    middle = (centres * (radii**2)[:, None]).sum(axis=0) / max(float((radii**2).sum()), 1.0)
    balanced: Array = centres - middle
    return balanced


def _spots(centres: Array, radii: Array, radius: float) -> Array:
    """Every place where a disc touches two others and overlaps none."""
    reach = radii + radius + BETWEEN
    first, second = np.triu_indices(len(radii), 1)
    line = centres[second] - centres[first]
    distance = np.hypot(*line.T)
    near = distance < reach[first] + reach[second]
    first, second, line, distance = first[near], second[near], line[near], distance[near]
    along = (distance**2 + reach[first] ** 2 - reach[second] ** 2) / (2 * distance)
    across = np.sqrt(np.maximum(reach[first] ** 2 - along**2, 0))
    unit = line / distance[:, None]
    normal = np.column_stack((-unit[:, 1], unit[:, 0]))
    foot = centres[first] + unit * along[:, None]
    spots = np.concatenate((foot + normal * across[:, None], foot - normal * across[:, None]))
    gaps = np.hypot(*(spots[:, None] - centres[None]).transpose(2, 0, 1))
    free: Array = spots[(gaps >= reach - 1e-6).all(axis=1)]
    return free


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
