"""The bench compares equal answers: what it measures is asked of both stores, and a difference is an error."""

from __future__ import annotations

import sys
from importlib import import_module

import pyoxigraph as ox
import pytest

from kg.rdf import triples
from kg.terms import as_rdflib


@pytest.fixture(scope="module")
def bench(root):
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "bench"))
        yield import_module("store")
        for name in ("store", "invented"):
            sys.modules.pop(name, None)


def test_every_query_of_the_bench_has_equal_answers(bench):
    graph = bench.invented_graph(2_000)
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples(graph))
    peer = as_rdflib(triples(graph))
    assert len(bench.queries()) == 9
    for name, query in bench.queries().items():
        timing = bench.measure(
            lambda query=query: bench.answer(store, query), lambda query=query: bench.rdflib_answer(peer, query), 1
        )
        assert timing.ratio > 0, name
        if name != "look-up by name":  # of a name that a larger graph has
            assert bench.answer(store, query), name


def test_a_difference_is_an_error(bench):
    with pytest.raises(ValueError, match="1 is not 2"):
        bench.measure(lambda: 1, lambda: 2, 1)
