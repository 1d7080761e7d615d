"""Verification: a graph that fits its sources passes, and every kind of difference is found."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from gold_graph import SEEDS, gold_graph
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graph import SOURCE, small_graph

from kg.export import export
from kg.store import GraphError
from kg.verify import verify


@pytest.fixture
def case(tmp_path):
    """Write a graph and its source; give both paths."""

    def write(graph, source=SOURCE):
        path, page = tmp_path / "graph.ttl", tmp_path / "p.txt"
        page.write_text(source, encoding="utf-8")
        path.write_bytes(export(graph, "turtle"))
        return path, [page]

    return write


def honest(**changes):
    """The small graph with its source's true hash."""
    graph = small_graph(**changes)
    sha256 = hashlib.sha256(SOURCE.encode()).hexdigest()
    return replace(graph, documents=(replace(graph.documents[0], sha256=sha256),))


def whats(verification):
    return [problem.what for problem in verification.problems]


def test_gold_graph_stands_in_the_seeds(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_bytes(export(gold_graph(), "turtle"))
    verification = verify(path, [SEEDS])
    assert verification.problems == ()
    assert verification.documents == 5
    assert verification.quotes > 300


def test_honest_graph_passes(case):
    verification = verify(*case(honest()))
    assert (verification.documents, verification.quotes, verification.problems) == (1, 2, ())


def test_a_changed_source_is_found(case):
    path, inputs = case(honest(), SOURCE + "后来")
    assert whats(verify(path, inputs)) == ["source-changed"]


def test_a_changed_quote_is_found(case):
    path, inputs = case(honest(), SOURCE.replace("3.50", "9.50"))
    verification = verify(path, inputs)
    assert whats(verification) == ["source-changed", "quote-differs"]
    assert verification.problems[1].where == "p.txt:12"
    assert verification.problems[1].values == ("总投资\n\n约9.50亿元", "总投资约3.50亿元")


def test_a_missing_source_is_found(case, tmp_path):
    path, inputs = case(honest())
    inputs[0].unlink()
    assert whats(verify(path, inputs)) == ["missing", "source-missing"]


def test_shifted_offsets_are_found(case):
    path, inputs = case(honest())
    path.write_bytes(path.read_bytes().replace(b"kg:start 0 ;", b"kg:start 1 ;"))
    assert "quote-differs" in whats(verify(path, inputs))


def test_evidence_without_a_place_is_found(case):
    path, inputs = case(honest())
    path.write_bytes(path.read_bytes().replace(b"kg:article article:p-1 ;", b""))
    assert whats(verify(path, inputs)) == ["quote-unplaced", "quote-unplaced"]


def test_direct_triples_and_statements_belong_together(case):
    path, inputs = case(honest())
    written = path.read_bytes()
    path.write_bytes(written + "enterprise:海岳科技 kg:operates park:东岭高新区 .\n".encode())
    assert whats(verify(path, inputs)) == ["statement-missing"]
    path.write_bytes(written.replace(b"\tkg:locatedIn ", b"\tkg:near "))
    assert whats(verify(path, inputs)) == ["triple-missing"]


def test_offsets_that_are_no_numbers_are_found(case):
    path, inputs = case(honest())
    path.write_bytes(path.read_bytes().replace(b"kg:start 0 ;", b'kg:start "zero" ;'))
    assert "quote-unplaced" in whats(verify(path, inputs))


def test_an_unreadable_graph_is_named(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(GraphError, match=r"graph\.ttl:"):
        verify(path, [tmp_path])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SOURCE) - 1), st.sampled_from("甲乙,1 "))
def test_any_change_inside_a_quote_is_found(tmp_path_factory, at, char):
    folder = tmp_path_factory.mktemp("verify")
    (folder / "graph.ttl").write_bytes(export(honest(), "turtle"))
    changed = SOURCE[:at] + char + SOURCE[at + 1 :]
    (folder / "p.txt").write_text(changed, encoding="utf-8")
    spans = [(0, 11), (12, 24)]
    inside = any(start <= at < end for start, end in spans) and SOURCE[at] != "\n" and changed != SOURCE
    assert ("quote-differs" in whats(verify(folder / "graph.ttl", [folder]))) >= inside
