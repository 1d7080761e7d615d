"""What is known of one thing, as plain values → its triples.

A thing's triples depend on nothing else, so that what writes them may take them from an earlier build (`kg.memo`):
the values are such as `marshal` writes.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from kg.iri import iri_path, key_path
from kg.model import Event, Observation, Position, Relation
from kg.terms import decimal, literal, partial_date, term
from kg.units import units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.model import Fact

    Triples = Iterator[ox.Triple]
    Span = tuple[int, int]  # in the source's decoded text
    Plain = tuple[Any, ...]  # of a fact: the name of its class, and its fields but the evidence
    Direct = tuple[tuple[str, str], ...]  # property and key of another thing
    # classes, name, aliases, articles, code
    EntityTold = tuple[tuple[str, ...], str, tuple[str, ...], tuple[str, ...], str | None]
    # kind, headline, keys of the authors, published, dateline, source, place in it
    ArticleTold = tuple[str, str | None, tuple[str, ...], str | None, str | None, str, Span | None]
    # source, sha256, encoding, reader, origin
    DocumentTold = tuple[str, str, str | None, str | None, str | None]

_FACTS = {kind.__name__: kind for kind in (Relation, Position, Observation, Event)}
_FIELDS = {kind: [field.name for field in fields(kind) if field.name != "evidence"] for kind in _FACTS.values()}
_VALUES = {kind: attrgetter(*names) for kind, names in _FIELDS.items()}


class Told(NamedTuple):
    """One thing: the path of its IRI, and the kind and values of what makes its triples."""

    path: str
    kind: str  # of KINDS
    given: tuple[Any, ...]

    def triples(self, base: str) -> Triples:
        """The triples, with IRIs that begin with the base; each once or more."""
        return KINDS[self.kind](base, ox.NamedNode(base + self.path), *self.given)


def plain(fact: Fact) -> Plain:
    """The fact as values that `marshal` writes; figures as strings, which keep every digit."""
    kind = type(fact)
    values: Plain = _VALUES[kind](fact)
    if kind is not Observation:
        return kind.__name__, *values
    return kind.__name__, *[str(value) if isinstance(value, Decimal) else value for value in values]


def _unplain(told: Plain) -> Fact:
    kind = _FACTS[told[0]]
    values = dict(zip(_FIELDS[kind], told[1:], strict=True), evidence=())
    for name in ("value", "value_to"):
        if values.get(name) is not None:
            values[name] = Decimal(values[name])
    return kind(**values)


def _thing(base: str, key: str) -> ox.NamedNode:
    return ox.NamedNode(base + key_path(key))


def _article_node(base: str, article: str) -> ox.NamedNode:
    return ox.NamedNode(base + iri_path("article", article))


def _entity(base: str, node: ox.NamedNode, told: EntityTold, direct: Direct) -> Triples:
    classes, name, aliases, articles, code = told
    for class_ in classes:
        yield ox.Triple(node, term("rdf:type"), term(f"kg:{class_}"))
    yield ox.Triple(node, term("skos:prefLabel"), literal(name, language="zh"))
    for alias in aliases:
        if alias != name:
            yield ox.Triple(node, term("skos:altLabel"), literal(alias, language="zh"))
    if code is not None:
        yield ox.Triple(node, term("skos:notation"), literal(code))
    for article in articles:
        yield ox.Triple(node, term("kg:mentionedIn"), _article_node(base, article))
    yield from _direct(base, node, direct)


def _direct(base: str, node: ox.NamedNode, direct: Direct) -> Triples:
    for predicate, key in direct:
        yield ox.Triple(node, term(f"kg:{predicate}"), _thing(base, key))


def _fact(base: str, node: ox.NamedNode, told: Plain, evidence: tuple[str, ...], direct: Direct) -> Triples:
    fact = _unplain(told)
    match fact:
        case Relation():
            yield from _relation(base, node, fact)
        case Position():
            yield from _position(base, node, fact)
        case Observation():
            yield from _observation(base, node, fact)
        case Event():
            yield from _event(base, node, fact)
    yield ox.Triple(node, term("kg:confidence"), decimal(Decimal(f"{fact.confidence:.4f}")))
    yield ox.Triple(node, term("kg:extractedBy"), literal(fact.rule))
    for path in evidence:
        yield ox.Triple(node, term("kg:evidence"), ox.NamedNode(base + path))
    yield from _direct(base, node, direct)


def _relation(base: str, node: ox.NamedNode, fact: Relation) -> Triples:
    yield ox.Triple(node, term("rdf:type"), term("kg:Statement"))
    yield ox.Triple(node, term("rdf:subject"), _thing(base, fact.subject))
    yield ox.Triple(node, term("rdf:predicate"), term(f"kg:{fact.predicate}"))
    yield ox.Triple(node, term("rdf:object"), _thing(base, fact.object))
    yield ox.Triple(node, term("kg:status"), term(f"kg:{fact.status}"))


def _position(base: str, node: ox.NamedNode, fact: Position) -> Triples:
    yield ox.Triple(node, term("rdf:type"), term("kg:Position"))
    yield ox.Triple(node, term("org:member"), _thing(base, fact.person))
    if fact.organization is not None:
        yield ox.Triple(node, term("org:organization"), _thing(base, fact.organization))
    yield ox.Triple(node, term("kg:title"), literal(fact.title, language="zh"))
    yield ox.Triple(node, term("kg:status"), term(f"kg:{fact.status}"))
    if fact.former:
        yield ox.Triple(node, term("kg:former"), literal("true", datatype="xsd:boolean"))


def _observation(base: str, node: ox.NamedNode, fact: Observation) -> Triples:
    yield ox.Triple(node, term("rdf:type"), term("kg:Observation"))
    yield ox.Triple(node, term("kg:about"), _thing(base, fact.about))
    yield ox.Triple(node, term("kg:indicator"), literal(fact.indicator, language="zh"))
    yield ox.Triple(node, term("kg:value"), decimal(fact.value))
    if fact.value_to is not None:
        yield ox.Triple(node, term("kg:valueTo"), decimal(fact.value_to))
    yield ox.Triple(node, term("kg:unit"), literal(fact.unit))
    if fact.unit in qudt_units():
        yield ox.Triple(node, term("qudt:hasUnit"), term(qudt_units()[fact.unit]))
    if fact.bound is not None:
        yield ox.Triple(node, term("kg:bound"), literal(fact.bound))
    if fact.period is not None:
        yield ox.Triple(node, term("kg:period"), partial_date(fact.period))
    yield ox.Triple(node, term("kg:kind"), literal(fact.kind))


def _event(base: str, node: ox.NamedNode, fact: Event) -> Triples:
    yield ox.Triple(node, term("rdf:type"), term("kg:Event"))
    yield ox.Triple(node, term("kg:eventType"), literal(fact.type))
    yield ox.Triple(node, term("rdfs:label"), literal(fact.label, language="zh"))
    if fact.date is not None:
        yield ox.Triple(node, term("kg:date"), partial_date(fact.date))
    if fact.place is not None:
        yield ox.Triple(node, term("kg:place"), _thing(base, fact.place))
    for predicate, refs in (("kg:participant", fact.participants), ("kg:concerns", fact.concerns)):
        for ref in refs:
            yield ox.Triple(node, term(predicate), _thing(base, ref))
    yield ox.Triple(node, term("kg:status"), term(f"kg:{fact.status}"))


def _evidence(base: str, node: ox.NamedNode, article: str, span: Span, quote: str) -> Triples:
    yield ox.Triple(node, term("rdf:type"), term("kg:Evidence"))
    yield ox.Triple(node, term("kg:article"), _article_node(base, article))
    yield ox.Triple(node, term("kg:quote"), literal(quote, language="zh"))
    yield from _span(node, *span)


def _span(node: ox.NamedNode, start: int, end: int) -> Triples:
    yield ox.Triple(node, term("kg:start"), literal(str(start), datatype="xsd:integer"))
    yield ox.Triple(node, term("kg:end"), literal(str(end), datatype="xsd:integer"))


def _article(base: str, node: ox.NamedNode, told: ArticleTold) -> Triples:
    kind, headline, authors, published, dateline, source, span = told
    yield ox.Triple(node, term("rdf:type"), term("kg:Article"))
    yield ox.Triple(node, term("rdf:type"), term("schema:NewsArticle"))
    yield ox.Triple(node, term("kg:articleKind"), literal(kind))
    if headline:
        yield ox.Triple(node, term("schema:headline"), literal(headline, language="zh"))
    for author in authors:
        yield ox.Triple(node, term("schema:author"), _thing(base, author))
    if published:
        yield ox.Triple(node, term("schema:datePublished"), partial_date(published))
    if dateline:
        yield ox.Triple(node, term("kg:dateline"), partial_date(dateline))
    yield ox.Triple(node, term("schema:isPartOf"), ox.NamedNode(base + iri_path("document", source)))
    if span is not None:
        yield from _span(node, *span)


def _document(_: str, node: ox.NamedNode, told: DocumentTold) -> Triples:
    yield ox.Triple(node, term("rdf:type"), term("kg:Document"))
    for name, value in zip(("source", "sha256", "encoding", "reader", "origin"), told, strict=True):
        if value:
            yield ox.Triple(node, term(f"kg:{name}"), literal(value))


@cache
def qudt_units() -> dict[str, str]:
    """Unit → QUDT unit as a prefixed name ("unit:M2"), of those that QUDT has."""
    return {unit.canonical: f"unit:{unit.qudt}" for unit in units().values() if unit.qudt}


KINDS: dict[str, Callable[..., Triples]] = {
    "entity": _entity,
    "fact": _fact,
    "evidence": _evidence,
    "article": _article,
    "document": _document,
}
