"""A part of a graph as JSON for the page, in the form that docs/design.md tells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.export.html.figures import figure_text
from kg.iri import fact_key
from kg.model import Event, Observation, Position, Relation
from kg.rdf import officials

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.model import Article, Entity, Fact

    Json = dict[str, Any]

_KINDS = {Relation: "relations", Position: "positions", Event: "events", Observation: "observations"}


def part(graph: Graph, facts: set[str] | None = None) -> Json:
    """Entities, articles and facts; only those facts whose keys are given, if they are."""
    found: Json = defaultdict(list)
    public = officials(graph)
    found["entities"] = [entity_json(each, public) for each in graph.entities]
    found["articles"] = [_article(each) for each in graph.articles]
    for fact in graph.facts:
        if facts is None or fact_key(fact) in facts:
            found[_KINDS[type(fact)]].append(_fact(graph, fact))
    return found


def entity_json(entity: Entity, public: frozenset[str] = frozenset()) -> Json:
    """An entity; a person who holds a public post is an official."""
    official = entity.key in public or "Official" in entity.classes
    return {
        "key": entity.key,
        "name": entity.name,
        "type": "Official" if official and entity.type == "Person" else entity.type,
        "aliases": list(entity.aliases),
        "reports": len(entity.articles),
    }


def text_json(article: Article) -> Json:
    """What an article says, as far as the graph holds it."""
    return {"text": article.text, "blocks": [[block.kind, block.start, block.end] for block in article.blocks]}


def _article(article: Article) -> Json:
    return {
        "id": article.id,
        "source": article.source,
        "headline": article.headline,
        "authors": list(article.authors),
        "date": article.published or article.dateline,
    }


def _fact(graph: Graph, fact: Fact) -> Json:
    own = {name: _plain(value) for name, value in asdict(fact).items() if name != "rule"}
    evidence = [
        {"article": each.article, "start": each.start, "end": each.end, "quote": graph.quote(each)}
        for each in fact.evidence
    ]
    figure = {"text": figure_text(fact)} if isinstance(fact, Observation) else {}
    return {**own, **figure, "id": fact_key(fact), "evidence": evidence}


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value
