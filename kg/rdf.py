"""A Graph as RDF triples: entities, statements with their evidence, positions, observations, events.

The vocabulary is that of ontology/kg.ttl. Every node has an IRI, so that the same input gives the same
triples and a second load into a database merges with the first.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iri import evidence_key, fact_key, iri_path, key_path
from kg.model import Event, Observation, Position, Relation
from kg.offsets import Offsets
from kg.ontology import load_ontology
from kg.resolve.areas import parent_codes
from kg.terms import PREFIXES
from kg.triples import Told, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import rdflib

    from kg.graph import Graph
    from kg.model import Article, Document, Entity, Evidence, Fact

    Authors = dict[tuple[str, str], str]
    Stated = dict[str, list[tuple[str, str]]]

_CLASSES = {Event: "Event", Relation: "Statement", Position: "Position", Observation: "Observation"}


def triples(graph: Graph) -> Iterator[ox.Triple]:
    """All triples of the graph, each once or more, in the order of its values."""
    for _, things in parts(graph):
        for told in things:
            yield from told.triples(graph.base_iri)


def parts(graph: Graph) -> Iterator[tuple[str, Iterator[Told]]]:
    """Classes, each with all that is told of its things: entities by type, facts, evidence, articles, documents."""
    stated, holders = _stated(graph), officials(graph)
    entities: dict[str, list[Entity]] = defaultdict(list)
    for entity in graph.entities:
        entities[entity.type].append(entity)
    for type_ in sorted(entities, key=load_ontology().entity_types.index):
        yield type_, (_entity(entity, holders, stated) for entity in entities[type_])
    said = _said(graph)
    paths = {evidence: told.path for evidence, told in said.items()}
    for kind, class_ in _CLASSES.items():
        yield class_, (_fact(fact, paths, stated) for fact in graph.facts if isinstance(fact, kind))
    yield "Evidence", iter(said.values())
    authors = _authors(graph)
    yield "Article", (_article(article, authors) for article in graph.articles)
    yield "Document", map(_document, graph.documents)


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


def officials(graph: Graph) -> frozenset[str]:
    """The persons who hold a post in a government body, a park or an area."""
    public = load_ontology().members("PublicBody")
    bodies = {entity.key for entity in graph.entities if entity.type in public}
    posts = (fact for fact in graph.facts if isinstance(fact, Position))
    return frozenset(p.person for p in posts if p.organization in bodies and p.status == "Asserted" and not p.former)


def _stated(graph: Graph) -> Stated:
    """What asserted relations and background knowledge state directly, by the key of the subject."""
    stated: Stated = defaultdict(list)
    for fact in graph.facts:
        if isinstance(fact, Relation) and fact.status == "Asserted":
            stated[fact.subject].append((fact.predicate, fact.object))
    for key, above in _areas_above(graph):
        stated[key].append(("liesIn", above))
    return stated


def _areas_above(graph: Graph) -> Iterator[tuple[str, str]]:
    """The keys of areas, and of that in which each lies, of the others that the texts name."""
    areas: dict[str, str] = {}
    for entity in graph.entities:
        if entity.code is not None:
            areas.setdefault(entity.code, entity.key)
    for code, key in areas.items():
        above = next((areas[each] for each in parent_codes(code) if each in areas), None)
        if above is not None:
            yield key, above


def _entity(entity: Entity, holders: frozenset[str], stated: Stated) -> Told:
    official = ("Official",) if entity.type == "Person" and entity.key in holders else ()
    classes = (entity.type, *entity.classes, *official)
    told = (classes, entity.name, entity.aliases, entity.articles, entity.code)
    return Told(key_path(entity.key), "entity", (told, tuple(stated.get(entity.key, ()))))


def _fact(fact: Fact, paths: Mapping[Evidence, str], stated: Stated) -> Told:
    key, evidence = fact_key(fact), tuple([paths[each] for each in fact.evidence])
    return Told(key_path(key), "fact", (plain(fact), evidence, tuple(stated.get(key, ()))))


def _said(graph: Graph) -> dict[Evidence, Told]:
    return {each: _evidence(graph, each) for each in dict.fromkeys(e for fact in graph.facts for e in fact.evidence)}


def _evidence(graph: Graph, evidence: Evidence) -> Told:
    article = graph.article(evidence.article)
    span = article.source_span(evidence.start, evidence.end)
    path = evidence_key(evidence.article, *span)
    return Told(path, "evidence", (evidence.article, span, article.text[evidence.start : evidence.end]))


def _authors(graph: Graph) -> Authors:
    """(article, printed name) → the person's key."""
    persons = [entity for entity in graph.entities if entity.type == "Person"]
    return {
        (article, name): person.key
        for person in persons
        for article in person.articles
        for name in (*person.aliases, person.name)
    }


def _article(article: Article, authors: Authors) -> Told:
    known = tuple(authors[article.id, name] for name in article.authors if (article.id, name) in authors)
    span = Offsets.of(article.offsets).range
    told = (article.kind, article.headline, known, article.published, article.dateline, article.source, span)
    return Told(iri_path("article", article.id), "article", (told,))


def _document(document: Document) -> Told:
    told = (document.source, document.sha256, document.encoding, document.reader, document.origin)
    return Told(iri_path("document", document.source), "document", (told,))
