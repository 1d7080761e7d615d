"""Answers as text: read back by the readers of each format, and without formulas for spreadsheets."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.query import Result as RdflibResult
from small_graph import small_graph

from kg.cells import cell
from kg.cli.answers import written
from kg.export import export
from kg.query import query

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    '=HYPERLINK("https://kg.example/","海岳")',
    "=cmd|' /C calc'!A0",
    "'=1",
    "''",
    '"=1"',
    "=1,2\n=3",
]
NAMES = "SELECT ?name ?value { ?s skos:prefLabel ?name OPTIONAL { ?o kg:about ?s ; kg:value ?value } } ORDER BY ?name"


def graph_of(folder, name):
    path = folder / "graph.ttl"
    path.write_bytes(export(small_graph(name), "turtle"))
    return path


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_is_no_formula_in_csv_and_can_be_read_back(tmp_path, name):
    text = written(query(graph_of(tmp_path, name), NAMES), "csv")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == ["name", "value"]
    assert not [row for row in rows if row[0].startswith(tuple("=+-@\t\r＝＋－＠"))]
    assert {row[0].removeprefix("'") for row in rows} == {name, "东岭高新区", "陈远山"}
    assert {row[1] for row in rows} == {"", "350000000"}


@pytest.mark.parametrize("name", [*FORMULAS, "海岳", 'a"b\\c', "\U0001f600\x00"])
def test_tsv_holds_no_formula_and_is_read_by_others(tmp_path, name):
    result = query(graph_of(tmp_path, name), NAMES)
    text = written(result, "tsv")
    assert not [cell for line in text.splitlines() for cell in line.split("\t") if cell.lstrip('"')[:1] in set("=+-@")]
    again = ox.parse_query_results(text.encode(), format=ox.QueryResultsFormat.TSV)
    assert [tuple(row) for row in again] == list(result.terms)


def test_tsv_is_read_by_rdflib(tmp_path):
    text = written(query(graph_of(tmp_path, "海岳"), NAMES), "tsv")
    names = {str(row["name"]) for row in RdflibResult.parse(io.BytesIO(text.encode()), format="tsv")}
    assert names == {"海岳", "东岭高新区", "陈远山"}


def test_numbers_stay_numbers(tmp_path):
    asked = "SELECT (-1 AS ?a) (-0.5 AS ?b) (1e3 AS ?c) ('-1' AS ?d) (true AS ?e) ('x' AS ?f) {}"
    result = query(graph_of(tmp_path, "海岳"), asked)
    assert written(result, "csv").splitlines()[1] == "-1,-0.5,1000,'-1,true,x"
    assert written(result, "tsv").splitlines()[1].split("\t")[:2] == ["-1", "-0.5"]
    assert json.loads(written(result, "json")) == [{"a": -1, "b": -0.5, "c": 1000, "d": "-1", "e": True, "f": "x"}]


@pytest.mark.parametrize("name", ["海岳", 'a"b', "line\nbreak"])
def test_graphs_are_turtle(tmp_path, name):
    path = graph_of(tmp_path, name)
    text = written(query(path, "CONSTRUCT { ?s skos:prefLabel ?n } { ?s skos:prefLabel ?n }"), "turtle")
    assert text.startswith("@prefix kg: ")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert {str(label) for label in graph.objects(None, rdflib.SKOS.prefLabel)} == {name, "东岭高新区", "陈远山"}
    described = written(query(path, "DESCRIBE ?p { ?p a kg:Park }"), "turtle")
    assert len(rdflib.Graph().parse(data=described, format="turtle")) >= 4
    assert written(query(path, "DESCRIBE ?p { ?p a kg:Park }"), "turtle") == described


def test_turtle_is_for_graphs_only(tmp_path):
    with pytest.raises(ValueError, match="select"):
        written(query(graph_of(tmp_path, "海岳"), NAMES), "turtle")


def test_ordinary_text_is_left_alone():
    assert [cell(text) for text in ("海岳科技", "3.5亿元", "", " =1", "a=b")] == [
        "海岳科技",
        "3.5亿元",
        "",
        " =1",
        "a=b",
    ]
