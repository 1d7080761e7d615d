"""SHACL: a right graph passes, and each kind of damage is reported with its sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest
from gold_graph import gold_graph
from small_graph import small_graph

from kg.export import export
from kg.rdf import triples
from kg.store import GraphError
from kg.terms import literal, term
from kg.validate import validate

SAID = ("海岳科技落户东岭高新区",)


def written(tmp_path, graph):
    path = tmp_path / "graph.ttl"
    path.write_bytes(export(graph, "turtle"))
    return path


def damaged(tmp_path, prefixed, *, drop=False, **change):
    """The small graph with the objects of one property dropped, or replaced by `to`."""
    kept = []
    for triple in triples(small_graph()):
        if triple.predicate != term(prefixed):
            kept.append(triple)
        elif not drop:
            kept.append(ox.Triple(triple.subject, triple.predicate, change["to"]))
    path = tmp_path / "damaged.nt"
    path.write_bytes(ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES))
    return path


def test_gold_graph_conforms(tmp_path):
    assert validate(written(tmp_path, gold_graph())) == []


WRONG_RELATIONS = [
    ({"predicate": "produces"}, "produces"),
    ({"predicate": "implements"}, "implements"),
    ({"predicate": "partOf"}, "partOf"),
    ({"predicate": "knows"}, "Statement"),
    ({"object": "enterprise/nowhere"}, "Statement"),
    ({"object": "person/陈远山"}, "locatedIn"),
    ({"subject": "person/陈远山"}, "locatedIn"),
    ({"status": "Rumoured"}, "Status"),
    ({"evidence": (), "confidence": 0.1}, "Fact"),
    ({"subject": "park/东岭高新区", "confidence": 1.5}, "Fact"),
]


@pytest.mark.parametrize("status", ["Asserted", "Planned"])
def test_wrong_relations_are_violations(tmp_path, status):
    first, *others = small_graph().facts
    for change, shape in WRONG_RELATIONS:
        wrong = replace(first, **{"status": status} | change)
        graph = replace(small_graph(), facts=(wrong, *others[1:]))
        found = [each for each in validate(written(tmp_path, graph)) if each.shape == shape]
        assert found, change
        assert all(set(violation.messages) == {"zh", "en"} for violation in found)
        assert any(violation.quotes == (SAID if wrong.evidence else ()) for violation in found), found


def test_wrong_observations_are_violations(tmp_path):
    *others, observation, event = small_graph().facts
    changes = {
        "value": {"value_to": Decimal(1)},
        "kind": {"kind": "guess"},
        "bound": {"bound": ">="},
        "period": {"period": "some day"},
        "about": {"about": "enterprise/nowhere"},
    }
    wrong = tuple(replace(observation, **change) for change in changes.values())
    found = validate(written(tmp_path, replace(small_graph(), facts=(*others, *wrong, event))))
    assert sorted(violation.path.partition("#")[2] for violation in found) == sorted(changes)
    assert {violation.shape for violation in found} == {"Observation"}
    assert all(violation.quotes == ("总投资约3.50亿元",) for violation in found)


def test_a_wrong_event_and_post_are_violations(tmp_path):
    relation, planned, position, observation, event = small_graph().facts
    facts = (replace(position, person="park/东岭高新区"), replace(event, type="庆典", date="soon"))
    found = validate(written(tmp_path, replace(small_graph(), facts=(relation, planned, observation, *facts))))
    assert {(violation.shape, violation.path.partition("#")[2]) for violation in found} == {
        ("Position", "member"),
        ("Event", "eventType"),
        ("Event", "date"),
    }


@pytest.mark.parametrize(
    ("prefixed", "change", "shape"),
    [
        ("skos:prefLabel", {"drop": True}, "Entity"),
        ("kg:mentionedIn", {"drop": True}, "Entity"),
        ("skos:altLabel", {"to": literal("东岭高新区", language="zh")}, "Entity"),
        ("skos:prefLabel", {"to": literal("东岭高新区")}, "Entity"),
        ("rdf:type", {"to": term("kg:Entity")}, "Entity"),
        ("kg:article", {"drop": True}, "Evidence"),
        ("kg:quote", {"to": literal("一\n二", language="zh")}, "Evidence"),
        ("kg:start", {"to": literal("99", datatype="xsd:integer")}, "TextSpan"),
        ("kg:start", {"to": literal("zero", datatype="xsd:integer")}, "TextSpan"),
        ("schema:isPartOf", {"drop": True}, "Article"),
        ("schema:author", {"to": ox.NamedNode("https://kg.example/id/park/东岭高新区")}, "Article"),
        ("kg:sha256", {"to": literal("abc")}, "Document"),
        ("kg:extractedBy", {"drop": True}, "Fact"),
    ],
)
def test_damage_to_the_file_is_a_violation(tmp_path, prefixed, change, shape):
    assert shape in {violation.shape for violation in validate(damaged(tmp_path, prefixed, **change))}


def test_an_entity_of_two_types_is_a_violation(tmp_path):
    first, *others = small_graph().entities
    graph = replace(small_graph(), entities=(replace(first, classes=("Person",)), *others))
    (violation,) = validate(written(tmp_path, graph))
    assert (violation.shape, violation.constraint) == ("Entity", "QualifiedMaxCountConstraintComponent")


@pytest.mark.parametrize(("kept", "shape"), [(slice(3, None), "Evidence"), (slice(0, -9), "Article")])
def test_evidence_outside_its_article_is_a_violation(tmp_path, kept, shape):
    """The article's span, of which its evidence sticks out at the start or at the end."""
    graph, span = small_graph(), range(small_graph().articles[0].offsets[-1] + 1)[kept]
    bounds = {term("kg:start"): span[0], term("kg:end"): span[-1] + 1}
    moved = [
        ox.Triple(triple.subject, triple.predicate, literal(str(bounds[triple.predicate]), datatype="xsd:integer"))
        if "/article/" in triple.subject.value and triple.predicate in bounds
        else triple
        for triple in triples(graph)
    ]
    path = tmp_path / "outside.nt"
    path.write_bytes(ox.serialize(moved, format=ox.RdfFormat.N_TRIPLES))
    assert {violation.shape for violation in validate(path)} == {shape}


def test_an_unreadable_graph_is_named(tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("\n\n<a> nonsense", encoding="utf-8")
    with pytest.raises(GraphError, match=r"broken\.ttl:3: "):
        validate(path)
    with pytest.raises(GraphError, match=r"absent\.ttl: "):
        validate(tmp_path / "absent.ttl")
