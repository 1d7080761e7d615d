"""The Cypher script and the files for Neo4j's import: nothing but text in their texts. tests/servers runs both."""

from __future__ import annotations

import csv
import io
import re

import pytest
from gold_graph import gold_graph
from small_graph import small_graph
from test_turtle import HOSTILE

from kg.export import export, export_folder
from kg.export.cypher import _name
from kg.property_graph import property_graph
from kg.rdf import triples
from kg.terms import encodable

ATTACKS = [
    *HOSTILE,
    "'}] AS row DETACH DELETE row //",
    "\\'; MATCH (n) DETACH DELETE n; //",
    "\\u0027}] AS row DETACH DELETE row //",
    "\\\\u0027; MATCH (n) DETACH DELETE n; //",
    "\\u005c\\u0027; MATCH (n) DETACH DELETE n; //",
    "\\U0027",
    "`",
    "$param {x: 1}",
    "/* */ -- //",
]
STRING = re.compile(r"'(?:[^'\\]|\\.)*'(?: \+ '(?:[^'\\]|\\.)*')*", re.DOTALL)


def resolved(script):
    """As Neo4j reads it: Unicode escapes first, whatever stands before them."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), script)


def structure(script):
    """All that is no text; statements' figures differ in order, as their IRIs do."""
    return re.sub(r"\d\.\d+", "0", STRING.sub("''", script))


def strings(script):
    return [
        "".join(unescaped(part) for part in re.findall(r"'((?:[^'\\]|\\.)*)'", each, re.DOTALL))
        for each in STRING.findall(script)
    ]


def unescaped(text):
    known = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
    return re.sub(
        r"\\(?:u([0-9A-F]{4})|(.))",
        lambda match: chr(int(match[1], 16)) if match[1] else known.get(match[2], match[2]),
        text,
    )


@pytest.mark.parametrize("name", ATTACKS)
def test_no_name_ends_its_string(name):
    script = export(small_graph(name), "cypher").decode()
    harmless = export(small_graph("海岳科技"), "cypher").decode()
    for read in (script, resolved(script)):
        assert structure(read) == structure(harmless)
        assert encodable(name) in strings(read)


def test_the_script_holds_every_text_of_the_graph():
    found = property_graph(triples(gold_graph()))
    script = export(gold_graph(), "cypher").decode()
    told = set(strings(script))
    for node in found.nodes:
        assert node.iri in told
        for value in node.properties.values():
            assert set(value if isinstance(value, tuple) else [value] if isinstance(value, str) else []) <= told
    assert script.count("{source: '") == len(found.relationships)
    assert all(line.endswith(";") for line in script.splitlines())


@pytest.mark.parametrize("name", ["", "a`b", "a\\b", "a b", "\x00"])
def test_a_name_that_could_end_its_quotes_is_refused(name):
    with pytest.raises(ValueError, match="not a name"):
        _name(name)


@pytest.mark.parametrize(("name", "written"), [("locatedIn", "locatedIn"), ("prefLabel@en", "`prefLabel@en`")])
def test_names_are_quoted_where_they_must_be(name, written):
    assert _name(name) == written


# Neo4j's import


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("name", [None, *ATTACKS])
def test_the_import_files_hold_every_node_and_relationship(name):
    graph = gold_graph() if name is None else small_graph(name)
    found, files = property_graph(triples(graph)), export_folder(graph, "neo4j")
    assert set(files) == {"nodes.csv", "relationships.csv"}
    nodes, relationships = rows(files["nodes.csv"]), rows(files["relationships.csv"])
    assert [row["iri:ID"] for row in nodes] == [node.iri for node in found.nodes]
    assert [row[":LABEL"].split("\x1f") for row in nodes] == [["Resource", *node.labels] for node in found.nodes]
    for row, node in zip(nodes, found.nodes, strict=True):
        told = {
            head.partition(":")[0]: value for head, value in row.items() if head not in {"iri:ID", ":LABEL"} and value
        }
        assert told == {key: _written(value) for key, value in node.properties.items() if value != ""}
    assert [(row[":START_ID"], row[":TYPE"], row[":END_ID"]) for row in relationships] == [
        (each.source, each.type, each.target) for each in found.relationships
    ]


def _written(value):
    if isinstance(value, tuple):
        return "\x1f".join(map(_written, value))
    return str(value).lower() if isinstance(value, bool) else value if isinstance(value, str) else repr(value)


def test_an_empty_text_is_no_missing_one():
    lines = export_folder(small_graph(), "neo4j")["nodes.csv"].decode().splitlines()
    assert '"value:double"' in lines[0]
    assert any(",," in line for line in lines[1:])  # nothing at all, where there is nothing
