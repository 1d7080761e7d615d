"""CSV and Parquet hold every triple, in pandas and Arrow; no cell is a formula."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pyarrow.parquet as pq
import pytest
from gold_graph import gold_graph
from hypothesis import given, settings
from small_graph import small_graph
from test_answers import FORMULAS
from test_graph_properties import graphs
from test_turtle import HOSTILE

from kg.export import export_folder
from kg.export.tables import tables
from kg.model import Observation
from kg.ontology import KG, load_ontology
from kg.rdf import triples
from kg.terms import encodable, term

NAMES = {"entities", "statements", "positions", "observations", "events", "evidence", "articles", "documents"}


def said(graph):
    """(subject, local name of the property, value) of every triple that is no direct one."""
    relations = {term(f"kg:{name}") for name in load_ontology().relations}
    left_out = {term("rdf:type")}
    return {
        (t.subject.value, t.predicate.value.replace("#", "/").rpartition("/")[2], t.object.value.removeprefix(KG))
        for t in triples(graph)
        if t.predicate not in relations | left_out
    }


def from_csv(files):
    """The same, from the CSV files as the csv module reads them."""
    found = set()
    for name, data in files.items():
        for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for column, value in row.items():
                if column not in {"iri", "type"} and value:
                    values = json.loads(value) if value.startswith("[") and column in LISTS[name] else [value]
                    found |= {
                        (row["iri"], column, each.removeprefix("'") if values == [value] else each) for each in values
                    }
    return found


LISTS = {
    f"{name}.csv": {column for column, kind in table.columns if kind == "texts"}
    for name, table in tables(small_graph()).items()
}


def test_csv_holds_every_triple():
    files = export_folder(gold_graph(), "csv")
    assert set(files) == {f"{name}.csv" for name in NAMES}
    assert from_csv(files) == said(gold_graph())


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_of_any_graph_too(graph):
    assert from_csv(export_folder(graph, "csv")) == {each for each in said(graph) if each[2]}


@pytest.mark.parametrize("name", [*HOSTILE, *FORMULAS])
def test_no_cell_is_a_formula_and_every_one_can_be_read_back(name):
    graph = small_graph(name)
    files = export_folder(graph, "csv")
    for data in files.values():
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell[:1] in set("=+-@\t\r＝＋－＠")]
    assert from_csv(files) == said(graph)
    assert encodable(name) in {value for _, column, value in from_csv(files) if column == "prefLabel"}


def test_negative_figures_stay_figures():
    small = small_graph()
    figure = next(fact for fact in small.facts if isinstance(fact, Observation))
    graph = replace(small, facts=(replace(figure, value=Decimal("-3.5")),))
    (row,) = csv.DictReader(
        io.StringIO(export_folder(graph, "csv")["observations.csv"].decode("utf-8-sig"), newline="")
    )
    assert row["value"] == "-3.5"


def test_pandas_reads_csv():
    files, graph = export_folder(gold_graph(), "csv"), gold_graph()
    frames = {name: pd.read_csv(io.BytesIO(data)) for name, data in files.items()}
    assert list(frames["entities.csv"].columns) == ["iri", "type", "prefLabel", "altLabel", "mentionedIn"]
    assert set(frames["entities.csv"]["prefLabel"]) == {entity.name for entity in graph.entities}
    values = sum(fact.value for fact in graph.facts if isinstance(fact, Observation))
    assert frames["observations.csv"]["value"].sum() == pytest.approx(float(values))
    statements = frames["statements.csv"].merge(frames["entities.csv"], left_on="object", right_on="iri")
    assert len(statements) == len(frames["statements.csv"])


def test_parquet_holds_every_triple_with_its_type():
    files = export_folder(gold_graph(), "parquet")
    assert set(files) == {f"{name}.parquet" for name in NAMES}
    found = set()
    for data in files.values():
        for row in pq.read_table(io.BytesIO(data)).to_pylist():
            for column, value in row.items():
                if column not in {"iri", "type"} and value is not None:
                    values = value if isinstance(value, list) else [value]
                    found |= {(row["iri"], column, _lexical(each)) for each in values}
    assert found == said(gold_graph())


def _lexical(value):
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_pandas_reads_parquet():
    frame = pd.read_parquet(io.BytesIO(export_folder(gold_graph(), "parquet")["observations.parquet"]))
    exact = sum(fact.value for fact in gold_graph().facts if isinstance(fact, Observation))
    assert frame["value"].sum() == exact  # decimals, not floats


@pytest.mark.parametrize("value", ["1E-20", "12345678901234567890.12345678", "0", "-0.1"])
def test_no_digit_is_lost(value):
    small = small_graph()
    figure = next(fact for fact in small.facts if isinstance(fact, Observation))
    graph = replace(small, facts=(replace(figure, value=Decimal(value)),))
    table = pq.read_table(io.BytesIO(export_folder(graph, "parquet")["observations.parquet"]))
    assert table["value"].to_pylist() == [Decimal(value)]


def test_tables_without_rows_have_their_columns():
    empty = replace(small_graph(), facts=())
    assert pq.read_table(io.BytesIO(export_folder(empty, "parquet")["events.parquet"])).num_rows == 0
    header = export_folder(empty, "csv")["events.csv"].decode("utf-8-sig")
    assert header.startswith("iri,label,eventType,date,place,participant")


@pytest.mark.parametrize("form", ["csv", "parquet", "neo4j"])
def test_the_order_of_values_makes_no_difference(form):
    graph = gold_graph()
    turned = replace(graph, entities=graph.entities[::-1], facts=graph.facts[::-1], articles=graph.articles[::-1])
    assert export_folder(turned, form) == export_folder(graph, form)
