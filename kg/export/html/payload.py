"""What the page knows: the graph as columns of plain values that refer to each other by number.

An entity's number is its place in the order of keys; events are numbered after the entities. A fact is a list
that begins with its kind (`relation`, `position`, `observation`, `event`) and ends with its evidence.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.export.html.figures import figure_text
from kg.export.html.names import map_label
from kg.model import Event, Observation, Position, Relation
from kg.ontology import load_ontology
from kg.rdf import officials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph import Graph
    from kg.model import Article, Entity, Evidence, Fact
    from kg.ontology import Ontology

    Json = dict[str, Any]
    Row = list[Any]
    Pairs = dict[tuple[int, int], list[int]]

ARTICLES_A_PART = 64  # a part of the text is unpacked when one of its articles is read
PLAIN = {"glyph": "", "shape": "circle", "solid": True, "light": "#4a5563", "dark": "#b9c1cb", "weight": 1.0}


def appearance() -> Json:
    """Glyph, shape, colours and weight of each type, in the legend's order."""
    return tomllib.loads(files(__package__).joinpath("appearance.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Payload:
    """A graph's numbers and rows; everything is in an order that depends on the graph's content only."""

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
        return {key: number for number, key in enumerate([*(entity.key for entity in self.entities), *events])}

    @cached_property
    def rows(self) -> list[Row]:
        """The facts; an event's row stands where its number says, after all others."""
        rows = [self._row(fact) for fact in self.graph.facts if not isinstance(fact, Event)]
        events = [fact for fact in self.graph.facts if isinstance(fact, Event)]
        ordered = sorted(events, key=lambda event: self.numbers[event.id])
        return sorted(rows, key=repr) + [self._row(event) for event in ordered]

    @cached_property
    def pairs(self) -> Pairs:
        """Entities that at least one fact joins, the smaller number first, and the numbers of those facts."""
        pairs: Pairs = defaultdict(list)
        organisers = self._organisers()
        for number, row in enumerate(self.rows):
            for ends in _joined(row, organisers):
                first, second = sorted(ends)
                if first != second and second < len(self.entities) and number not in pairs[first, second]:
                    pairs[first, second].append(number)
        return {ends: pairs[ends] for ends in sorted(pairs) if pairs[ends]}

    @cached_property
    def types(self) -> list[str]:
        """The type each entity is shown as: a person who holds a public post is an official."""
        official = officials(self.graph) | {entity.key for entity in self.entities if "Official" in entity.classes}
        return ["Official" if e.type == "Person" and e.key in official else e.type for e in self.entities]

    def core(self) -> Json:
        """What the map, the filters and the search need."""
        looks = appearance()
        order = [*looks, *sorted({*self.types} - {*looks})]
        return {
            "types": [
                {"name": name, "labels": self.ontology.classes[name].labels, **PLAIN, **looks.get(name, {})}
                for name in order
            ],
            "predicates": [self._predicate(name) for name in self.ontology.relations],
            "entities": [
                [e.key, e.name, list(e.aliases), order.index(type_), map_label(e), self._reports(e)]
                for e, type_ in zip(self.entities, self.types, strict=True)
            ],
            "facts": self.rows,
            "links": [[a, b, facts] for (a, b), facts in self.pairs.items()],
            "documents": len(self.graph.documents),
        }

    def detail(self) -> list[Json]:
        """The articles without their text; `blocks` are [kind, start, end]."""
        return [
            {
                "id": a.id,
                "source": a.source,
                "kind": a.kind,
                "headline": a.headline,
                "authors": list(a.authors),
                "date": a.published or a.dateline,
                "blocks": [[block.kind, block.start, block.end] for block in a.blocks],
            }
            for a in self.articles
        ]

    def texts(self) -> Iterator[list[str]]:
        """The articles' texts, part by part; a part holds at least one, so that the page finds a first one."""
        for start in range(0, max(1, len(self.articles)), ARTICLES_A_PART):
            yield [article.text for article in self.articles[start : start + ARTICLES_A_PART]]

    @cached_property
    def _article(self) -> dict[str, int]:
        return {article.id: number for number, article in enumerate(self.articles)}

    def _reports(self, entity: Entity) -> list[int]:
        return sorted(self._article[article] for article in entity.articles)

    def _predicate(self, name: str) -> Json:
        properties = self.ontology.properties
        inverse = properties[properties[name].inverse or name]
        return {"name": name, "labels": properties[name].labels, "inverse": inverse.labels}

    def _row(self, fact: Fact) -> Row:
        numbers = self.numbers
        row: Row
        match fact:
            case Relation():
                row = ["relation", numbers[fact.subject], fact.predicate, numbers[fact.object], fact.status]
            case Position():
                where = numbers[fact.organization] if fact.organization else None
                row = ["position", numbers[fact.person], fact.title, where, fact.status, fact.former]
            case Observation():
                figure = [float(fact.value), figure_text(fact), fact.unit]
                row = ["observation", numbers[fact.about], fact.indicator, *figure, fact.kind, fact.period]
            case Event():
                place = numbers[fact.place] if fact.place else None
                who, what = ([numbers[ref] for ref in refs] for refs in (fact.participants, fact.concerns))
                row = ["event", numbers[fact.id], fact.type, fact.label, fact.date, place, who, what, fact.status]
        return [*row, self._evidence(fact.evidence)]

    def _evidence(self, evidence: tuple[Evidence, ...]) -> list[Row]:
        return sorted([self._article[each.article], each.start, each.end] for each in evidence)

    def _organisers(self) -> dict[int, list[int]]:
        """Who issued an event, or where it is: what relations with the event as subject say."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in self.rows:
            if row[0] == "relation" and row[1] >= len(self.entities):
                found[row[1]].append(row[3])
        return found


def _joined(row: Row, organisers: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
    """The pairs of things that a fact joins; an event joins what it is about with everyone in it."""
    match row:
        case ["relation", subject, _, object_, *_]:
            yield subject, object_
        case ["position", person, _, int(organization), *_]:
            yield person, organization
        case ["event", number, _, _, _, place, who, what, *_]:
            members = [*what, *who, *organisers.get(number, []), *([] if place is None else [place])]
            yield from ((members[0], other) for other in members[1:])
