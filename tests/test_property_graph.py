"""The property graph of a written graph: nothing of the RDF is lost, and values have types."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hostile_graph import NAMES, hostile_graph, write_turtle
from small_graph import small_graph

from kg.ontology import load_ontology
from kg.property_graph import BlankNodeError, name_of, property_graph
from kg.store import read_triples

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def small(tmp_path):
    return property_graph(read_triples(write_turtle(tmp_path / "small.ttl", small_graph())))


def node(graph, ending):
    (found,) = (each for each in graph.nodes if each.iri.endswith(ending))
    return found


def of(*lines):
    return property_graph(
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.TURTLE, base_iri="urn:x:")
    )


def test_every_triple_is_a_label_a_property_or_a_relationship(tmp_path):
    path = write_turtle(tmp_path / "hostile.ttl", hostile_graph())
    graph = property_graph(read_triples(path))
    labels = sum(len(each.labels) for each in graph.nodes)
    values = sum(
        len(value) if isinstance(value, tuple) else 1 for each in graph.nodes for value in each.properties.values()
    )
    assert labels + values + len(graph.relationships) == len({*read_triples(path)})


def test_things_are_labelled_with_their_classes(small):
    assert node(small, "/enterprise/海岳科技").labels == ("Enterprise",)
    assert node(small, "/person/陈远山").labels == ("Person", "Official")
    assert node(small, "/article/p-1").labels == ("Article", "NewsArticle")


def test_values_have_the_types_of_their_literals(small):
    (figure,) = (each for each in small.nodes if each.labels == ("Observation",))
    assert figure.properties["value"] == 350000000.0
    assert isinstance(figure.properties["value"], float)
    assert figure.properties["period"] == "2025"
    (evidence, *_) = (each for each in small.nodes if each.labels == ("Evidence",))
    assert isinstance(evidence.properties["start"], int)
    assert node(small, "/park/东岭高新区").properties["altLabel"] == ("高新区",)
    assert small.kinds["altLabel"] == (str, True)
    assert small.kinds["value"] == (float, False)


def test_a_stated_relation_tells_its_statement_and_how_sure_it_is(small):
    (located,) = (each for each in small.relationships if each.type == "locatedIn")
    assert located.properties["confidence"] == 0.93
    statement = node(small, located.properties["statement"])
    assert (statement.properties["predicate"], statement.properties["status"]) == ("locatedIn", "Asserted")


def test_a_planned_relation_has_only_its_statement(small):
    assert [each for each in small.relationships if each.type == "operates"] == []
    (statement,) = (each for each in small.nodes if each.properties.get("predicate") == "operates")
    assert statement.properties["status"] == "Planned"


def test_hostile_names_are_values_and_stay_whole(tmp_path):
    graph = property_graph(read_triples(write_turtle(tmp_path / "hostile.ttl", hostile_graph())))
    names = {each.properties["prefLabel"] for each in graph.nodes if "Enterprise" in each.labels}
    assert names >= {*NAMES}
    assert len(NAMES) > 10


def test_another_language_stands_in_the_name_of_the_property():
    graph = of('<a> <http://www.w3.org/2004/02/skos/core#prefLabel> "海岳"@zh, "Haiyue"@en .')
    assert graph.nodes[0].properties == {"prefLabel": "海岳", "prefLabel@en": "Haiyue"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (f'"007"^^<{XSD}integer>', 7),
        (f'"x"^^<{XSD}integer>', "x"),
        (f'"9223372036854775808"^^<{XSD}integer>', "9223372036854775808"),
        (f'"NaN"^^<{XSD}double>', "NaN"),
        (f'"1"^^<{XSD}boolean>', True),
        (f'"2024-09-20"^^<{XSD}date>', "2024-09-20"),
        ("<http://qudt.org/vocab/unit/M2>", "unit:M2"),
        ("<https://elsewhere.example/x>", "https://elsewhere.example/x"),
    ],
)
def test_odd_values(written, value):
    (only,) = of(f"<a> <https://kg.example/ontology#p> {written} .").nodes
    assert only.properties == {"p": value}
    assert type(only.properties["p"]) is type(value)


def test_values_of_several_types_share_one_that_holds_them_all():
    graph = of("@prefix k: <https://kg.example/ontology#> .", "<a> k:p 1 ; k:q 1 .", '<b> k:p 1.5 ; k:q "x" .')
    assert [each.properties for each in graph.nodes] == [{"p": 1.0, "q": "1"}, {"p": 1.5, "q": "x"}]


def test_a_property_that_anything_has_twice_is_a_list_everywhere():
    graph = of("@prefix k: <https://kg.example/ontology#> .", '<a> k:p "2", "1" .', '<b> k:p "3" .')
    assert [each.properties["p"] for each in graph.nodes] == [("1", "2"), ("3",)]


def test_a_blank_node_is_refused():
    with pytest.raises(BlankNodeError):
        of("<a> <p> [] .")


def test_no_two_terms_of_the_vocabulary_have_one_name():
    ontology = load_ontology()
    terms = {*ontology.classes, *ontology.properties, "Asserted", "Planned"}
    assert len(terms) > 60
    assert {name_of(f"https://kg.example/ontology#{name}") for name in terms} == terms
    foreign = {"prefLabel", "altLabel", "label", "subject", "predicate", "object", "member", "organization", "headline"}
    assert foreign & terms == set()
    assert name_of("https://schema.org/value") == "schema:value"
