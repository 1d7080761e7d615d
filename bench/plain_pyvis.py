"""The same graph as pyvis shows it by default: the peer that the page is measured beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export.html.network import Network

if TYPE_CHECKING:
    from kg.graph import Graph


def plain_pyvis(graph: Graph) -> str:
    """A page with every entity as a node with its name, and every fact that joins two as an edge with its kind."""
    network = Network(cdn_resources="in_line")
    facts = graph.to_networkx()
    for key, about in facts.nodes(data=True):
        network.add_node(key, label=about["name"], group=about["type"], title=about["type"])
    for source, target, about in facts.edges(data=True):
        network.add_edge(source, target, title=about["predicate"])
    page: str = network.generate_html()
    return page
