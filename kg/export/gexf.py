"""GEXF 1.2 (https://gexf.net/), for Gephi."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.export.network import xml_network

if TYPE_CHECKING:
    from kg.graph import Graph

# GEXF has a meaning of its own for these: a place in a text is no place in time.
_RENAMED = {"start": "startOffset", "end": "endOffset", "type": "class", "id": "identifier", "label": "labelText"}
_TODAY = re.compile(rb' lastmodifieddate="[^"]*"')


def gexf(graph: Graph) -> bytes:
    """The whole graph as UTF-8 GEXF; nodes are labelled by name, edges by type; a list is JSON."""
    shown = xml_network(graph)
    for _, about in shown.nodes(data=True):
        _rename(about, about["name"])
    for _, _, about in shown.edges(data=True):
        _rename(about, about["type"])
    out = io.BytesIO()
    nx.write_gexf(shown, out, encoding="utf-8", version="1.2draft")
    return _TODAY.sub(b"", out.getvalue(), count=1)  # the same graph, the same bytes


def _rename(about: dict[str, Any], label: str) -> None:
    for old, new in _RENAMED.items():
        if old in about:
            about[new] = about.pop(old)
    about["label"] = label
