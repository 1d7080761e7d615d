"""SPARQL on a written graph: named queries, forms of answer, errors, and nothing that leaves the file."""

from __future__ import annotations

from decimal import Decimal

import pytest
from gold_graph import gold_graph
from small_graph import small_graph

from kg.export import export
from kg.query import QueryError, query
from kg.store import GraphError


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    path = tmp_path_factory.mktemp("query") / "gold.ttl"
    path.write_bytes(export(gold_graph(), "turtle"))
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("query") / "small.ttl"
    path.write_bytes(export(small_graph(), "turtle"))
    return path


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("evidence", 545),
        ("honors", 16),
        ("officials", 27),
        ("planned", 38),
        ("projects", 11),
        ("suppliers", 7),
        ("targets", 44),
        ("timeline", 51),
    ],
)
def test_named_queries_answer_on_the_gold(gold, name, rows):
    result = query(gold, name)
    assert result.form == "select"
    assert len(result.rows) == rows
    assert all(len(row) == len(result.columns) for row in result.rows)


def test_projects_are_sorted_by_investment(gold):
    result = query(gold, "projects")
    amounts = [row[result.columns.index("investment")] for row in result.rows]
    figures = [amount for amount in amounts if amount is not None]
    assert figures
    assert figures == sorted(figures, reverse=True)


def test_values_are_plain(small):
    result = query(small, "SELECT ?o ?v ?none { ?o a kg:Observation ; kg:value ?v OPTIONAL { ?o kg:valueTo ?none } }")
    assert result.columns == ("o", "v", "none")
    ((iri, value, none),) = result.rows
    assert iri.startswith("https://kg.example/id/observation/")
    assert (value, none) == (Decimal(350000000), None)
    assert query(small, "SELECT (COUNT(*) AS ?n) (1 < 2 AS ?b) ('x' AS ?s) (1e0 AS ?d) {}").rows == (
        (1, True, "x", Decimal(1)),
    )


def test_ask(small):
    assert query(small, "ASK { ?x a kg:Park }").rows == ((True,),)
    assert query(small, "ASK { ?x a kg:Cluster }").rows == ((False,),)


@pytest.mark.parametrize("text", ["CONSTRUCT { ?p a org:Site } { ?p a kg:Park }", "DESCRIBE ?p { ?p a kg:Park }"])
def test_graphs_are_sorted_triples(small, text):
    result = query(small, text)
    assert (result.form, result.columns) == ("graph", ("subject", "predicate", "object"))
    assert result.rows
    assert list(result.rows) == sorted(result.rows)


def test_a_wrong_query_is_shown_with_its_place(small):
    with pytest.raises(QueryError) as error:
        query(small, "SELECT * {\n ?a ?b c }")
    message = str(error.value).splitlines()
    assert "2:" in message[0]
    assert message[1] == " ?a ?b c }"
    assert message[2].strip() == "^"


@pytest.mark.parametrize(
    "text", ["", "   ", "SELECT", "?", "{", "\x00", "SELECT * { ?s ?p ?o", "PREFIX x: <a b> ASK {}"]
)
def test_nonsense_is_an_error(small, text):
    with pytest.raises(QueryError):
        query(small, text)


def test_an_unknown_name_lists_the_known(small):
    with pytest.raises(QueryError, match="suppliers"):
        query(small, "supplier")


@pytest.mark.parametrize(
    "text",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "CLEAR ALL",
        "LOAD <https://kg.example/>",
        "DROP ALL",
    ],
)
def test_updates_are_refused(small, text):
    with pytest.raises(QueryError):
        query(small, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service silent<http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { VALUES ?x { <http://127.0.0.1:1/> } SERVICE?x { ?s ?p ?o } }",
        "SELECT * { # a comment\n SERVICE\n<http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERV\\u0049CE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT ('it\\'s' AS ?x) { SERVICE <http://127.0.0.1:1/> { ?s ?p \"#\" } }",
        "SELECT * { ?s ?p '''a'b''' . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } FILTER(2>1) }",
        "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } } }",
        "PREFIX a:<http://127.0.0.1:1/> SELECT * { ?s a:b.c ?o.SERVICE a:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p kg:a# '''\n SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } # '''\n }",
        "SELECT * { ?s ?p 1.SERVICE <http://127.0.0.1:1/> {} }",
        "SELECT * { ?s ?p 'x'@zh.SERVICE <http://127.0.0.1:1/> {} }",
    ],
)
def test_service_is_switched_off(small, text):
    with pytest.raises(QueryError, match="SERVICE"):
        query(small, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service a kg:Park }",
        "SELECT * { ?s kg:service ?o }",
        "SELECT * { ?s <urn:SERVICE> 'SERVICE' } # SERVICE",
        'SELECT * { ?s ?p """a "SERVICE" b""" }',
        "PREFIX service: <urn:x> SELECT * { ?s service:SERVICE ?o }",
    ],
)
def test_the_word_alone_is_no_service(small, text):
    query(small, text)


def test_an_unreadable_graph_is_named(tmp_path):
    with pytest.raises(GraphError, match=r"absent\.ttl"):
        query(tmp_path / "absent.ttl", "ASK {}")
