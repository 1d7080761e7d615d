"""GraphML (http://graphml.graphdrawing.org/), for networkx, igraph, yEd, Cytoscape and Gephi."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import networkx as nx

from kg.export.network import xml_network

if TYPE_CHECKING:
    from kg.graph import Graph


def graphml(graph: Graph) -> bytes:
    """The whole graph as UTF-8 GraphML; a list is JSON."""
    out = io.BytesIO()
    nx.write_graphml_xml(xml_network(graph), out, encoding="utf-8")
    return out.getvalue()
