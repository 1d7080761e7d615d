"""A Graph as RDF triples: entities, statements with their evidence, positions, observations, events.

The vocabulary is that of ontology/kg.ttl. Every node has an IRI, so that the same input gives the same
triples and a second load into a database merges with the first.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iri import evidence_key, fact_key, iri_path, key_path
from kg.model import Event, Observation, Position, Relation
from kg.ontology import load_ontology
from kg.resolve.areas import parent_codes
from kg.terms import PREFIXES, decimal, literal, partial_date, term
from kg.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib

    from kg.graph import Graph
    from kg.model import Article, Document, Entity, Evidence, Fact

    Triples = Iterator[ox.Triple]


def triples(graph: Graph) -> Triples:
    """All triples of the graph, each once or more, in the order of its values."""
    return chain.from_iterable(parts(graph))


def parts(graph: Graph) -> Iterator[Triples]:
    """All triples, in parts that share no subject: entities by type, facts by kind, evidence, articles, documents."""
    holders, authors, direct = officials(graph), _authors(graph), _direct(graph)
    entities: dict[str, list[Entity]] = defaultdict(list)
    for entity in graph.entities:
        entities[entity.type].append(entity)
    for type_ in sorted(entities, key=load_ontology().entity_types.index):
        yield chain.from_iterable((*_entity(graph, e, holders), *direct.get(e.key, ())) for e in entities[type_])
    for kind in (Event, Relation, Position, Observation):
        facts = (fact for fact in graph.facts if isinstance(fact, kind))
        yield chain.from_iterable((*_fact(graph, fact), *direct.get(fact_key(fact), ())) for fact in facts)
    yield _evidence(graph)
    yield chain.from_iterable(_article(graph, each, authors) for each in graph.articles)
    yield chain.from_iterable(_document(graph, each) for each in graph.documents)


def rdflib_graph(graph: Graph) -> rdflib.Graph:
    """The triples as an rdflib graph over an Oxigraph store, which answers SPARQL far faster than rdflib's own."""
    import rdflib  # rdflib takes 0.2 s to import, and a build does not need it
    from oxrdflib import OxigraphStore
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples(graph))
    view = rdflib.Graph(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)
    for prefix, namespace in PREFIXES.items():
        view.bind(prefix, namespace)
    return view


def _direct(graph: Graph) -> dict[str, list[ox.Triple]]:
    """The triples that asserted relations and background knowledge state, by the key of their subject."""
    stated: dict[str, list[ox.Triple]] = defaultdict(list)
    for fact in graph.facts:
        if isinstance(fact, Relation) and fact.status == "Asserted":
            ends = _thing(graph, fact.subject), term(f"kg:{fact.predicate}"), _thing(graph, fact.object)
            stated[fact.subject].append(ox.Triple(*ends))
    for key, triple in _background(graph):
        stated[key].append(triple)
    return stated


def _node(graph: Graph, path: str) -> ox.NamedNode:
    return ox.NamedNode(graph.base_iri + path)


def _thing(graph: Graph, key: str) -> ox.NamedNode:
    return _node(graph, key_path(key))


def _entity(graph: Graph, entity: Entity, holders: frozenset[str]) -> Triples:
    node = _thing(graph, entity.key)
    official = ("Official",) if entity.type == "Person" and entity.key in holders else ()
    for name in (entity.type, *entity.classes, *official):
        yield ox.Triple(node, term("rdf:type"), term(f"kg:{name}"))
    yield ox.Triple(node, term("skos:prefLabel"), literal(entity.name, language="zh"))
    for alias in entity.aliases:
        if alias != entity.name:
            yield ox.Triple(node, term("skos:altLabel"), literal(alias, language="zh"))
    for article in entity.articles:
        yield ox.Triple(node, term("kg:mentionedIn"), _node(graph, iri_path("article", article)))


def _background(graph: Graph) -> Iterator[tuple[str, ox.Triple]]:
    """The official codes of areas, and in which of the others that the texts name each of them lies; with its key."""
    areas: dict[str, str] = {}
    for entity in graph.entities:
        if entity.code is not None:
            yield entity.key, ox.Triple(_thing(graph, entity.key), term("skos:notation"), literal(entity.code))
            areas.setdefault(entity.code, entity.key)
    for code, key in areas.items():
        above = next((areas[each] for each in parent_codes(code) if each in areas), None)
        if above is not None:
            yield key, ox.Triple(_thing(graph, key), term("kg:liesIn"), _thing(graph, above))


def officials(graph: Graph) -> frozenset[str]:
    """The persons who hold a post in a government body, a park or an area."""
    public = load_ontology().members("PublicBody")
    bodies = {entity.key for entity in graph.entities if entity.type in public}
    posts = (fact for fact in graph.facts if isinstance(fact, Position))
    return frozenset(p.person for p in posts if p.organization in bodies and p.status == "Asserted" and not p.former)


def _fact(graph: Graph, fact: Fact) -> Triples:
    node = _thing(graph, fact_key(fact))
    match fact:
        case Relation():
            yield from _relation(graph, node, fact)
        case Position():
            yield from _position(graph, node, fact)
        case Observation():
            yield from _observation(graph, node, fact)
        case Event():
            yield from _event(graph, node, fact)
    yield ox.Triple(node, term("kg:confidence"), decimal(Decimal(f"{fact.confidence:.4f}")))
    yield ox.Triple(node, term("kg:extractedBy"), literal(fact.rule))
    for evidence in fact.evidence:
        yield ox.Triple(node, term("kg:evidence"), _evidence_node(graph, evidence))


