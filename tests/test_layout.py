"""Positions: nothing on anything else, the same for the same graph, communities together."""

from __future__ import annotations

import itertools
import math
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from kg.layout import PACKED, layout
from kg.layout.communities import LARGEST, divided
from kg.layout.settling import MANY, TITLE

RADIUS = 10.0


def _clusters(count: int, size: int) -> list[tuple[int, int, float]]:
    """`count` wheels of `size` nodes, each hub joined to the next."""
    links = []
    for hub in range(0, count * size, size):
        links += [(hub, hub + spoke, 1.0) for spoke in range(1, size)]
        links += [(hub + spoke, hub + spoke + 1, 1.0) for spoke in range(1, size - 1)]
        links += [(hub, hub + size, 1.0)] if hub + size < count * size else []
    return links


def _place(nodes, links, *, title=0.0):
    return layout([RADIUS] * nodes, links, titles=[title] * nodes)


def _distance(placed, a, b):
    return math.hypot(placed.x[a] - placed.x[b], placed.y[a] - placed.y[b])


@pytest.mark.parametrize(("count", "size"), [(1, 2), (1, 40), (8, 12), (40, 6)])
def test_no_two_nodes_overlap(count, size):
    placed = _place(count * size, _clusters(count, size))
    gaps = [_distance(placed, a, b) for a in range(count * size) for b in range(a)]
    assert len(gaps) == count * size * (count * size - 1) // 2
    assert min(gaps) > 2 * RADIUS


def test_discs_hold_their_members_and_do_not_overlap():
    placed = _place(96, _clusters(8, 12))
    assert len(placed.discs) >= 4
    for node in range(96):
        x, y, radius = placed.discs[placed.community[node]]
        assert math.hypot(placed.x[node] - x, placed.y[node] - y) + RADIUS <= radius + 1
    for i, (x, y, radius) in enumerate(placed.discs):
        assert all(math.hypot(x - a, y - b) >= radius + r - 2 for a, b, r in placed.discs[:i])


def test_the_order_of_links_does_not_matter():
    links = _clusters(8, 12)
    shuffled = links.copy()
    random.Random(1).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    assert _place(96, links) == _place(96, shuffled)


def test_room_is_kept_for_a_title_below_the_hub():
    placed = _place(40, _clusters(1, 40), title=200.0)
    hub_x, hub_y = placed.x[0], placed.y[0]
    below = range(hub_y + int(RADIUS) + 8, hub_y + int(RADIUS + TITLE) - 8)
    assert not [n for n in range(1, 40) if placed.y[n] in below and abs(placed.x[n] - hub_x) < 90]
    assert [n for n in range(1, 40) if placed.y[n] > hub_y + TITLE], "the others are below the title"


def test_unlinked_nodes_stand_outside_and_apart():
    placed = _place(60, _clusters(1, 20))
    rim = max(math.hypot(placed.x[n], placed.y[n]) for n in range(20))
    assert {placed.community[n] for n in range(20, 60)} == {-1}
    assert min(math.hypot(placed.x[n], placed.y[n]) for n in range(20, 60)) > rim
    assert min(_distance(placed, a, b) for a in range(20, 60) for b in range(20, a)) > 2 * RADIUS


def test_empty_and_unlinked_graphs_have_a_layout():
    assert layout([], [], titles=[]).x == ()
    assert len(set(zip(*(_place(5, []).x, _place(5, []).y), strict=True))) == 5


def test_a_large_community_is_divided_and_its_parts_lie_together():
    """A chain of rings, each of 30 nodes: Louvain joins neighbouring rings, and their union is divided again."""
    rings, size = 60, 30
    links = [
        (ring + i, ring + (i + step) % size, 1.0)
        for ring in range(0, rings * size, size)
        for i in range(size)
        for step in (1, 2)
    ]
    links += [(ring, ring + size, 1.0) for ring in range(0, (rings - 1) * size, size)]
    placed = _place(rings * size, links)
    counts = Counter(placed.community)
    assert max(counts.values()) <= LARGEST
    assert all(
        math.hypot(x - a, y - b) >= r + s - 2 for (x, y, r), (a, b, s) in itertools.combinations(placed.discs, 2)
    )
    near = [_distance(placed, ring, ring + size) for ring in range(0, (rings - 1) * size, size)]
    far = [
        _distance(placed, ring, (ring + rings * size // 2) % (rings * size)) for ring in range(0, rings * size, size)
    ]
    assert sum(near) / len(near) < 0.6 * sum(far) / len(far)


def test_a_new_link_changes_few_communities():
    """So what was laid out before can be taken as it is (kg.memo); nor do new numbers for the nodes change anything."""
    links = [*_clusters(40, 25), *((a + 2000, b + 2000, weight) for a, b, weight in _clusters(1, 9))]

    def communities(links):
        return Counter((len(each.nodes), each.own_links()) for each in divided(links).undivided())

    before = communities(links)
    after = communities([*links, (503, 3000, 1.0), (531, 3000, 1.0)])
    assert before.total() > 30
    assert before.total() > (before & after).total() > 0.8 * before.total()
    assert communities([(a + 7, b + 7, weight) for a, b, weight in links]) == before


def test_discs_are_packed_tightly_however_many():
    links, count = [], 0
    for number in range(400):
        links += [(count, count + spoke, 1.0) for spoke in range(1, 3 + number % 12)]
        count += 3 + number % 12
    placed = _place(count, links)
    assert len(placed.discs) == 400
    extent = max(math.hypot(x, y) + radius for x, y, radius in placed.discs)
    assert sum(radius**2 for *_, radius in placed.discs) > 0.65 * extent**2


def test_a_star_of_any_size_lies_around_its_hub():
    count = MANY + 50
    placed = _place(count, [(0, spoke, 1.0) for spoke in range(1, count)], title=200.0)
    assert len(placed.discs) == 1
    points = np.array([placed.x, placed.y]).T
    gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) + np.eye(count) * 1e6
    assert gaps.min() > 2 * RADIUS
    assert gaps[0].min() > 100, "the title's room"


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_positions_depend_on_the_graph_only(seed):
    code = "import sys; from test_layout import _clusters, _place; print(hash(_place(480, _clusters(40, 12))))"
    here = Path(__file__).resolve().parent
    around = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}:{here.parent}"}
    done = subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, text=True, check=True)
    assert int(done.stdout) == hash(_place(480, _clusters(40, 12)))


def test_of_many_small_groups_that_nothing_joins_the_smallest_go_to_rings_around_the_rest():
    links = [*_clusters(8, 12), *((96 + 2 * n, 97 + 2 * n, 1.0) for n in range(PACKED + 200))]
    nodes = 96 + 2 * (PACKED + 200)
    placed = _place(nodes, links)
    far = [math.hypot(x, y) for x, y, _ in placed.discs]
    assert min(far[-200:]) > max(far[:-200])
    for i, (x, y, radius) in enumerate(placed.discs):
        assert all(math.hypot(x - a, y - b) >= radius + r - 2 for a, b, r in placed.discs[:i])
    for node in range(nodes):
        x, y, radius = placed.discs[placed.community[node]]
        assert math.hypot(placed.x[node] - x, placed.y[node] - y) + RADIUS <= radius + 1
    assert max(far) < 2 * max(far[:-200]), "the rings lie tight"
