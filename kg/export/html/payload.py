"""What the page knows: the graph as columns of plain values that refer to each other by number.

An entity's number is its place in the order of keys; events have -1, -2 …. A fact's number is its place among all
relations, positions, events and observations, in this order. The core is what the map, the filters and the search
need; the detail comes after the first view; the text, when it is read.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from kg.export.html.columns import columns, evidence_columns
from kg.export.html.figures import figure_text
from kg.export.html.names import map_label
from kg.lexicon import rows
from kg.model import Event, Observation, Position, Relation
from kg.ontology import load_ontology
from kg.pinyin import readings
from kg.rdf import officials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.graph import Graph
    from kg.model import Article, Entity, Fact
    from kg.ontology import Ontology

    Json = dict[str, Any]
    Row = list[Any]
    Pairs = dict[tuple[int, int], list[int]]

ARTICLES_A_PART = 64  # a part of the text is unpacked when one of its articles is read
# The kinds of facts in their order, and the order of the facts of each.
_SURE = attrgetter("confidence", "rule", "evidence")
ORDERS: dict[type[Fact], Callable[[Any], tuple[Any, ...]]] = {
    Relation: lambda f: (f.subject, f.predicate, f.object, f.status, *_SURE(f)),
    Position: lambda f: (f.person, f.title, f.organization or "", f.status, f.former, *_SURE(f)),
    Event: lambda f: (f.id, *_SURE(f)),
    Observation: lambda f: (
        *(f.about, f.indicator, f.value, f.unit, f.kind, f.period or "", f.bound or "", f.value_to or 0, *_SURE(f)),
    ),
}
REPORTS = 0.6  # what the root of the number of articles counts beside the logarithm of the number of facts
PLAIN = {"glyph": "", "shape": "circle", "solid": True, "light": "#4a5563", "dark": "#b9c1cb", "weight": 1.0}


def _folder(type_: str) -> str:
    """What stands before the name in the keys of a type's entities."""
    return {"Official": "Person"}.get(type_, type_).lower()


