"""GraphML, GEXF and node-link JSON hold what the property graph holds, as networkx reads it; no name breaks out."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import networkx as nx
import pytest
from gold_graph import gold_graph
from small_graph import small_graph
from test_turtle import HOSTILE

from kg.export import export
from kg.property_graph import property_graph
from kg.rdf import triples

RENAMED = {"startOffset": "start", "endOffset": "end", "class": "type", "labelText": "label"}
OURS = {"name", "type", "labels"}  # beside the properties
ATTACKS = [
    *HOSTILE,
    "</data></node><node id='x'/>",
    "]]>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    "&lt;&amp;&#0;",
    "a\x00b\x0bc\rd\x1fe",
]


def read(data, form):
    if form == "node-link":
        return nx.node_link_graph(json.loads(data), edges="edges")
    if form == "graphml":
        return nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    return nx.read_gexf(io.BytesIO(data), version="1.2draft")


def plain(attributes, form):
    """The attributes under the names of the property graph; lists of XML formats from their JSON."""
    if form == "gexf":
        shown = {name: value for name, value in attributes.items() if name not in {"label", "id"}}
        attributes = {RENAMED.get(name, name): value for name, value in shown.items()}
    lists = {"labels", "altLabel"}
    return {
        name: json.loads(value) if name in lists and isinstance(value, str) else value
        for name, value in attributes.items()
    }


def expected(value):
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("form", ["graphml", "gexf", "node-link"])
def test_networkx_reads_everything_value_by_value(form):
    found, wanted = read(export(gold_graph(), form), form), property_graph(triples(gold_graph()))
    assert set(found) == {node.iri for node in wanted.nodes}
    for node in wanted.nodes:
        attributes = plain(found.nodes[node.iri], form)
        assert attributes["labels"] == list(node.labels)
        assert attributes["type"] == node.labels[-1]
        own = {name: value for name, value in attributes.items() if name not in OURS}
        assert own == {name: expected(value) for name, value in node.properties.items()}
    edges = sorted((s, t, sorted(plain(about, form).items())) for s, t, about in found.edges(data=True))
    own = ((each, {"type": each.type, **each.properties}) for each in wanted.relationships)
    assert _without_keys(edges) == sorted((each.source, each.target, sorted(about.items())) for each, about in own)


def _without_keys(edges):
    """networkx keeps the number of an edge among its attributes, of some formats."""
    return sorted((s, t, [pair for pair in about if pair[0] != "networkx_key"]) for s, t, about in edges)


@pytest.mark.parametrize("form", ["graphml", "gexf", "node-link"])
@pytest.mark.parametrize("name", ATTACKS)
def test_no_name_breaks_out(form, name):
    graph = small_graph(name)
    found = read(export(graph, form), form)
    clean = re.sub("[\x00-\x08\x0b-\x1f]", "\ufffd", name) if form != "node-link" else name
    names = [about["name"] if form != "gexf" else about["label"] for _, about in found.nodes(data=True)]
    assert re.sub("[\ud800\ufffe\uffff]", "\ufffd", clean) in names
    assert found.number_of_nodes() == len(property_graph(triples(graph)).nodes)
    assert found.number_of_edges() == len(property_graph(triples(graph)).relationships)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_xml_is_what_its_readers_expect(form):
    data = export(gold_graph(), form)
    assert b"<!DOCTYPE" not in data
    root = ET.fromstring(data)  # noqa: S314 - our own
    assert root.tag.endswith(
        {"graphml": "graphml.graphdrawing.org/xmlns}graphml", "gexf": "gexf.net/1.2draft}gexf"}[form]
    )
    edges = [element.get("id") for element in root.iter() if element.tag.endswith("}edge")]
    assert len(set(edges)) == len(edges) > 500  # Gephi takes edges with one id for one edge
    assert b"lastmodified" not in data


def test_gephi_sees_names_and_no_time():
    """GEXF's `start` and `end` are times; a place in a text must not become one."""
    root = ET.fromstring(export(gold_graph(), "gexf"))  # noqa: S314 - our own
    nodes = [element for element in root.iter() if element.tag.endswith("}node")]
    assert {element.get("start") for element in nodes} == {None}
    assert {entity.name for entity in gold_graph().entities} <= {element.get("label") for element in nodes}
    (graph,) = (element for element in root if element.tag.endswith("}graph"))
    assert (graph.get("defaultedgetype"), graph.get("mode")) == ("directed", "static")


@pytest.mark.parametrize("form", ["graphml", "gexf", "node-link", "cypher"])
def test_the_order_of_values_makes_no_difference(form):
    graph = gold_graph()
    turned = replace(graph, entities=graph.entities[::-1], facts=graph.facts[::-1], articles=graph.articles[::-1])
    assert export(turned, form) == export(graph, form)
