"""Reads from a written graph what is compared with the gold, document by document."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from kg.described import Described
from kg.evaluate.facts import Event, Facts, Observation, Position, Relation, normal_name, normal_title
from kg.ontology import KG
from kg.store import read_triples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

EMPTY = Facts((), (), (), ())


class Thing(NamedTuple):
    """An entity of the graph; `names` are normalised."""

    types: frozenset[str]
    label: str
    names: frozenset[str]


class Built(NamedTuple):
    """A graph by source document."""

    sources: tuple[str, ...]
    things: Mapping[str, Thing]  # by IRI
    entities: Mapping[str, tuple[str, ...]]  # source → IRIs, sorted
    facts: Mapping[str, Facts]  # by source

    def source(self, stem: str) -> str | None:
        """The source whose file name starts with `stem`."""
        return next((source for source in self.sources if PurePath(source).name.startswith(stem)), None)


def read_built(path: Path, types: tuple[str, ...]) -> Built:
    """Read a graph file. Raises GraphError."""
    return _Reader(path).built(types)


class _Reader:
    """What the graph says of each node, and the documents behind it."""

    def __init__(self, path: Path) -> None:
        self.about = Described(read_triples(path))
        self.all = self.about.all
        articles = [node for node in self.about if self.is_a(node, "Article")]
        self.source_of = {node: self.one(self.one(node, "schema:isPartOf"), "kg:source") for node in articles}

    def built(self, types: tuple[str, ...]) -> Built:
        things = {node: thing for node in self.about if (thing := self.thing(node, types)).types}
        entities: dict[str, set[str]] = defaultdict(set)
        for node in things:
            for article in self.all(node, "kg:mentionedIn"):
                entities[self.source_of.get(article, "")].add(node)
        entities.pop("", None)
        sources = tuple(sorted(set(self.source_of.values()) - {""}))
        by_source = {source: tuple(sorted(nodes)) for source, nodes in entities.items()}
        return Built(sources, things, by_source, self.facts())

    def one(self, node: str, name: str) -> str:
        """The first value of a property, or ""."""
        return self.about.one(node, name) or ""

    def is_a(self, node: str, name: str) -> bool:
        return name in self.about.types(node)

    def thing(self, node: str, types: tuple[str, ...]) -> Thing:
        own = frozenset(self.about.types(node)) & set(types)
        preferred = self.all(node, "skos:prefLabel")
        labels = preferred + self.all(node, "skos:altLabel") + self.all(node, "rdfs:label")
        return Thing(own, next(iter(labels), node), frozenset(map(normal_name, labels)))

    def facts(self) -> dict[str, Facts]:
        said: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for node in self.about:
            for source, quote in self.evidence(node):
                said[source].append((node, quote))
        return {source: self.facts_of(pairs) for source, pairs in said.items()}

    def facts_of(self, said: list[tuple[str, str]]) -> Facts:
        """The facts among a document's (node, quote) pairs."""
        statements = [(n, q) for n, q in said if self.one(n, "rdf:predicate").startswith(KG)]
        return Facts(
            tuple(self.relation(n, q) for n, q in statements if self.is_a(n, "Statement")),
            tuple(self.position(n, q) for n, q in said if self.is_a(n, "Position")),
            tuple(self.observation(n, q) for n, q in said if self.is_a(n, "Observation")),
            tuple(self.event(n, q) for n, q in said if self.is_a(n, "Event")),
        )

    def evidence(self, node: str) -> Iterator[tuple[str, str]]:
        """Each document that supports a fact, with one quote from it."""
        quotes: dict[str, str] = {}
        for evidence in self.all(node, "kg:evidence"):
            source = self.source_of.get(self.one(evidence, "kg:article"), "")
            quotes.setdefault(source, self.one(evidence, "kg:quote"))
        quotes.pop("", None)
        yield from quotes.items()

    def confidence(self, node: str) -> float | None:
        """How sure the graph is of a fact; None if it does not say so in a number."""
        try:
            return float(self.one(node, "kg:confidence"))
        except ValueError:
            return None

    def relation(self, node: str, quote: str) -> Relation:
        predicate = self.one(node, "rdf:predicate").removeprefix(KG)
        planned = self.one(node, "kg:status").lower().endswith("planned")
        subject, object_ = self.one(node, "rdf:subject"), self.one(node, "rdf:object")
        return Relation(subject, predicate, object_, planned, quote, self.confidence(node))

    def position(self, node: str, quote: str) -> Position:
        organization = self.one(node, "org:organization") or None
        member, title = self.one(node, "org:member"), normal_title(self.one(node, "kg:title"))
        return Position(member, title, organization, quote, self.confidence(node))

    def observation(self, node: str, quote: str) -> Observation:
        unit = normal_name(self.one(node, "kg:unit"))
        about, indicator, value = (self.one(node, f"kg:{name}") for name in ("about", "indicator", "value"))
        return Observation(about, indicator, value, unit, quote, self.confidence(node))

    def event(self, node: str, quote: str) -> Event:
        things = frozenset(x for name in ("participant", "concerns", "place") for x in self.all(node, f"kg:{name}"))
        type_, date = self.one(node, "kg:eventType"), self.one(node, "kg:date") or None
        return Event(node, type_, date, things, self.one(node, "rdfs:label"), quote, self.confidence(node))