def _relation(graph: Graph, node: ox.NamedNode, fact: Relation) -> Triples:
    subject, predicate, object_ = _thing(graph, fact.subject), term(f"kg:{fact.predicate}"), _thing(graph, fact.object)
    yield ox.Triple(node, term("rdf:type"), term("kg:Statement"))
    yield ox.Triple(node, term("rdf:subject"), subject)
    yield ox.Triple(node, term("rdf:predicate"), predicate)
    yield ox.Triple(node, term("rdf:object"), object_)
    yield ox.Triple(node, term("kg:status"), term(f"kg:{fact.status}"))


def _position(graph: Graph, node: ox.NamedNode, fact: Position) -> Triples:
    yield ox.Triple(node, term("rdf:type"), term("kg:Position"))
    yield ox.Triple(node, term("org:member"), _thing(graph, fact.person))
    if fact.organization is not None:
        yield ox.Triple(node, term("org:organization"), _thing(graph, fact.organization))
    yield ox.Triple(node, term("kg:title"), literal(fact.title, language="zh"))
    yield ox.Triple(node, term("kg:status"), term(f"kg:{fact.status}"))
    if fact.former:
        yield ox.Triple(node, term("kg:former"), literal("true", datatype="xsd:boolean"))


def _observation(graph: Graph, node: ox.NamedNode, fact: Observation) -> Triples:
    yield ox.Triple(node, term("rdf:type"), term("kg:Observation"))
    yield ox.Triple(node, term("kg:about"), _thing(graph, fact.about))
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


def _event(graph: Graph, node: ox.NamedNode, fact: Event) -> Triples:
    yield ox.Triple(node, term("rdf:type"), term("kg:Event"))
    yield ox.Triple(node, term("kg:eventType"), literal(fact.type))
    yield ox.Triple(node, term("rdfs:label"), literal(fact.label, language="zh"))
    if fact.date is not None:
        yield ox.Triple(node, term("kg:date"), partial_date(fact.date))
    if fact.place is not None:
        yield ox.Triple(node, term("kg:place"), _thing(graph, fact.place))
    for predicate, refs in (("kg:participant", fact.participants), ("kg:concerns", fact.concerns)):
        for ref in refs:
            yield ox.Triple(node, term(predicate), _thing(graph, ref))
    yield ox.Triple(node, term("kg:status"), term(f"kg:{fact.status}"))


def _evidence_node(graph: Graph, evidence: Evidence) -> ox.NamedNode:
    return _node(graph, evidence_key(evidence.article, *graph.source_span(evidence)))


def _evidence(graph: Graph) -> Triples:
    for evidence in sorted({each for fact in graph.facts for each in fact.evidence}):
        node, (start, end) = _evidence_node(graph, evidence), graph.source_span(evidence)
        yield ox.Triple(node, term("rdf:type"), term("kg:Evidence"))
        yield ox.Triple(node, term("kg:article"), _node(graph, iri_path("article", evidence.article)))
        yield ox.Triple(node, term("kg:quote"), literal(graph.quote(evidence), language="zh"))
        yield from _span(node, start, end)


def _span(node: ox.NamedNode, start: int, end: int) -> Triples:
    yield ox.Triple(node, term("kg:start"), literal(str(start), datatype="xsd:integer"))
    yield ox.Triple(node, term("kg:end"), literal(str(end), datatype="xsd:integer"))


def _authors(graph: Graph) -> dict[tuple[str, str], str]:
    """(article, printed name) → the person's key."""
    persons = [entity for entity in graph.entities if entity.type == "Person"]
    return {
        (article, name): person.key
        for person in persons
        for article in person.articles
        for name in (*person.aliases, person.name)
    }


def _article(graph: Graph, article: Article, authors: dict[tuple[str, str], str]) -> Triples:
    node = _node(graph, iri_path("article", article.id))
    yield ox.Triple(node, term("rdf:type"), term("kg:Article"))
    yield ox.Triple(node, term("rdf:type"), term("schema:NewsArticle"))
    yield ox.Triple(node, term("kg:articleKind"), literal(article.kind))
    if article.headline:
        yield ox.Triple(node, term("schema:headline"), literal(article.headline, language="zh"))
    for name in article.authors:
        if (article.id, name) in authors:
            yield ox.Triple(node, term("schema:author"), _thing(graph, authors[article.id, name]))
    if article.published:
        yield ox.Triple(node, term("schema:datePublished"), partial_date(article.published))
    if article.dateline:
        yield ox.Triple(node, term("kg:dateline"), partial_date(article.dateline))
    yield ox.Triple(node, term("schema:isPartOf"), _node(graph, iri_path("document", article.source)))
    if article.offsets:
        yield from _span(node, min(article.offsets), max(article.offsets) + 1)


def _document(graph: Graph, document: Document) -> Triples:
    node = _node(graph, iri_path("document", document.source))
    yield ox.Triple(node, term("rdf:type"), term("kg:Document"))
    yield ox.Triple(node, term("kg:source"), literal(document.source))
    yield ox.Triple(node, term("kg:sha256"), literal(document.sha256))
    for name in ("encoding", "reader", "origin"):
        if value := getattr(document, name):
            yield ox.Triple(node, term(f"kg:{name}"), literal(value))


@cache
def qudt_units() -> dict[str, str]:
    """Unit → QUDT unit as a prefixed name ("unit:M2"), of those that QUDT has."""
    return {unit.canonical: f"unit:{unit.qudt}" for unit in units().values() if unit.qudt}
