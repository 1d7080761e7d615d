"""IRIs of things with any name, and the identity of facts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib
from gold_graph import gold_graph
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graph import small_graph

from kg.iri import canonical_decimal, fact_key, iri_path
from kg.terms import literal

ID = "https://kg.example/id/"


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec=None), max_size=12))
def test_any_name_gives_a_valid_iri_and_literal(name):
    iri = ox.NamedNode(ID + iri_path("enterprise", name)).value
    assert not set(iri) & set('<>"{}|\\^` \n\u202e\u200b')
    assert iri.count("/") == ID.count("/") + 1
    assert rdflib.URIRef(iri).n3() == f"<{iri}>"
    literal(name)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.characters(codec=None), max_size=4), min_size=2, max_size=2, unique=True))
def test_different_names_have_different_iris(names):
    assert iri_path("person", names[0]) != iri_path("person", names[1])


@pytest.mark.parametrize(
    ("written", "lexical"),
    [
        ("350000000.00", "350000000"),
        ("0.70", "0.7"),
        ("-3.10", "-3.1"),
        ("1E+3", "1000"),
        ("0.000", "0"),
        ("-0.0", "0"),
    ],
)
def test_decimals_are_canonical(written, lexical):
    assert canonical_decimal(Decimal(written)) == lexical
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode(ID), ox.NamedNode(ID), literal(lexical, datatype="xsd:decimal")))
    assert next(iter(store)).object.value == lexical


def test_facts_are_identified_by_what_they_say():
    graph = small_graph()
    for fact in graph.facts:
        assert fact_key(replace(fact, confidence=0.1, evidence=())) == fact_key(fact)
    relation, _, position, observation, _ = graph.facts
    assert fact_key(replace(relation, status="Denied")) != fact_key(relation)
    assert fact_key(replace(position, former=True)) != fact_key(position)
    assert fact_key(replace(observation, value=Decimal("3.5e8"))) == fact_key(observation)
    assert fact_key(replace(observation, period=None)) != fact_key(observation)
    assert len({fact_key(fact) for fact in gold_graph().facts}) == len(gold_graph().facts)


def test_chinese_stays_readable():
    assert iri_path("enterprise", "贝岭(东岭)材料有限公司—A") == "enterprise/贝岭(东岭)材料有限公司—A"
