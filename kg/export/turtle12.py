"""Turtle of RDF 1.2: a statement reifies its triple (`rdf:reifies <<( … )>>`) instead of naming its three parts.

So a reader of RDF 1.2 sees each statement, with its status, confidence and evidence, as an annotation of the triple; a
planned or denied one is quoted without being asserted (https://www.w3.org/TR/rdf12-concepts/#section-triple-terms-reification).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.export.turtle import document
from kg.iri import fact_key, key_path
from kg.model import Relation
from kg.rdf import triples
from kg.terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph import Graph


def turtle12(graph: Graph) -> bytes:
    """The graph as UTF-8 Turtle 1.2."""
    return document(graph, _annotated(graph))


def _annotated(graph: Graph) -> Iterator[ox.Triple]:
    parts = {term("rdf:subject"), term("rdf:predicate"), term("rdf:object")}
    yield from (triple for triple in triples(graph) if triple.predicate not in parts)
    for fact in graph.facts:
        if isinstance(fact, Relation):
            statement, subject, object_ = (
                ox.NamedNode(graph.base_iri + key_path(key)) for key in (fact_key(fact), fact.subject, fact.object)
            )
            stated = ox.Triple(subject, term(f"kg:{fact.predicate}"), object_)
            yield ox.Triple(statement, term("rdf:reifies"), stated)
