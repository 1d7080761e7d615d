"""Reads a written graph back into a Graph, without loss: written again, it has the same bytes.

A written graph holds the sentences that are quoted, not the articles: an article read back is its quotes, a block each,
at their places in the source.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

import pyoxigraph as ox

from kg.described import Described
from kg.graph import Graph
from kg.iri import DEFAULT_BASE
from kg.model import Article, Block, Document, Entity, Event, Evidence, Observation, Position, Relation
from kg.ontology import KG, load_ontology
from kg.rdf import officials, triples
from kg.store import GraphError, read_triples

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.model import Bound, Fact, Kind, Status

    Span = tuple[int, int]
    Quote = tuple[int, int, str]  # start and end in the source, text


def read_graph(path: Path) -> Graph:
    """The Graph of a file that `kg build` or `kg export` wrote in any form of RDF.

    Raises GraphError, also for a graph that says what no Graph can hold: nothing of it is left out in silence.
    """
    written = set(read_triples(path))
    try:
        graph = _Reader(written).graph()
        again = set(triples(graph))
    except (KeyError, ValueError, TypeError, InvalidOperation) as error:
        raise GraphError(f"{path}: not a graph that kg wrote ({type(error).__name__}: {error})") from error
    if again != written:
        odd = min(written ^ again, key=str)
        raise GraphError(
            f"{path}: not a graph that kg wrote: {len(written ^ again)} triples differ, the first is {odd}"
        )
    return graph


def graph_of(written: Iterable[ox.Triple]) -> Graph:
    """The Graph that triples tell of, which may be a part of a written graph: what they do not tell is left out.

    Raises ValueError for a fact of which a part is missing.
    """
    return _Reader(set(written)).graph()


class _Reader:
    def __init__(self, written: set[ox.Triple]) -> None:
        self.about = Described(sorted(written, key=str))
        self.base = next(map(_base, self.about), DEFAULT_BASE)
        self.nodes: dict[str, list[str]] = defaultdict(list)  # class → subjects
        for node in self.about:
            for name in self.about.types(node):
                self.nodes[name].append(node)
        self.quotes: dict[str, set[Quote]] = defaultdict(set)  # article's node → what is quoted of it
        for node in self.nodes["Evidence"]:
            self.quotes[self.must(node, "kg:article")].add(self.quote(node))
        self.spans: dict[str, dict[Quote, Span]] = {}  # article's node → quote → its span in the article read back
        self.names: dict[str, set[str]] = defaultdict(set)  # name → who is called so
        for node in self.nodes["Person"]:
            for name in (*self.about.all(node, "skos:prefLabel"), *self.about.all(node, "skos:altLabel")):
                self.names[name].add(node)

    def graph(self) -> Graph:
        articles = tuple(map(self.article, self.nodes["Article"]))
        types = load_ontology().entity_types
        entities = tuple(self.entity(node, name) for name in types for node in self.nodes[name])
        facts: list[Fact] = [
            *map(self.relation, self.nodes["Statement"]),
            *map(self.position, self.nodes["Position"]),
            *map(self.observation, self.nodes["Observation"]),
            *map(self.event, self.nodes["Event"]),
        ]
        documents = tuple(map(self.document, self.nodes["Document"]))
        graph = Graph(entities, tuple(facts), articles, documents, (), self.base)
        told = {self.key(node) for node in self.nodes["Official"]} - officials(graph)
        return replace(graph, entities=tuple(_as_official(each, told) for each in entities)) if told else graph

    def key(self, node: str) -> str:
        """The key that the node's IRI was made of."""
        if not node.startswith(self.base):
            raise ValueError(f"{node} does not begin with {self.base}")
        kind, _, name = node.removeprefix(self.base).partition("/")
        return f"{kind}/{unquote(name, errors='surrogatepass')}"

    def name(self, node: str) -> str:
        return self.key(node).partition("/")[2]

    def some_key(self, node: str, name: str) -> str | None:
        found = self.about.one(node, name)
        return None if found is None else self.key(found)

    def must(self, node: str, name: str) -> str:
        """The property's value; ValueError if there is none."""
        found = self.about.one(node, name)
        if found is None:
            raise ValueError(f"{node} has no {name}")
        return found

    def entity(self, node: str, type_: str) -> Entity:
        articles = tuple(map(self.name, self.about.all(node, "kg:mentionedIn")))
        name, aliases = self.must(node, "skos:prefLabel"), tuple(self.about.all(node, "skos:altLabel"))
        others = tuple(each for each in self.about.types(node) if each not in {type_, "Official"})
        code = self.about.one(node, "skos:notation")
        return Entity(self.key(node), type_, name, aliases, articles, (), others, code)

    def relation(self, node: str) -> Relation:
        subject, object_ = (self.key(self.must(node, f"rdf:{end}")) for end in ("subject", "object"))
        predicate = self.must(node, "rdf:predicate").removeprefix(KG)
        return Relation(subject, predicate, object_, self.status(node), *self.origin(node))

    def position(self, node: str) -> Position:
        person, organization = self.key(self.must(node, "org:member")), self.some_key(node, "org:organization")
        former = self.about.one(node, "kg:former") == "true"
        title = self.must(node, "kg:title")
        return Position(person, title, organization, self.status(node), *self.origin(node), former=former)

    def observation(self, node: str) -> Observation:
        value_to = self.about.one(node, "kg:valueTo")
        return Observation(
            self.key(self.must(node, "kg:about")),
            self.must(node, "kg:indicator"),
            Decimal(self.must(node, "kg:value")),
            self.must(node, "kg:unit"),
            cast("Kind", self.must(node, "kg:kind")),
            *self.origin(node),
            value_to=None if value_to is None else Decimal(value_to),
            bound=cast("Bound | None", self.about.one(node, "kg:bound")),
            period=self.about.one(node, "kg:period"),
        )

    def event(self, node: str) -> Event:
        participants, concerns = (
            tuple(map(self.key, self.about.all(node, f"kg:{role}"))) for role in ("participant", "concerns")
        )
        return Event(
            self.key(node),
            self.must(node, "kg:eventType"),
            self.must(node, "rdfs:label"),
            self.about.one(node, "kg:date"),
            self.some_key(node, "kg:place"),
            participants,
            concerns,
            self.status(node),
            *self.origin(node),
        )

    def status(self, node: str) -> Status:
        return cast("Status", self.must(node, "kg:status").removeprefix(KG))

    def origin(self, node: str) -> tuple[float, str, tuple[Evidence, ...]]:
        """Confidence, rule and evidence of a fact."""
        evidence = tuple(map(self.evidence, self.about.all(node, "kg:evidence")))
        return float(self.must(node, "kg:confidence")), self.must(node, "kg:extractedBy"), evidence

    def evidence(self, node: str) -> Evidence:
        article = self.must(node, "kg:article")
        return Evidence(self.name(article), *self.spans[article][self.quote(node)])

    def quote(self, node: str) -> Quote:
        return int(self.must(node, "kg:start")), int(self.must(node, "kg:end")), self.must(node, "kg:quote")

    def article(self, node: str) -> Article:
        """The article, as far as it is quoted."""
        text, offsets, blocks = self.laid_out(node)
        authors = tuple(map(self.author, self.about.all(node, "schema:author")))
        return Article(
            self.name(node),
            self.name(self.must(node, "schema:isPartOf")),
            "caption" if self.about.one(node, "kg:articleKind") == "caption" else "article",
            self.about.one(node, "schema:headline"),
            authors,
            self.about.one(node, "schema:datePublished"),
            self.about.one(node, "kg:dateline"),
            text,
            offsets,
            blocks,
        )

    def author(self, node: str) -> str:
        """A name by which only this person goes, or else the preferred one."""
        names = (*self.about.all(node, "skos:prefLabel"), *self.about.all(node, "skos:altLabel"))
        return next((name for name in names if self.names[name] == {node}), names[0])

    def laid_out(self, node: str) -> tuple[str, tuple[int, ...], tuple[Block, ...]]:
        """Text, offsets and blocks of an article: its quotes, with line feeds at its own first and last place."""
        spans = self.spans[node] = {}
        if self.about.one(node, "kg:start") is None:
            return "", (), ()
        parts, offsets = ["\n"], [int(self.must(node, "kg:start"))]
        for start, end, quote in sorted(self.quotes[node]):
            spans[start, end, quote] = len(offsets), len(offsets) + len(quote)
            parts.append(quote + "\n")
            offsets += [*range(start, start + len(quote) - 1), end - 1, end - 1]
        offsets.append(int(self.must(node, "kg:end")) - 1)
        return "".join((*parts, "\n")), tuple(offsets), tuple(Block("body", *span) for span in spans.values())

    def document(self, node: str) -> Document:
        encoding, reader, origin = (self.about.one(node, f"kg:{name}") for name in ("encoding", "reader", "origin"))
        return Document(self.name(node), "", encoding, self.must(node, "kg:sha256"), reader=reader, origin=origin)


def base_of(triples: Iterable[ox.Triple]) -> str:
    """What the IRIs of the graph's things begin with, by its first triple."""
    return next(
        (_base(triple.subject.value) for triple in triples if isinstance(triple.subject, ox.NamedNode)), DEFAULT_BASE
    )


def _base(node: str) -> str:
    """What the node's IRI has before its kind and its name."""
    kind = node.rpartition("/")[0]
    return kind[: max(kind.rfind("/"), kind.rfind("#")) + 1]


def _as_official(entity: Entity, told: set[str]) -> Entity:
    return replace(entity, classes=(*entity.classes, "Official")) if entity.key in told else entity
