"""Who belongs together: communities by Louvain, divided again until each is small enough to be drawn as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Sequence

    Link = tuple[int, int, float]  # node, other node, weight

SEED = 7
LARGEST = 150  # nodes of a community that is drawn as one


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes, the most linked first, with the links among them; `parts` if it is divided, the largest first."""

    nodes: tuple[int, ...]
    links: tuple[Link, ...]
    parts: tuple[Community, ...] = ()

    def undivided(self) -> list[Community]:
        """The communities that are drawn as one, part by part."""
        return [each for part in self.parts for each in part.undivided()] if self.parts else [self]

    def between(self) -> dict[int, dict[int, float]]:
        """How much each part is linked with each other one, both ways."""
        owner = {node: number for number, part in enumerate(self.parts) for node in part.nodes}
        linked: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for a, b, weight in self.links:
            first, second = owner[a], owner[b]
            if first != second:
                linked[first][second] += weight
                linked[second][first] += weight
        return linked


def divided(links: Sequence[Link]) -> Community:
    """All linked nodes as one community, divided whatever its size. The order of the links does not matter."""
    degrees = Counter(end for a, b, _ in links for end in (a, b))
    nodes = sorted(degrees, key=lambda node: (-degrees[node], node))
    return _divided(Community(tuple(nodes), tuple(sorted(links))), 1)


def _divided(whole: Community, largest: int = LARGEST) -> Community:
    """Parts as Louvain finds them (Blondel et al. 2008, as networkx has it); it leaves a star whole, however large."""
    if len(whole.nodes) <= largest:
        return whole
    graph = nx.Graph()
    graph.add_nodes_from(sorted(whole.nodes))
    graph.add_weighted_edges_from(whole.links)
    groups = sorted(nx.community.louvain_communities(graph, seed=SEED), key=lambda group: (-len(group), min(group)))
    if len(groups) == 1:
        return whole
    owner = {node: number for number, group in enumerate(groups) for node in group}
    nodes: list[list[int]] = [[] for _ in groups]
    links: list[list[Link]] = [[] for _ in groups]
    for node in whole.nodes:
        nodes[owner[node]].append(node)
    for link in whole.links:
        if owner[link[0]] == owner[link[1]]:
            links[owner[link[0]]].append(link)
    parts = [_divided(Community(tuple(n), tuple(m))) for n, m in zip(nodes, links, strict=True)]
    return Community(whole.nodes, whole.links, tuple(parts))
