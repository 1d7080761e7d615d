"""A written graph as a store: the same answers from memory and from the index, whatever happens to file and index."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pyoxigraph as ox
import pytest
from gold_graph import gold_graph
from hypothesis import given, settings
from small_graph import small_graph
from test_graph_properties import graphs

from kg import store as module
from kg.export import export
from kg.named_queries import named_queries
from kg.query import query
from kg.store import GraphError, indexed_store, open_store, read_triples

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def indexes(tmp_path, monkeypatch):
    """Every file is large enough for an index; the folder of the indexes."""
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "_SMALL", 0)
    return tmp_path / "cache"


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.ttl"
    path.write_bytes(export(gold_graph(), "turtle"))
    return path


def index_of(indexes):
    (index,) = indexes.glob("*/*-oxigraph-*")
    return index


def test_the_index_answers_as_memory_does(gold, indexes):
    expected = {name: query(gold, name) for name in named_queries()}
    assert index_of(indexes).is_dir()
    memory = open_store(gold)
    assert set(memory) == set(indexed_store(gold))
    shutil.rmtree(indexes)
    indexes.write_bytes(b"")  # a file stands there: no index can be kept
    assert {name: query(gold, name) for name in named_queries()} == expected


def test_an_index_is_made_once_and_announced(gold, indexes):
    said = []
    for _ in range(3):
        indexed_store(gold, announce=lambda: said.append("once"))
    assert said == ["once"]


def test_an_index_is_not_parsed_again(gold, indexes, monkeypatch):
    indexed_store(gold)
    monkeypatch.setattr(ox, "parse", None)
    monkeypatch.setattr(module, "open_store", None)
    assert len(query(gold, "suppliers").rows) == 7


def test_a_changed_file_gives_new_answers(gold, indexes):
    before = query(gold, COUNT).rows[0][0]
    first = indexed_store(gold)
    gold.write_bytes(export(small_graph(), "turtle"))
    assert query(gold, COUNT).rows[0][0] < before
    assert len(first) == before  # a store that was open goes on answering for what it was opened on


def test_two_processes_at_once_answer_the_same(gold, indexes):
    code = "import sys; from pathlib import Path; from kg import store; store._SMALL = 0\n"
    code += "from kg.query import query; print(query(Path(sys.argv[1]), sys.argv[2]).rows)"
    command = [sys.executable, "-c", code, str(gold), COUNT]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    answers = {process.communicate(timeout=60)[0] for process in processes}
    assert answers == {f"{query(gold, COUNT).rows}\n".encode()}
    assert index_of(indexes)


@pytest.mark.parametrize("harm", ["CURRENT", "*.sst"])
def test_a_damaged_index_costs_no_answer(gold, indexes, harm):
    expected = query(gold, COUNT)
    for path in index_of(indexes).glob(harm):
        path.unlink()
    assert query(gold, COUNT) == expected
    assert query(gold, COUNT) == expected


def test_the_index_is_read_only(gold, indexes):
    with pytest.raises(RuntimeError, match="read-write"):
        indexed_store(gold).update("DELETE WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("size", [0, 1 << 40])
def test_a_wrong_file_is_named_with_its_line(tmp_path, monkeypatch, size):
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "_SMALL", size)
    path = tmp_path / "wrong.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> 海岳", encoding="utf-8")
    with pytest.raises(GraphError, match=r"wrong\.ttl:2: "):
        indexed_store(path)
    with pytest.raises(GraphError, match=r"absent\.ttl"):
        indexed_store(tmp_path / "absent.ttl")


def test_named_graphs_are_asked_together(tmp_path):
    path = tmp_path / "two.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> <urn:b> <urn:d> <urn:h> .\n", encoding="utf-8")
    assert query(path, COUNT).rows == ((2,),)
    assert query(path, "SELECT ?g { GRAPH ?g { ?s ?p <urn:d> } }").rows == (("urn:h",),)


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_no_literal_of_a_built_graph_changes_in_a_store(tmp_path_factory, graph):
    path = tmp_path_factory.mktemp("literals") / "graph.ttl"
    path.write_bytes(export(graph, "turtle"))
    written = {(t.subject, t.predicate, t.object) for t in read_triples(path)}
    assert {(q.subject, q.predicate, q.object) for q in open_store(path)} == written
