"""Large graphs for measuring: regions cloned from a real graph, with other names and shuffled articles.

The first region is the graph as it is. In each other one the first half of every name is written with other
characters, the same ones throughout the region, so that an alias still fits its name; the characters of each article
are shuffled, so that it packs worse than real text; and some relations lead to an earlier region, mostly a near one.
The same graph and number give the same result.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.graph import Graph
from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Article, Document, Entity, Evidence, Fact

ACROSS = 0.16  # relations into other regions, by entities
NEAR = 10.0  # how many regions away these lead, on average


def grown(graph: Graph, regions: int) -> Graph:
    """A graph of so many regions."""
    parts = [Region(graph, number) for number in range(regions)]
    return Graph(
        tuple(entity for part in parts for entity in part.entities()),
        tuple(fact for part in parts for fact in part.facts()),
        tuple(article for part in parts for article in part.articles()),
        tuple(document for part in parts for document in part.documents()),
    )


@dataclass(frozen=True)
class Region:
    """One copy of the graph; number 0 is the graph itself."""

    graph: Graph
    number: int

    def entities(self) -> Iterator[Entity]:
        other = self._characters()
        for each in self.graph.entities:
            names = [
                name[: len(name) // 2].translate(other) + name[len(name) // 2 :] for name in (each.name, *each.aliases)
            ]
            articles = tuple(map(self.named, each.articles))
            yield replace(
                each, key=self.named(each.key), name=names[0], aliases=tuple(names[1:]), articles=articles, mentions=()
            )

    def facts(self) -> Iterator[Fact]:
        for fact in self.graph.facts:
            yield self._moved(fact)
        yield from self._across()

    def articles(self) -> Iterator[Article]:
        for article in self.graph.articles:
            text = self._shuffled(article)
            yield replace(article, id=self.named(article.id), source=self.named(article.source), text=text)

    def documents(self) -> Iterator[Document]:
        for document in self.graph.documents:
            yield replace(document, source=self.named(document.source))

    def named(self, key: str) -> str:
        """The key or id of what stands for that in this region."""
        return f"{key}~{self.number}" if self.number else key

    def _random(self, *what: object) -> random.Random:
        return random.Random("/".join(map(str, (self.number, *what))))  # noqa: S311 - no secret

    def _characters(self) -> dict[int, str]:
        used = sorted({char for entity in self.graph.entities for char in entity.name if "一" <= char <= "鿿"})
        others = used.copy()
        if self.number:
            self._random("names").shuffle(others)
        return str.maketrans(dict(zip(used, others, strict=True)))

    def _shuffled(self, article: Article) -> str:
        """The text with its characters in another order, the line breaks where they were."""
        if not self.number:
            return article.text
        characters = [char for char in article.text if char != "\n"]
        self._random(article.id).shuffle(characters)
        rest = iter(characters)
        return "".join(char if char == "\n" else next(rest) for char in article.text)

    def _moved(self, fact: Fact) -> Fact:
        named = self.named
        evidence = tuple(map(self._cited, fact.evidence))
        match fact:
            case Relation():
                return replace(fact, subject=named(fact.subject), object=named(fact.object), evidence=evidence)
            case Position():
                organization = named(fact.organization) if fact.organization else None
                return replace(fact, person=named(fact.person), organization=organization, evidence=evidence)
            case Observation():
                return replace(fact, about=named(fact.about), evidence=evidence)
            case Event():
                place = named(fact.place) if fact.place else None
                who, what = (tuple(map(named, refs)) for refs in (fact.participants, fact.concerns))
                return replace(fact, id=named(fact.id), place=place, participants=who, concerns=what, evidence=evidence)

    def _cited(self, evidence: Evidence) -> Evidence:
        return evidence._replace(article=self.named(evidence.article))

    def _across(self) -> Iterator[Fact]:
        draw = self._random("across")
        relations = [fact for fact in self.graph.facts if isinstance(fact, Relation)]
        for _ in range(round(ACROSS * len(self.graph.entities)) if self.number else 0):
            ours, theirs = draw.choice(relations), max(0, self.number - 1 - int(draw.expovariate(1 / NEAR)))
            yield replace(self._moved(ours), object=Region(self.graph, theirs).named(ours.object))
