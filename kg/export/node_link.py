"""Node-link JSON: `nodes` and `edges` as networkx, D3 and many pages of JavaScript read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import networkx as nx

from kg.export.network import network

if TYPE_CHECKING:
    from kg.graph import Graph


def node_link(graph: Graph) -> bytes:
    """The whole graph as UTF-8 JSON; `networkx.node_link_graph(data, edges="edges")` reads it."""
    return json.dumps(nx.node_link_data(network(graph), edges="edges"), ensure_ascii=False, indent=1).encode() + b"\n"
