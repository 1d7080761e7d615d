"""The whole graph as a networkx graph of plain attributes, for the formats that networkx writes.

Nodes and edges are those of kg.property_graph: what a graph database holds, evidence included. A node has `name`, by
which it is shown, `type`, its most special class, and its own properties; an edge has `type` and what its statement
says of it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.property_graph import property_graph
from kg.rdf import triples

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.property_graph import Node

# What XML 1.0 cannot hold, and the carriage return, which a reader of XML takes for a line feed.
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# By which property a thing is shown, the first that it has.
_NAMES = ("prefLabel", "label", "quote", "headline", "title", "indicator", "predicate", "source")


def network(graph: Graph) -> nx.MultiDiGraph:
    """Nodes by IRI, edges numbered in the order of their ends; a property with several values is a list."""
    found = property_graph(triples(graph))
    shown = nx.MultiDiGraph()
    for node in found.nodes:
        shown.add_node(
            node.iri, name=_name(node), type=node.labels[-1], labels=list(node.labels), **_plain(node.properties)
        )
    for number, edge in enumerate(found.relationships):
        shown.add_edge(edge.source, edge.target, key=number, type=edge.type, **_plain(edge.properties))
    return shown


def xml_network(graph: Graph) -> nx.MultiDiGraph:
    """The same for formats of XML: lists as JSON, U+FFFD for characters that XML cannot hold."""
    shown = network(graph)
    for about in (*(data for _, data in shown.nodes(data=True)), *(data for _, _, data in shown.edges(data=True))):
        about.update({name: _attribute(value) for name, value in about.items()})
    return shown


def _name(node: Node) -> str:
    return str(next((node.properties[name] for name in _NAMES if name in node.properties), node.iri))


def _plain(properties: Any) -> dict[str, Any]:  # noqa: ANN401 - a mapping of scalars and tuples
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def _attribute(value: Any) -> Any:  # noqa: ANN401 - a scalar or a list of them
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value
