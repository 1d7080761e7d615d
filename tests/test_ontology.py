"""The ontology: complete, consistent under OWL-RL, and read into values."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import owlrl
import pytest
import rdflib
from gold_graph import gold_graph
from rdflib import OWL, RDF, RDFS

from kg.ontology import KG, OntologyError, load_ontology
from kg.rdf import triples
from kg.resources import ontology_path
from kg.terms import as_rdflib

RELATIONS = """locatedIn partOf subsidiaryOf investedBy foundedBy undertakes operates supplies cooperatesWith produces
operatesIn belongsTo receivedHonor supportedBy issuedBy implements"""
TYPES = """Enterprise Park GovernmentBody Institution Association Person AdministrativeArea Facility Project Policy
Initiative Industry Cluster Product Honor"""
ORG = {"Enterprise", "Park", "GovernmentBody", "Institution", "Association"}
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")


@pytest.fixture(scope="module")
def files():
    return {name: rdflib.Graph().parse(ontology_path() / f"{name}.ttl") for name in ("kg", "alignments", "shapes")}


def test_vocabulary_is_complete():
    ontology = load_ontology()
    assert ontology.relations == tuple(RELATIONS.split())
    assert ontology.entity_types == tuple(TYPES.split())
    assert len(ontology.event_types) == 16
    assert tuple(ontology.kinds) == ("actual", "target", "change")
    assert tuple(ontology.statuses) == ("Asserted", "Planned", "Denied", "Alleged")
    assert ontology.symmetric == {"cooperatesWith"}


def test_every_term_has_labels_and_definitions(files):
    terms = {node for node in files["kg"].subjects() if str(node).startswith(KG)}
    assert len(terms) > 100
    for term in terms - {rdflib.URIRef(KG + "DisjointTypes")}:
        labels = [*files["kg"].objects(term, RDFS.label), *files["kg"].objects(term, rdflib.SKOS.prefLabel)]
        assert {text.language for text in labels} == {"zh", "en"}, term
        if (term, RDF.type, rdflib.SKOS.ConceptScheme) not in files["kg"]:
            assert {text.language for text in files["kg"].objects(term, rdflib.SKOS.definition)} == {"zh", "en"}, term


def test_every_relation_has_domain_range_and_inverse(files):
    for name in RELATIONS.split():
        relation = rdflib.URIRef(KG + name)
        for predicate in (RDFS.domain, RDFS.range):
            assert len(list(files["kg"].objects(relation, predicate))) == 1, name
        symmetric = (relation, RDF.type, OWL.SymmetricProperty) in files["kg"]
        assert symmetric or files["kg"].value(relation, OWL.inverseOf), name


def test_every_relation_has_a_shape(files):
    targets = set(files["shapes"].objects(None, rdflib.SH.targetNode))
    assert targets == {rdflib.URIRef(KG + name) for name in RELATIONS.split()}


def test_shapes_list_the_ontologys_terms(files):
    ontology = load_ontology()
    lists = {
        frozenset(str(item).removeprefix(KG) for item in files["shapes"].items(node))
        for node in files["shapes"].objects(None, rdflib.SH["in"])
    }
    for expected in (
        ontology.relations,
        ontology.entity_types,
        ontology.event_types,
        ontology.kinds,
        ontology.statuses,
    ):
        assert frozenset(expected) in lists


def test_every_entity_class_is_aligned(files):
    outside = ("https://schema.org/", "http://www.w3.org/ns/org#", "http://www.w3.org/ns/prov#")
    for name in (*TYPES.split(), "Official", "Event", "Position", "Observation", "Evidence", "Article", "Document"):
        above = files["alignments"].objects(rdflib.URIRef(KG + name), RDFS.subClassOf)
        assert any(str(each).startswith(outside) for each in above), name


def test_the_only_blank_nodes_are_the_list_of_disjoint_classes(files):
    blank = {node for node in files["kg"].all_nodes() if isinstance(node, rdflib.BNode)}
    cells = list(files["kg"].subjects(RDF.first))
    assert blank == set(cells)


def consistent(graph):
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return not list(graph.subjects(RDF.type, ERROR))


def test_ontology_is_consistent(files):
    assert consistent(files["kg"] + files["alignments"])


def test_built_instances_are_consistent(files):
    graph = gold_graph()
    relations = [fact for fact in graph.facts if type(fact).__name__ == "Relation"][::6]
    ends = {end for fact in relations for end in (fact.subject, fact.object)}
    entities = tuple(entity for entity in graph.entities if entity.key in ends)
    part = dataclasses.replace(graph, entities=entities, facts=tuple(relations))
    instances = as_rdflib(triples(part))
    assert len(instances) > 500
    assert consistent(files["kg"] + files["alignments"] + instances)


def test_reasoner_sees_a_thing_of_two_types(files):
    park = rdflib.URIRef("https://kg.example/id/park/东岭高新区")
    wrong = rdflib.Graph()
    for name in ("Park", "Person"):
        wrong.add((park, RDF.type, rdflib.URIRef(KG + name)))
    assert not consistent(files["kg"] + wrong)


def test_allows_follows_domain_and_range():
    allows = load_ontology().allows
    assert allows("Enterprise", "locatedIn", "Park")
    assert not allows("Person", "locatedIn", "Park")
    assert not allows("Enterprise", "locatedIn", "Enterprise")
    assert allows("Event", "issuedBy", "AdministrativeArea")
    assert {kind for kind in TYPES.split() if allows("Enterprise", "subsidiaryOf", kind)} == ORG
    assert allows("Enterprise", "cooperatesWith", "Person")
    assert allows("Official", "receivedHonor", "Honor")
    with pytest.raises(KeyError):
        allows("Enterprise", "dislikes", "Enterprise")


@pytest.mark.parametrize(
    ("subject", "object_", "allowed"),
    [
        ("Project", "Project", True),
        ("Project", "Park", True),
        ("Project", "GovernmentBody", False),
        ("Park", "AdministrativeArea", True),
        ("Place", "Project", False),
        ("GovernmentBody", "GovernmentBody", True),
        ("GovernmentBody", "Institution", False),
        ("Institution", "Facility", True),
        ("Enterprise", "Enterprise", False),
    ],
)
def test_part_of_is_of_the_same_kind_or_a_place(subject, object_, allowed):
    assert load_ontology().allows(subject, "partOf", object_) is allowed


def test_gold_relations_are_allowed():
    graph = gold_graph()
    types = {entity.key: entity.type for entity in graph.entities}
    relations = [fact for fact in graph.facts if type(fact).__name__ == "Relation"]
    assert len(relations) > 300
    for fact in relations:
        subject = types.get(fact.subject, "Event")
        assert load_ontology().allows(subject, fact.predicate, types[fact.object]), fact


CLASS = "<https://kg.example/ontology#A> a <http://www.w3.org/2002/07/owl#Class> ."


@pytest.mark.parametrize(("text", "said"), [("\nkg:Park a owl:Class", ":2: "), (CLASS, "kg:A lacks a label")])
def test_broken_file_is_named(tmp_path, text, said):
    path = tmp_path / "broken.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError) as error:
        load_ontology(path)
    assert str(error.value).startswith(f"{path}:")
    assert said in str(error.value)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(OntologyError, match="absent"):
        load_ontology(Path(tmp_path / "absent.ttl"))
