"""Who belongs together: communities by Louvain, divided again until each is small enough to be drawn as one."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.memo import memoized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableSequence, Sequence

    Link = tuple[int, int, float]  # node, other node, weight

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

    def own_links(self) -> tuple[Link, ...]:
        """The links, by the places of their ends among the nodes: the same wherever else the community stands."""
        return _placed(self.nodes, self.links)


class _InOrder(random.Random):
    """Has Louvain look at the nodes in their order, so that a new link changes communities near it and few others."""

    def shuffle(self, x: MutableSequence[Any]) -> None:
        """Leave the order."""


def divided(links: Sequence[Link]) -> Community:
    """All linked nodes as one community, divided whatever its size. The order of the links does not matter."""
    degrees = Counter(end for a, b, _ in links for end in (a, b))
    nodes = sorted(degrees, key=lambda node: (-degrees[node], node))
    return _divided(Community(tuple(nodes), tuple(sorted(links))), 1)


def apart(whole: Community, most: int) -> tuple[Community, list[Community]]:
    """The whole without the smallest of the components that it is divided into, of which `most` stay; and these."""
    owner = {node: number for number, part in enumerate(whole.parts) for node in part.nodes}
    ends = [(owner[a], owner[b]) for a, b, _ in whole.links] if whole.parts else []
    joined = {end for one, other in ends if one != other for end in (one, other)}
    alone = [number for number, part in enumerate(whole.parts) if number not in joined and not part.parts]
    gone = {*alone[most:]}
    parts = tuple(part for number, part in enumerate(whole.parts) if number not in gone)
    links = (
        tuple(link for link, (one, _) in zip(whole.links, ends, strict=True) if one not in gone)
        if gone
        else whole.links
    )
    return Community(whole.nodes, links, parts), [whole.parts[number] for number in sorted(gone)]


def _divided(whole: Community, largest: int = LARGEST) -> Community:
    """Parts as Louvain finds them in each connected component; it leaves a star whole, however large."""
    if len(whole.nodes) <= largest:
        return whole
    groups = sorted(_groups(whole.links), key=lambda group: (-len(group), min(group)))
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


def _groups(links: Sequence[Link]) -> Iterator[list[int]]:
    """The nodes in groups. A component's groups depend on nothing beside it, nor on what its nodes are called."""
    components = [sorted(nodes) for nodes in nx.connected_components(nx.Graph((a, b) for a, b, _ in links))]
    of = {node: number for number, nodes in enumerate(components) for node in nodes}
    inside: list[list[Link]] = [[] for _ in components]
    for link in links:
        inside[of[link[0]]].append(link)
    for nodes, own in zip(components, inside, strict=True):
        for group in json.loads(memoized(_louvain, _placed(nodes, own))):
            yield [nodes[place] for place in group]


def _placed(nodes: Sequence[int], links: Iterable[Link]) -> tuple[Link, ...]:
    """The links by the places of their ends among the nodes."""
    place = {node: number for number, node in enumerate(nodes)}
    return tuple((place[a], place[b], weight) for a, b, weight in links)


def _louvain(links: Sequence[Link]) -> bytes:
    """The communities of Blondel et al. 2008, as networkx has them: JSON, the nodes of each."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted({end for a, b, _ in links for end in (a, b)}))
    graph.add_weighted_edges_from(links)
    return json.dumps([sorted(group) for group in nx.community.louvain_communities(graph, seed=_InOrder())]).encode()
