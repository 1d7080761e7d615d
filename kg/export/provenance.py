"""Which article says what: each triple in the named graphs of the articles it comes from.

The graph of an article is named by the article's IRI and holds the article and its document, the quotes from it, the
facts that rest on them, the direct triples of those that are asserted, and the things it mentions with their names.
All graphs together are the triples of the Turtle; what rests on no article stands in the default graph.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iri import evidence_key, fact_key, iri_path, key_path
from kg.model import Relation
from kg.rdf import triples
from kg.terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph import Graph

    Articles = dict[object, set[str]]  # of a node or of a direct triple


def quads(graph: Graph) -> Iterator[ox.Quad]:
    """All triples, each once or more for every article that says it."""
    names = {article.id: ox.NamedNode(graph.base_iri + iri_path("article", article.id)) for article in graph.articles}
    said = _said(graph)
    told_by_object = {term("kg:mentionedIn"), term("kg:evidence")}
    for triple in triples(graph):
        source = triple.object if triple.predicate in told_by_object else triple.subject
        articles = said.get((triple.subject, triple.predicate, triple.object)) or said.get(source) or ()
        for article in articles:
            yield ox.Quad(triple.subject, triple.predicate, triple.object, names[article])
        if not articles:
            yield ox.Quad(triple.subject, triple.predicate, triple.object)


def _said(graph: Graph) -> Articles:
    said: Articles = defaultdict(set)

    def node(path: str) -> ox.NamedNode:
        return ox.NamedNode(graph.base_iri + path)

    for entity in graph.entities:
        said[node(key_path(entity.key))].update(entity.articles)
    for fact in graph.facts:
        articles = {evidence.article for evidence in fact.evidence}
        said[node(key_path(fact_key(fact)))].update(articles)
        for evidence in fact.evidence:
            said[node(evidence_key(evidence.article, *graph.source_span(evidence)))].add(evidence.article)
        if isinstance(fact, Relation) and fact.status == "Asserted":
            ends = node(key_path(fact.subject)), term(f"kg:{fact.predicate}"), node(key_path(fact.object))
            said[ends].update(articles)
    for article in graph.articles:
        said[node(iri_path("article", article.id))].add(article.id)
        said[node(iri_path("document", article.source))].add(article.id)
    return said
