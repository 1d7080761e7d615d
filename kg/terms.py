"""RDF terms: prefixed names, literals of the right datatype, and rdflib's terms for pyoxigraph's."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iri import canonical_decimal
from kg.ontology import KG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    import rdflib

PREFIXES = {
    "kg": KG,
    "org": "http://www.w3.org/ns/org#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_UNENCODABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


@cache
def term(name: str) -> ox.NamedNode:
    """The term of a prefixed name: `term("skos:prefLabel")`."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def literal(text: str, *, language: str | None = None, datatype: str | None = None) -> ox.Literal:
    """A literal of the text, made encodable."""
    return ox.Literal(encodable(text), language=language, datatype=term(datatype) if datatype else None)


def encodable(text: str) -> str:
    """The text with U+FFFD for what cannot be written: lone surrogates in UTF-8, U+FFFE and U+FFFF in XML."""
    return _UNENCODABLE.sub("\ufffd", text)


def decimal(value: Decimal) -> ox.Literal:
    """An xsd:decimal in canonical form."""
    return literal(canonical_decimal(value), datatype="xsd:decimal")


def partial_date(text: str) -> ox.Literal:
    """A year, month or day with its datatype; a quarter, range or open date as a plain string."""
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return literal(text, datatype="xsd:gYear")
    day = f"{text}-01" if re.fullmatch(r"\d{4}-\d\d", text, re.ASCII) else text
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return literal(text)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII):
        return literal(text)
    return literal(text, datatype="xsd:date" if day == text else "xsd:gYearMonth")


def as_rdflib(source: Iterable[ox.Triple]) -> rdflib.Graph:
    """The triples in rdflib's own store, lexical forms kept."""
    import rdflib

    def node(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
        if isinstance(value, ox.NamedNode):
            return rdflib.URIRef(value.value)
        if isinstance(value, ox.Literal):
            plain = value.language or value.datatype == term("xsd:string")
            datatype = None if plain else rdflib.URIRef(value.datatype.value)
            return rdflib.Literal(value.value, lang=value.language, datatype=datatype, normalize=False)
        return rdflib.BNode(value.value) if isinstance(value, ox.BlankNode) else rdflib.BNode(str(value))

    graph = rdflib.Graph()
    for triple in source:
        graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    return graph
