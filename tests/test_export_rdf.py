"""Every form of RDF holds the same triples, in every reader, whatever the names; and says the same each time."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache

import pyoxigraph as ox
import pytest
import rdflib
from gold_graph import gold_graph
from hypothesis import given, settings
from small_graph import EVIDENCE, small_graph
from test_graph_properties import graphs
from test_turtle import HOSTILE

from kg.export import export
from kg.graph_file import read_graph
from kg.model import Evidence, Relation
from kg.rdf import triples
from kg.terms import term

R = ox.RdfFormat
FORMS = {"turtle": R.TURTLE, "n-triples": R.N_TRIPLES, "n-quads": R.N_QUADS, "trig": R.TRIG, "json-ld": R.JSON_LD}
RAPPER = shutil.which("rapper")
RAPPER_NAMES = {"turtle": "turtle", "n-triples": "ntriples", "n-quads": "nquads", "trig": "trig"}
N3_COUNT = """
const { Parser } = require('n3');
const quads = new Parser({ format: process.argv[1] }).parse(require('fs').readFileSync(0, 'utf8'));
const names = quads.filter(q => q.predicate.value.endsWith('#prefLabel')).map(q => q.object.value);
console.log(JSON.stringify([new Set(quads.map(q => JSON.stringify(q))).size, names]));
"""
JSONLD_TO_NQUADS = """
const text = require('fs').readFileSync(0, 'utf8');
require('jsonld').toRDF(JSON.parse(text), { format: 'application/n-quads' }).then(out => process.stdout.write(out));
"""


def parsed(data, format_):
    return {(q.subject, q.predicate, q.object) for q in ox.parse(data, format=format_)}


def said(graph):
    return {(t.subject, t.predicate, t.object) for t in triples(graph)}


@cache
def missing_package(root, name):
    """Why a package of Node.js cannot be used, or None."""
    if shutil.which("node") is None:
        return "Node.js is not installed"
    ended = node(root, f"require('{name}')", b"", check=False)
    return None if ended.returncode == 0 else f"the npm package {name} is not installed (.ci/run does so)"


def node(root, code, data, *arguments, check=True):
    environment = {"NODE_PATH": str(root / ".ci" / "node_modules"), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    command = [shutil.which("node"), "-e", code, *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=check, env=environment)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [None, *HOSTILE])
def test_every_form_holds_the_same_triples(form, name):
    graph = gold_graph() if name is None else small_graph(name)
    assert parsed(export(graph, form), FORMS[form]) == said(graph)


@settings(max_examples=25, deadline=None)
@given(
    graphs(),
)
def test_of_any_graph_too(graph):
    for form, format_ in FORMS.items():
        assert parsed(export(graph, form), format_) == said(graph)


@pytest.mark.parametrize("form", [*FORMS, "turtle-1.2"])
def test_the_order_of_values_makes_no_difference(form):
    graph = gold_graph()
    turned = replace(graph, entities=graph.entities[::-1], facts=graph.facts[::-1], articles=graph.articles[::-1])
    assert export(turned, form) == export(graph, form)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_back(tmp_path, form):
    path = (
        tmp_path
        / {"turtle": "g.ttl", "n-triples": "g.nt", "n-quads": "g.nq", "trig": "g.trig", "json-ld": "g.jsonld"}[form]
    )
    path.write_bytes(export(gold_graph(), form))
    assert export(read_graph(path), "turtle") == export(gold_graph(), "turtle")


@pytest.mark.skipif(RAPPER is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize("form", RAPPER_NAMES)
@pytest.mark.parametrize("name", [None, "海岳科技", 'a"b\\c', "Donglin Co., Ltd."])
def test_rapper_reads_every_form(tmp_path, form, name):
    graph = gold_graph() if name is None else small_graph(name)
    (tmp_path / "graph").write_bytes(export(graph, form))
    run = subprocess.run(
        [RAPPER, "-q", "-i", RAPPER_NAMES[form], "-o", "ntriples", tmp_path / "graph"], capture_output=True, check=True
    )
    assert parsed(run.stdout, R.N_TRIPLES) == said(graph)


@pytest.mark.parametrize(
    ("form", "type_"),
    [
        ("turtle", "text/turtle"),
        ("n-triples", "application/n-triples"),
        ("n-quads", "application/n-quads"),
        ("trig", "application/trig"),
    ],
)
@pytest.mark.parametrize("name", [None, "海岳科技", 'a"b\\c'])
def test_n3_js_reads_every_form(root, form, type_, name):
    if reason := missing_package(root, "n3"):
        pytest.skip(reason)
    graph = gold_graph() if name is None else small_graph(name)
    count, names = json.loads(node(root, N3_COUNT, export(graph, form), type_).stdout)
    data = export(graph, form)
    assert count == len(
        {(q.subject, q.predicate, q.object, getattr(q, "graph_name", None)) for q in ox.parse(data, format=FORMS[form])}
    )
    assert set(names) == {entity.name for entity in graph.entities}


@pytest.mark.parametrize("name", [None, "海岳科技", 'a"b\\c', "a:b//c"])
def test_jsonld_js_reads_json_ld(root, name):
    if reason := missing_package(root, "jsonld"):
        pytest.skip(reason)
    graph = gold_graph() if name is None else small_graph(name)
    quads = node(root, JSONLD_TO_NQUADS, export(graph, "json-ld")).stdout
    assert parsed(quads, R.N_QUADS) == said(graph)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # within rdflib itself
@pytest.mark.parametrize("form", ["json-ld", "n-quads", "trig", "n-triples"])
def test_rdflib_reads_every_form(form):
    graph = gold_graph()
    data = rdflib.Dataset(default_union=True).parse(
        data=export(graph, form), format={"n-triples": "nt", "n-quads": "nquads"}.get(form, form)
    )
    found = {(s, p, o) for s, p, o, *_ in data.quads()}
    assert len(found) == len(said(graph))
    labels = {str(o) for _, p, o in found if p == rdflib.SKOS.prefLabel}
    assert labels == {entity.name for entity in graph.entities}
    values = {str(o) for _, p, o in found if str(p).endswith("#value")}
    assert values == {t.object.value for t in triples(graph) if t.predicate == term("kg:value")}


# Which article says what


def test_a_graph_for_each_article():
    graph = gold_graph()
    quads = list(ox.parse(export(graph, "n-quads"), format=R.N_QUADS))
    names = {quad.graph_name.value for quad in quads if quad.graph_name != ox.DefaultGraph()}
    assert names == {f"{graph.base_iri}article/{article.id}" for article in graph.articles}
    assert not [quad for quad in quads if quad.graph_name == ox.DefaultGraph()]


def test_what_two_articles_say_stands_in_both_each_with_its_own_evidence():
    small = small_graph()
    other = replace(small.articles[0], id="p-2")
    fact = replace(small.facts[0], evidence=(*EVIDENCE, Evidence("p-2", 0, 11)))
    alone = Relation(
        "enterprise/海岳科技", "supplies", "park/东岭高新区", "Asserted", 0.9, "r", (Evidence("p-2", 0, 4),)
    )
    graph = replace(small, articles=(*small.articles, other), facts=(fact, alone))
    quads = list(ox.parse(export(graph, "trig"), format=R.TRIG))

    def told(predicate):
        found = [quad for quad in quads if quad.predicate == term(predicate)]
        return sorted(quad.graph_name.value.rpartition("/")[2] for quad in found)

    assert told("kg:locatedIn") == ["p-1", "p-2"]
    assert told("kg:supplies") == ["p-2"]
    assert told("kg:evidence") == ["p-1", "p-2", "p-2"]
    assert told("kg:source") == ["p-1", "p-2"]


# RDF 1.2


def test_statements_annotate_their_triples():
    graph = gold_graph()
    found = list(ox.parse(export(graph, "turtle-1.2"), format=R.TURTLE))
    reified = {t.subject: t.object for t in found if isinstance(t.object, ox.Triple)}
    relations = [fact for fact in graph.facts if isinstance(fact, Relation)]
    assert len(reified) == len(relations)
    asserted = {(t.subject, t.predicate, t.object) for t in found}
    statuses = {t.subject: t.object for t in found if t.predicate == term("kg:status")}
    for statement, triple in reified.items():
        if statuses[statement] == term("kg:Asserted"):
            assert (triple.subject, triple.predicate, triple.object) in asserted
    parts = {term("rdf:subject"), term("rdf:predicate"), term("rdf:object"), term("rdf:reifies")}
    assert {t for t in asserted if t[1] not in parts} == {t for t in said(graph) if t[1] not in parts}
    planned = {reified[s] for s in reified if statuses[s] == term("kg:Planned")}
    assert planned


# JSON-LD as plain JSON


def test_json_ld_reads_as_plain_json():
    written = json.loads(export(small_graph(), "json-ld"))
    nodes = {node["@id"]: node for node in written["@graph"]}
    company = nodes["id:enterprise/海岳科技"]
    assert company["prefLabel"] == "海岳科技"
    assert company["locatedIn"] == "id:park/东岭高新区"
    (figure,) = [node for node in nodes.values() if node["@type"] == "kg:Observation"]
    assert (figure["value"], figure["kg:unit"]) == ("350000000", "元")  # `unit` is a prefix
    assert not re.search(r'"@id": "_:', json.dumps(written))
