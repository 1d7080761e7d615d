"""Turtle: the same bytes every time, and the same triples in every reader, whatever the names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from gold_graph import gold_graph
from small_graph import small_graph

from kg.export import FORMATS, export
from kg.rdf import triples

RAPPER = shutil.which("rapper")
WRITE = """
import sys
from gold_graph import gold_graph
from kg.export import export
sys.stdout.buffer.write(export(gold_graph(), "turtle"))
"""
HOSTILE = [
    'a"b',
    "a<b>c",
    "a b\tc",
    "line\nbreak\r",
    "{brace}|^`",
    "back\\slash",
    "rtl\u202egnp.exe",
    "zero\u200bwidth",
    "lone\ud800surrogate",
    "null\x00bell\x07",
    "percent%20",
    "a#b?c[d]",
    "a/b/../c",
    ".",
    "..",
    "...",
    "Donglin Co., Ltd.",
    "'''\"\"\"",
    "海岳(东岭)·A/B.",
    "-.~!$&'()*+,;=:@",
    "\ufffe\uffff\U0001fffe",
    "\ue000private",
    "𠮷野家😀",
]


def turtle(graph):
    return export(graph, "turtle")


def parsed(data):
    return {(t.subject, t.predicate, t.object) for t in ox.parse(data, format=ox.RdfFormat.TURTLE)}


def python(code, **environment):
    """What a fresh interpreter prints."""
    own = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=own).stdout


@pytest.mark.skipif(RAPPER is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize("name", [None, *HOSTILE])
def test_rapper_reads_as_many_triples(tmp_path, name):
    graph = gold_graph() if name is None else small_graph(name)
    path = tmp_path / "graph.ttl"
    path.write_bytes(turtle(graph))
    run = subprocess.run([RAPPER, "-c", "-i", "turtle", path], capture_output=True, text=True, check=True)
    assert int(re.search(r"returned (\d+) triples", run.stderr)[1]) == len(parsed(path.read_bytes()))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_survive(name):
    graph = small_graph(name)
    data = turtle(graph)
    again = rdflib.Graph().parse(data=data, format="turtle")
    expected = {(t.subject, t.predicate, t.object) for t in triples(graph)}
    assert parsed(data) == expected
    assert len(again) == len(expected)
    label = again.value(rdflib.URIRef(graph.iri(graph.entities[0])), rdflib.SKOS.prefLabel)
    assert str(label) == re.sub("[\ud800\ufffe\uffff]", "\ufffd", name)


def test_turtle_does_not_depend_on_order_or_hash_seed(tmp_path):
    graph = gold_graph()
    shuffled = replace(
        graph,
        entities=graph.entities[::-1],
        facts=graph.facts[::-1],
        articles=graph.articles[::-1],
        documents=graph.documents[::-1],
    )
    assert turtle(shuffled) == turtle(graph)
    for seed in ("1", "2"):
        assert python(WRITE, PYTHONHASHSEED=seed) == turtle(graph)


def test_turtle_is_sorted_by_section():
    text = turtle(gold_graph()).decode()
    sections = re.findall(r"^# (\w+)$", text, re.MULTILINE)
    assert sections[0] == "Enterprise"
    assert sections[-2:] == ["Article", "Document"]
    assert len(sections) == len(set(sections)) == 22
    statements = re.findall(r"^statement:(\w+) a kg:Statement", text, re.MULTILINE)
    assert statements == sorted(statements)


def test_data_iris_live_under_the_given_base():
    data = turtle(small_graph(base_iri="https://example.org/graph#"))
    subjects = {subject.value for subject, _, _ in parsed(data)}
    assert subjects
    assert all(subject.startswith("https://example.org/graph#") for subject in subjects)


def test_exports_are_loaded_when_used():
    assert "turtle" in FORMATS
    loaded = python("import sys, kg.export, kg.graph; print(*sys.modules)").decode().split()
    assert "pyoxigraph" in loaded
    assert not {"rdflib", "pyvis", "networkx", "spacy"} & set(loaded)


def test_names_stand_readable():
    assert "enterprise:海岳科技 a kg:Enterprise" in turtle(small_graph()).decode()


def test_an_unknown_format_is_named_with_those_there_are():
    with pytest.raises(ValueError, match=r"'jsonld'.*turtle, .*html"):
        export(small_graph(), "jsonld")
