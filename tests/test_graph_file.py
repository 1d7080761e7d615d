"""A graph that is written and read back is the same: the same bytes, quotes, and places in the source."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gold_graph import gold_graph
from hypothesis import assume, given, settings
from small_graph import small_graph
from test_graph_properties import graphs
from test_turtle import HOSTILE

from kg.export import export
from kg.graph_file import read_graph
from kg.iri import fact_key
from kg.model import Entity
from kg.store import GraphError
from kg.terms import encodable


def again(folder, graph):
    path = folder / "graph.ttl"
    path.write_bytes(export(graph, "turtle"))
    return read_graph(path)


def facts(graph):
    """What each fact says, by its key, with the words and places of its evidence."""
    said = {}
    for fact in graph.facts:
        quotes = sorted((graph.quote(each), *graph.source_span(each)) for each in fact.evidence)
        said[fact_key(fact)] = (type(fact), round(fact.confidence, 4), fact.rule, quotes)
    return said


@pytest.mark.parametrize("graph", [gold_graph(), small_graph(), small_graph(base_iri="https://example.org/graph#")])
def test_a_graph_comes_back_as_it_was(tmp_path, graph):
    read = again(tmp_path, graph)
    assert export(read, "turtle") == export(graph, "turtle")
    assert read.base_iri == graph.base_iri
    assert {(e.key, e.type, e.name, frozenset(e.aliases) - {e.name}, frozenset(e.articles)) for e in read.entities} == {
        (e.key, e.type, e.name, frozenset(e.aliases) - {e.name}, frozenset(e.articles)) for e in graph.entities
    }
    assert facts(read) == facts(graph)


def test_the_seeds_graph_comes_back_byte_for_byte(root):
    path = root / "output" / "graph.ttl"
    assert export(read_graph(path), "turtle") == path.read_bytes()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_back(tmp_path, name):
    graph = small_graph(name)
    if encodable(name) == name:
        assert export(again(tmp_path, graph), "turtle") == export(graph, "turtle")
    assert again(tmp_path, graph).entities


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_any_graph_comes_back(tmp_path_factory, graph):
    names = [*(e.name for e in graph.entities), *(str(fact) for fact in graph.facts)]
    assume(all(encodable(name) == name and "\\ud" not in name and "\\uff" not in name for name in names))
    assert export(again(tmp_path_factory.mktemp("any"), graph), "turtle") == export(graph, "turtle")


def test_an_official_without_a_post_stays_one(tmp_path):
    graph = small_graph()
    person = replace(graph.entities[2], classes=("Official",))
    graph = replace(graph, entities=(*graph.entities[:2], person), facts=graph.facts[:2])
    assert again(tmp_path, graph).entity(person.key).classes == ("Official",)


def test_an_author_whose_name_another_person_has_too(tmp_path):
    graph = small_graph()
    other = Entity("person/陈主任", "Person", "陈主任", ("陈远山",), ("p-1",), ())
    for entities in ((*graph.entities, other), (other, *graph.entities)):
        both = replace(graph, entities=entities)
        assert export(again(tmp_path, both), "turtle") == export(both, "turtle")


def test_facts_that_are_less_sure_can_be_left_out_later(tmp_path):
    graph = gold_graph()
    assert export(again(tmp_path, graph).at_least(0.9), "turtle") == export(graph.at_least(0.9), "turtle")


@pytest.mark.parametrize(
    "text",
    [
        "<https://kg.example/id/enterprise/A> <urn:extra> 1 .",
        '<https://kg.example/id/enterprise/A> a kg:Enterprise ; skos:prefLabel "A"@en .',
        "<https://kg.example/id/enterprise/A> a kg:Enterprise .",
        "<https://kg.example/id/statement/1> a kg:Statement .",
        "<https://kg.example/id/observation/1> a kg:Observation ; kg:about <https://kg.example/id/park/A> .",
        "[] a kg:Park .",
        "<urn:a> a kg:Park .",
    ],
)
def test_what_a_graph_cannot_hold_is_an_error(tmp_path, text):
    path = tmp_path / "other.ttl"
    prefixes = "@prefix kg: <https://kg.example/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    path.write_text(prefixes + text, encoding="utf-8")
    with pytest.raises(GraphError, match=r"other\.ttl: not a graph that kg wrote"):
        read_graph(path)


def test_an_empty_graph_is_one(tmp_path):
    (tmp_path / "empty.ttl").write_bytes(b"")
    assert read_graph(tmp_path / "empty.ttl").entities == ()
