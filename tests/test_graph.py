"""The graph value and its triples."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from gold_graph import gold_graph
from small_graph import EVIDENCE, FIGURE, SOURCE, small_graph

from kg.export import export
from kg.model import Evidence, Position, Relation
from kg.rdf import triples
from kg.terms import as_rdflib, partial_date


def test_repr_is_short_and_html_is_escaped():
    assert repr(small_graph()) == "Graph(3 entities, 5 facts, 1 articles, 1 documents, 0 problems)"
    html = small_graph()._repr_html_()
    assert "<td>Enterprise</td><td>1</td>" in html
    assert "&lt;b&gt;" in small_graph(entities=(replace(small_graph().entities[0], type="<b>"),))._repr_html_()


@pytest.mark.parametrize("base", ["https://example.org/id", "no scheme/", "https://a b/", ""])
def test_base_iri_is_checked(base):
    with pytest.raises(ValueError, match=r"IRI"):
        small_graph(base_iri=base)


def test_unsure_facts_are_left_out_with_what_hangs_on_them():
    graph = small_graph()
    event = graph.facts[4]
    led = Relation(event.id, "issuedBy", graph.entities[0].key, "Asserted", 0.95, "events", EVIDENCE)
    counted = replace(graph.facts[3], about=event.id, confidence=0.95)
    graph = replace(graph, facts=(*graph.facts, led, counted))
    assert graph.at_least(0) == graph
    assert set(graph.facts) - set(graph.at_least(0.8).facts) == {graph.facts[1]}
    surest = graph.at_least(0.81)
    assert surest.facts == (graph.facts[0], graph.facts[2], graph.facts[3])
    assert surest.entities == graph.entities


def test_quote_and_source_span():
    graph = small_graph()
    assert graph.quote(EVIDENCE[0]) == "海岳科技落户东岭高新区"
    start, end = graph.source_span(FIGURE[0])
    assert (
        SOURCE[start:end].replace("\n", "")
        == graph.quote(FIGURE[0])
        == "总投资约3.50亿元"[: FIGURE[0].end - FIGURE[0].start]
    )


def test_vocabulary_of_a_small_graph():
    graph = small_graph()
    ask = graph.rdf.query
    assert ask("""ASK { ?e a kg:Enterprise ; skos:prefLabel "海岳科技"@zh ; kg:locatedIn ?p ; kg:mentionedIn ?a .
        ?p a kg:Park ; skos:altLabel "高新区"@zh . ?a a kg:Article , schema:NewsArticle ; schema:author ?person ;
        schema:datePublished "2024-09"^^xsd:gYearMonth ; schema:isPartOf/kg:source "p.txt" }""").askAnswer
    assert ask("""ASK { ?s a kg:Statement ; rdf:predicate kg:locatedIn ; kg:status kg:Asserted ; kg:confidence 0.93 ;
        kg:evidence [ a kg:Evidence ; kg:quote "海岳科技落户东岭高新区"@zh ; kg:start 0 ; kg:end 11 ] }""").askAnswer
    assert not ask("ASK { ?e kg:operates ?p }").askAnswer
    assert ask("ASK { ?s rdf:predicate kg:operates ; kg:status kg:Planned }").askAnswer
    assert ask("""ASK { ?p a kg:Position ; org:member ?who ; org:organization ?o ; kg:title "主任"@zh .
        ?who a kg:Official }""").askAnswer
    assert ask("""ASK { ?o a kg:Observation ; kg:value "350000000"^^xsd:decimal ; kg:unit "元" ;
        qudt:hasUnit unit:CCY_CNY ; kg:bound "~" ; kg:period "2025"^^xsd:gYear ; kg:kind "target" }""").askAnswer
    assert ask(
        'ASK { ?e a kg:Event ; kg:eventType "签约" ; kg:date "--09-21" ; kg:place ?p ; kg:participant ?c }'
    ).askAnswer


@pytest.mark.parametrize(
    "change", [{"former": True}, {"status": "Planned"}, {"organization": None}, {"organization": "enterprise/海岳科技"}]
)
def test_no_official_without_a_public_post(change):
    graph = small_graph()
    facts = tuple(replace(fact, **change) if isinstance(fact, Position) else fact for fact in graph.facts)
    assert not replace(graph, facts=facts).rdf.query("ASK { ?p a kg:Official }").askAnswer


def test_no_blank_nodes():
    for triple in triples(gold_graph()):
        assert not isinstance(triple.subject, ox.BlankNode)
        assert not isinstance(triple.object, ox.BlankNode)


def test_rdf_view_has_the_triples_of_the_turtle():
    graph = gold_graph()
    again = rdflib.Graph().parse(data=export(graph, "turtle"), format="turtle")
    assert isinstance(graph.rdf, rdflib.Graph)
    assert len(graph.rdf) == len(again) == len(set(triples(graph))) > 8000
    assert all(triple in graph.rdf for triple in again)
    assert set(as_rdflib(triples(graph))) == set(again)


@pytest.mark.parametrize(
    ("date", "datatype"),
    [
        ("2024", "gYear"),
        ("2024-09", "gYearMonth"),
        ("2024-09-21", "date"),
        ("2024-02-30", "string"),
        ("2024-13", "string"),
        ("2024-Q4", "string"),
        ("2023-H1", "string"),
        ("--09-21", "string"),
        ("2023-07-20/2023-07-23", "string"),
        ("20240921", "string"),
        ("٢٠٢٤", "string"),
        ("", "string"),
    ],
)
def test_dates_are_as_precise_as_the_text(date, datatype):
    assert partial_date(date) == ox.Literal(date, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))


def test_a_reprint_adds_evidence_not_a_fact():
    graph = small_graph()
    first = graph.facts[0]
    more = replace(first, evidence=(*first.evidence, Evidence("p-1", 0, 4)))
    two = replace(graph, facts=(more, *graph.facts[1:]))
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) (COUNT(?e) AS ?m) { ?s rdf:predicate kg:locatedIn ; kg:evidence ?e }"
    assert [tuple(int(x) for x in row) for row in two.rdf.query(count)] == [(1, 2)]
