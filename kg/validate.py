"""Checks a written graph against ontology/shapes.ttl with SHACL: every violation is a value with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import rdflib

from kg import ontology
from kg.resources import ontology_path
from kg.store import read_triples
from kg.terms import as_rdflib

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rdflib.term import Node

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
KG = rdflib.Namespace(ontology.KG)


@dataclass(frozen=True, slots=True)
class Violation:
    """What a shape refuses."""

    shape: str  # local name of the shape: "locatedIn"
    focus: str  # IRI of the node that is wrong
    path: str | None  # IRI of the property; None where it is a longer path
    value: str | None  # what stands there
    constraint: str  # local name of the SHACL component: "MinCountConstraintComponent"
    messages: Mapping[str, str]  # by language
    quotes: tuple[str, ...]  # the sentences that say it


def validate(path: Path) -> list[Violation]:
    """Every violation in the graph file, sorted; an empty list for a right graph. Raises GraphError."""
    import pyshacl  # takes 0.4 s

    folder = ontology_path()
    shapes = as_rdflib(read_triples(folder / "shapes.ttl"))
    # sh:class follows rdfs:subClassOf in the data
    data = as_rdflib(chain(read_triples(path), read_triples(folder / "kg.ttl")))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"no report from pySHACL: {report}")
    results = report.objects(None, SH.result)  # the details under a result repeat it piece by piece
    return sorted((_violation(each, report, shapes, data) for each in results), key=_order)


def _violation(result: Node, report: rdflib.Graph, shapes: rdflib.Graph, data: rdflib.Graph) -> Violation:
    focus = report.value(result, SH.focusNode)
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    messages = [text for text in report.objects(result, SH.resultMessage) if isinstance(text, rdflib.Literal)]
    return Violation(
        shape=_shape_name(report.value(result, SH.sourceShape), shapes),
        focus=str(focus),
        path=str(path) if isinstance(path, rdflib.URIRef) else None,
        value=None if value is None else str(value),
        constraint=str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
        messages={text.language or "en": str(text) for text in sorted(messages)},
        quotes=_quotes(focus, data) or _quotes(value, data),
    )


def _shape_name(shape: Node | None, shapes: rdflib.Graph) -> str:
    """The local name of the shape, or of the named shape that it is a part of."""
    while isinstance(shape, rdflib.BNode):
        shape = next(shapes.subjects(None, shape), None)
    return str(shape).partition("#")[2]


def _quotes(node: Node | None, data: rdflib.Graph) -> tuple[str, ...]:
    """The quotes of a fact, or of the evidence itself."""
    evidence = () if node is None else (node, *data.objects(node, KG.evidence))
    return tuple(sorted({str(quote) for each in evidence for quote in data.objects(each, KG.quote)}))


def _order(violation: Violation) -> tuple[str, ...]:
    return violation.shape, violation.focus, violation.path or "", violation.constraint, violation.value or ""
