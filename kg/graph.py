"""The graph that a build gives: entities and facts as plain values, as RDF, and as a networkx graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iri import DEFAULT_BASE, fact_key, key_path
from kg.model import Event, Observation, Relation
from kg.rdf import rdflib_graph

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.model import Article, Document, Entity, Evidence, Fact, Problem, Ref
    from kg.resolve import Doubt


@dataclass(frozen=True, repr=False)
class Graph:
    """Entities and the facts about them; a fact's refs are keys of entities or events of the same graph.

    Raises ValueError if `base_iri` is not an absolute IRI ending in "/" or "#".
    """

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    articles: tuple[Article, ...]
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    base_iri: str = DEFAULT_BASE
    doubts: tuple[Doubt, ...] = ()  # names that are one thing, or two, by little

    def __post_init__(self) -> None:
        """Refuse a base that no IRI can start with."""
        if not self.base_iri.endswith(("/", "#")):
            raise ValueError(f"base IRI must end in / or #: {self.base_iri!r}")
        ox.NamedNode(self.base_iri)

    @cached_property
    def rdf(self) -> rdflib.Graph:
        """All triples (see ontology/kg.ttl) as an rdflib graph, kept in an Oxigraph store; built on first use."""
        return rdflib_graph(self)

    def to_networkx(self) -> nx.MultiDiGraph:
        """Entities and events as nodes, facts as edges with predicate, status, evidence and quotes."""
        from kg.network import to_networkx  # networkx takes 0.2 s to import

        return to_networkx(self)

    def entity(self, key: str) -> Entity:
        """The entity of that key; KeyError if there is none."""
        return self._entities[key]

    def article(self, name: str) -> Article:
        """The article of that id; KeyError if there is none."""
        return self._articles[name]

    def iri(self, thing: Entity | Fact) -> str:
        """The IRI that names the entity or fact in the RDF."""
        key = thing.key if hasattr(thing, "key") else fact_key(thing)
        return self.base_iri + key_path(key)

    def at_least(self, confidence: float) -> Graph:
        """The graph without the facts that are less sure than that, and without what is said of an event left out."""
        kept = [fact for fact in self.facts if fact.confidence >= confidence]
        if len(kept) == len(self.facts):
            return self
        gone = {fact.id for fact in {*self.facts} - {*kept} if isinstance(fact, Event)}
        return replace(self, facts=tuple(fact for fact in kept if gone.isdisjoint(_subjects(fact))))

    def quote(self, evidence: Evidence) -> str:
        """What the article says there, as printed, without the column layout's line breaks."""
        return self._articles[evidence.article].text[evidence.start : evidence.end]

    def source_span(self, evidence: Evidence) -> tuple[int, int]:
        """The evidence's place in the source file's decoded text, in code points."""
        return self._articles[evidence.article].source_span(evidence.start, evidence.end)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many entities of each type and facts of each kind, most frequent first."""
        types = Counter(entity.type for entity in self.entities)
        kinds = Counter(type(fact).__name__ for fact in self.facts)
        return {name: n for group in (types, kinds) for name, n in sorted(group.items(), key=lambda x: (-x[1], x[0]))}

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.id: article for article in self.articles}

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {entity.key: entity for entity in self.entities}

    def __repr__(self) -> str:
        """One line: how much of everything there is."""
        parts = ("entities", "facts", "articles", "documents", "problems")
        return f"Graph({', '.join(f'{len(getattr(self, part))} {part}' for part in parts)})"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{escape(name)}</td><td>{n}</td></tr>" for name, n in self.counts.items())
        return f"<table><caption>{escape(repr(self))}</caption>{rows}</table>"


def _subjects(fact: Fact) -> tuple[Ref, ...]:
    """What may be an event: the ends of a relation, and what a figure is about."""
    match fact:
        case Relation():
            return fact.subject, fact.object
        case Observation():
            return (fact.about,)
        case _:
            return ()
