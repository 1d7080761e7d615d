"""Background knowledge in the graph: which area lies in which, told apart from what texts state."""

from __future__ import annotations

import pyoxigraph as ox

from kg.build import build
from kg.rdf import triples
from kg.terms import term


def test_an_area_lies_in_the_nearest_of_those_that_are_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text("武进区昨天召开会议。江苏省领导出席。成都派人参加。", encoding="utf-8")
    graph = build(tmp_path)
    lies = [(t.subject.value, t.object.value) for t in triples(graph) if t.predicate == term("kg:liesIn")]
    names = {graph.iri(e): e.name for e in graph.entities}
    assert ("武进区", "江苏省") in {(names[a], names[b]) for a, b in lies}
    assert set(lies).isdisjoint(_stated(graph))
    assert not [
        t for t in triples(graph) if t.predicate == term("kg:partOf") and (t.subject.value, t.object.value) in lies
    ]


def _stated(graph):  # type: ignore[no-untyped-def]
    """The ends of every statement of a text."""
    found = list(triples(graph))
    ends = {(t.subject.value, t.predicate.value): t.object.value for t in found if isinstance(t.object, ox.NamedNode)}
    subject, object_ = term("rdf:subject").value, term("rdf:object").value
    return [(ends[node, subject], ends[node, object_]) for node, name in ends if name == subject]
