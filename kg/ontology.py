"""Reads ontology/*.ttl into plain values: which classes and relations there are, and what may relate to what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.resources import ontology_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KG = "https://kg.example/ontology#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"
_SUBPROPERTY = RDFS + "subPropertyOf"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Triples = dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]]


class OntologyError(ValueError):
    """An ontology file that cannot be read; the message names the file and the place in it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a concept: its local name, its labels and definitions by language ("zh", "en")."""

    name: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    parents: tuple[str, ...] = ()  # direct superclasses in kg:, by local name
    notation: str | None = None  # of a concept: how graphs write it ("签约", "target")


@dataclass(frozen=True, slots=True)
class Property:
    """A property of `kg:`; domain and range hold every class they include, subclasses with them."""

    name: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    inverse: str | None
    same_kind_or: frozenset[str] | None  # the object is of the subject's own type, or one of these


@dataclass(frozen=True)
class Ontology:
    """The vocabulary; every mapping keeps the order of the file."""

    classes: Mapping[str, Term]
    properties: Mapping[str, Property]
    relations: tuple[str, ...]  # the properties that a statement can state
    entity_types: tuple[str, ...]  # the classes of entities, without kg:Official
    event_types: Mapping[str, Term]  # by notation
    kinds: Mapping[str, Term]  # of observations, by notation
    statuses: Mapping[str, Term]

    def members(self, name: str) -> frozenset[str]:
        """The class itself and all its subclasses."""
        return self._members.get(name, frozenset())

    @cached_property
    def _ancestors(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}

        def climb(name: str) -> frozenset[str]:
            if name in self.classes and name not in found:
                found[name] = frozenset({name}).union(*map(climb, self.classes[name].parents))
            return found.get(name, frozenset())

        for name in self.classes:
            climb(name)
        return found

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        return {
            name: frozenset(other for other, above in self._ancestors.items() if name in above) for name in self.classes
        }

    @cached_property
    def symmetric(self) -> frozenset[str]:
        """The relations that hold in both directions when they hold in one."""
        return frozenset(name for name in self.relations if self.properties[name].symmetric)

    def allows(self, subject_type: str, predicate: str, object_type: str) -> bool:
        """Whether the relation may hold between things of these types."""
        relation = self.properties[predicate]
        if subject_type not in relation.domain or object_type not in relation.range:
            return False
        if relation.same_kind_or is None:
            return True
        return object_type in relation.same_kind_or or object_type == subject_type


@cache
def load_ontology(path: Path | None = None) -> Ontology:
    """The ontology of `path` (a Turtle file; default: the one that comes with the package).

    Raises OntologyError if the file cannot be read or parsed, or lacks a label, domain or range.
    """
    path = path or ontology_path() / "kg.ttl"
    graph = _read(path)
    try:
        return _ontology(graph)
    except (KeyError, ValueError) as error:
        raise OntologyError(f"{path}: {error}") from error


def _read(path: Path) -> Triples:
    graph: Triples = defaultdict(lambda: defaultdict(list))
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if not isinstance(triple.subject, ox.Triple) and not isinstance(triple.object, ox.Triple):
                graph[triple.subject.value][triple.predicate.value].append(triple.object)
    except SyntaxError as error:
        raise OntologyError(f"{path}:{error.lineno}: {error.msg}") from error
    except (OSError, ValueError) as error:
        raise OntologyError(f"{path}: {error}") from error
    return graph


def _ontology(graph: Triples) -> Ontology:
    classes = {term.name: term for term in _terms(graph, OWL + "Class")}
    bare = Ontology(classes, {}, (), (), {}, {}, {})
    members = {name: bare.members(name) for name in classes}
    kinds = (OWL + "ObjectProperty", OWL + "DatatypeProperty")
    properties = [_property(graph, iri, members) for kind in kinds for iri in _instances(graph, kind)]
    return Ontology(
        classes=classes,
        properties={each.name: each for each in properties},
        relations=tuple(each.name for each in properties if "relation" in _local(graph, each.name, _SUBPROPERTY)),
        entity_types=tuple(name for name, term in classes.items() if "Entity" in term.parents),
        event_types=_by_notation(graph, "EventType"),
        kinds=_by_notation(graph, "ObservationKind"),
        statuses=_by_notation(graph, "Status"),
    )


def _property(graph: Triples, iri: str, members: Mapping[str, frozenset[str]]) -> Property:
    term = _term(graph, iri)
    either = _local(graph, term.name, KG + "sameKindOr")
    return Property(
        name=term.name,
        labels=term.labels,
        definitions=term.definitions,
        domain=_closed(members, _local(graph, term.name, RDFS + "domain")),
        range=_closed(members, _local(graph, term.name, RDFS + "range")),
        symmetric=OWL + "SymmetricProperty" in _iris(graph, term.name, RDF_TYPE),
        inverse=next(iter(_local(graph, term.name, OWL + "inverseOf")), None),
        same_kind_or=_closed(members, either) if either else None,
    )


def _closed(members: Mapping[str, frozenset[str]], names: tuple[str, ...]) -> frozenset[str]:
    unknown = [name for name in names if name not in members]
    if unknown:
        raise ValueError(f"kg:{unknown[0]} is not declared as a class")
    return frozenset().union(*(members[name] for name in names))


def _instances(graph: Triples, kind: str) -> list[str]:
    return [iri for iri, about in graph.items() if iri.startswith(KG) and _has(about[RDF_TYPE], kind)]


def _has(nodes: list[ox.NamedNode | ox.BlankNode | ox.Literal], iri: str) -> bool:
    return any(isinstance(node, ox.NamedNode) and node.value == iri for node in nodes)


def _terms(graph: Triples, kind: str) -> list[Term]:
    return [_term(graph, iri) for iri in _instances(graph, kind)]


def _by_notation(graph: Triples, kind: str) -> dict[str, Term]:
    return {term.notation or term.name: term for term in _terms(graph, KG + kind)}


def _term(graph: Triples, iri: str) -> Term:
    name, about = iri.removeprefix(KG), graph[iri]
    labels = _texts(about[RDFS + "label"] + about[SKOS + "prefLabel"])
    definitions = _texts(about[SKOS + "definition"])
    for language in ("zh", "en"):
        if language not in labels or language not in definitions:
            raise ValueError(f"kg:{name} lacks a label or definition in {language}")
    notation = next((node.value for node in about[SKOS + "notation"]), None)
    return Term(name, labels, definitions, _local(graph, name, RDFS + "subClassOf"), notation)


def _texts(nodes: list[ox.NamedNode | ox.BlankNode | ox.Literal]) -> dict[str, str]:
    return {node.language: node.value for node in nodes if isinstance(node, ox.Literal) and node.language}


def _iris(graph: Triples, name: str, predicate: str) -> list[str]:
    return [node.value for node in graph[KG + name][predicate] if isinstance(node, ox.NamedNode)]


def _local(graph: Triples, name: str, predicate: str) -> tuple[str, ...]:
    """The objects in `kg:`, by local name."""
    return tuple(iri.removeprefix(KG) for iri in _iris(graph, name, predicate) if iri.startswith(KG))