def appearance() -> Json:
    """Glyph, shape, colours and weight of each type, in the legend's order."""
    return tomllib.loads(files(__package__).joinpath("appearance.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Payload:
    """A graph's numbers and columns; everything is in an order that depends on the graph's content only."""

    graph: Graph

    @cached_property
    def ontology(self) -> Ontology:
        return load_ontology()

    @cached_property
    def entities(self) -> list[Entity]:
        return sorted(self.graph.entities, key=lambda entity: entity.key)

    @cached_property
    def articles(self) -> list[Article]:
        return sorted(self.graph.articles, key=lambda article: (article.source, article.offsets[:1], article.id))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each entity and event."""
        events = sorted(fact.id for fact in self.graph.facts if isinstance(fact, Event))
        entities = {entity.key: number for number, entity in enumerate(self.entities)}
        return entities | {key: -1 - number for number, key in enumerate(events)}

    @cached_property
    def facts(self) -> list[Fact]:
        """Relations, positions, events by their number, observations."""

        return [
            fact
            for kind, order in ORDERS.items()
            for fact in sorted((each for each in self.graph.facts if isinstance(each, kind)), key=order)
        ]

    @cached_property
    def ends(self) -> list[list[int]]:
        """By fact the numbers of everything that it is about, events too; an event's subject first."""
        numbers = self.numbers
        return [[numbers[ref] for ref in _refs(fact) if ref] for fact in self.facts]

    @cached_property
    def pairs(self) -> Pairs:
        """Entities that at least one fact joins, the smaller number first, and the numbers of those facts."""
        pairs: Pairs = defaultdict(list)
        organisers = self._organisers()
        for number, (fact, ends) in enumerate(zip(self.facts, self.ends, strict=True)):
            first, *others = (_with(ends, fact, organisers) if isinstance(fact, Event) else ends) or [-1]
            for other in {*others} - {first} if first >= 0 else ():
                if other >= 0:
                    pairs[min(first, other), max(first, other)].append(number)
        return {ends: pairs[ends] for ends in sorted(pairs)}

    @cached_property
    def labels(self) -> list[str]:
        """How the map calls each entity."""
        return [map_label(entity) for entity in self.entities]

    @cached_property
    def types(self) -> list[str]:
        """The type each entity is shown as: a person who holds a public post is an official."""
        official = officials(self.graph) | {entity.key for entity in self.entities if "Official" in entity.classes}
        return ["Official" if e.type == "Person" and e.key in official else e.type for e in self.entities]

    @cached_property
    def weights(self) -> list[float]:
        """How important each entity is: by its type, how much is known of it, and how often it is reported."""
        looks = appearance()
        told = Counter(end for ends in self.ends for end in {*ends})
        return [
            round(
                looks.get(type_, PLAIN)["weight"]
                * (math.log2(1 + told[number]) + REPORTS * math.sqrt(len(entity.articles))),
                2,
            )
            for number, (entity, type_) in enumerate(zip(self.entities, self.types, strict=True))
        ]

    def core(self) -> Json:
        """Entities, and what joins them."""
        looks = appearance()
        order = [*looks, *sorted({*self.types} - {*looks})]
        return {
            "types": [self._type(name) for name in order],
            "predicates": [self._predicate(name) for name in self.ontology.relations],
            "entities": self._entities(order),
            "relations": columns(self._rows(Relation), "subject", "predicate", "object", "status"),
            "positions": columns(self._rows(Position), "person", "title", "organization", "status", "former"),
            "events": columns(self._rows(Event), "type", "place", "participants", "concerns", "status"),
            "eventTypes": {name: term.labels for name, term in self.ontology.event_types.items()},
            "solePosts": [[title, *several] for title, *several in rows("sole_posts")],
            "documents": len(self.graph.documents),
            "articles": len(self.articles),
            "readings": readings(name for entity in self.entities for name in (entity.name, *entity.aliases)),
        }

    def detail(self) -> Json:
        """Figures, the words of events, each fact's evidence, and the articles without their text."""
        events = [fact for fact in self.facts if isinstance(fact, Event)]
        about = ("id", "source", "kind", "headline", "authors", "date", "blocks")
        return {
            "observations": columns(
                self._rows(Observation), "about", "indicator", "value", "text", "unit", "measure", "period"
            ),
            "events": columns(([event.label, event.date] for event in events), "label", "date"),
            "confidence": [round(fact.confidence, 2) for fact in self.facts],
            "evidence": evidence_columns((fact.evidence for fact in self.facts), self._article),
            "articles": columns((self._about(article) for article in self.articles), *about),
            "reports": [sorted(self._article[article] for article in entity.articles) for entity in self.entities],
        }

    def texts(self) -> Iterator[list[str]]:
        """The articles' texts, part by part; a part holds at least one, so that the page finds a first one."""
        for start in range(0, max(1, len(self.articles)), ARTICLES_A_PART):
            yield [article.text for article in self.articles[start : start + ARTICLES_A_PART]]

    @cached_property
    def _article(self) -> dict[str, int]:
        return {article.id: number for number, article in enumerate(self.articles)}

    def _entities(self, order: list[str]) -> Json:
        """Names, types and importance; `key` and `label` of those only that have an own one."""
        plain = [f"{_folder(type_)}/{e.name}" for e, type_ in zip(self.entities, self.types, strict=True)]
        labels = self.labels
        return {
            "name": [entity.name for entity in self.entities],
            "aliases": [list(entity.aliases) for entity in self.entities],
            "type": [order.index(type_) for type_ in self.types],
            "weight": self.weights,
            "reports": [len(entity.articles) for entity in self.entities],
            "key": {n: entity.key for n, entity in enumerate(self.entities) if entity.key != plain[n]},
            "label": {n: labels[n] for n, entity in enumerate(self.entities) if labels[n] != entity.name},
        }

    def _type(self, name: str) -> Json:
        look = {**PLAIN, **appearance().get(name, {})}
        return {"name": name, "folder": _folder(name), "labels": self.ontology.classes[name].labels, **look}

    def _predicate(self, name: str) -> Json:
        properties = self.ontology.properties
        inverse = properties[properties[name].inverse or name]
        return {"name": name, "labels": properties[name].labels, "inverse": inverse.labels}

    def _about(self, article: Article) -> Row:
        blocks = [[block.kind, block.start, block.end] for block in article.blocks]
        date = article.published or article.dateline
        return [article.id, article.source, article.kind, article.headline, list(article.authors), date, blocks]

    def _rows(self, kind: type[Fact]) -> Iterator[Row]:
        return (self._row(fact) for fact in self.facts if isinstance(fact, kind))

    def _row(self, fact: Fact) -> Row:
        numbers = self.numbers
        match fact:
            case Relation():
                return [numbers[fact.subject], fact.predicate, numbers[fact.object], fact.status]
            case Position():
                where = numbers[fact.organization] if fact.organization else None
                return [numbers[fact.person], fact.title, where, fact.status, int(fact.former)]
            case Observation():
                figure = [float(fact.value), figure_text(fact), fact.unit]
                return [numbers[fact.about], fact.indicator, *figure, fact.kind, fact.period]
            case Event():
                place = numbers[fact.place] if fact.place else None
                who, what = ([numbers[ref] for ref in refs] for refs in (fact.participants, fact.concerns))
                return [fact.type, place, who, what, fact.status]

    def _organisers(self) -> dict[str, list[int]]:
        """Who issued an event, or where it is: what relations with the event as subject say."""
        found: dict[str, list[int]] = defaultdict(list)
        for fact, ends in zip(self.facts, self.ends, strict=True):
            if isinstance(fact, Relation) and ends[0] < 0:
                found[fact.subject].append(ends[1])
        return found


def _refs(fact: Fact) -> tuple[str | None, ...]:
    match fact:
        case Relation():
            return (fact.subject, fact.object)
        case Position():
            return (fact.person, fact.organization)
        case Observation():
            return (fact.about,)
        case Event():
            return (*fact.concerns, *fact.participants, fact.place)


def _with(ends: list[int], event: Event, organisers: dict[str, list[int]]) -> list[int]:
    """The event's ends with its organisers before its place: it joins what it is about with everyone in it."""
    concerns = len(event.concerns) + len(event.participants)
    return [*ends[:concerns], *organisers.get(event.id, []), *ends[concerns:]]
