"""A written graph as a property graph: what Neo4j and its kin hold, nodes and relationships with typed properties.

Every thing that the RDF describes is a node, labelled with its classes: entities, events, and the statements,
positions, observations, evidence, articles and documents behind them, so that nothing of the evidence is lost. A triple
between two of them is a relationship, any other a property. Names are those of the ontology (`locatedIn`, `prefLabel`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.ontology import RDF_TYPE, load_ontology
from kg.terms import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Scalar = str | int | float | bool
    Properties = Mapping[str, Scalar | tuple[Scalar, ...]]

    Described = dict[ox.NamedNode, dict[str, list[ox.NamedNode | ox.Literal]]]

NODE = "Resource"  # the label that every node has, beside its classes
# The terms of other vocabularies that every graph uses: they go by their local name, as those of `kg:` do.
_PLAIN = frozenset(
    f"{prefix}:{name}"
    for prefix, names in {
        "skos": ("prefLabel", "altLabel"),
        "rdfs": ("label",),
        "rdf": ("subject", "predicate", "object"),
        "org": ("member", "organization"),
        "schema": ("headline", "author", "datePublished", "isPartOf", "NewsArticle"),
        "qudt": ("hasUnit",),
    }.items()
    for name in names
)
_LISTS = frozenset({"altLabel"})  # always a list, even where every name has one
_LANGUAGE = "zh"  # of the texts we read: any other language stands in the property's name, `prefLabel@en`
_LARGEST = 2**63  # databases hold integers of 64 bits
_XSD = PREFIXES["xsd"]
_INTEGERS = {_XSD + name for name in ("integer", "int", "long")}
_FLOATS = {_XSD + name for name in ("decimal", "double", "float")}


class BlankNodeError(ValueError):
    """The graph has a blank node: without an IRI, nothing can be found again and updated."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing; `labels` are its classes, the most general first."""

    iri: str
    labels: tuple[str, ...]
    properties: Properties


@dataclass(frozen=True, slots=True)
class Relationship:
    """A triple between two nodes; that of a stated relation has its `statement` (an IRI) and `confidence`."""

    source: str
    type: str
    target: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """Nodes and relationships, in the order of their IRIs, and the type of every property."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    kinds: Mapping[str, tuple[type, bool]]  # name → (type of a value, whether it is a list)


def property_graph(triples: Iterable[ox.Triple]) -> PropertyGraph:
    """The triples as a property graph. Raises BlankNodeError.

    Decimals become floats of 64 bits (15 digits are exact); dates, as precise as the text, stay ISO 8601 text.
    """
    described = _described(triples)
    kinds = _kinds(described)
    statements = _statements(described)
    nodes, relationships = [], []
    for subject in sorted(described, key=str):
        own = described[subject]
        properties = {}
        for name in sorted(own):
            links = [each for each in own[name] if each in described]
            values = [each for each in own[name] if each not in described]
            if values and name != RDF_TYPE:
                properties.update(_properties(name, values, kinds))
            for target in sorted(links, key=str):
                about = statements.get((subject.value, name, target.value), {})
                relationships.append(Relationship(subject.value, name, target.value, about))
        labels = ordered(name_of(each.value) for each in own.get(RDF_TYPE, ()))
        nodes.append(Node(subject.value, labels, properties))
    return PropertyGraph(tuple(nodes), tuple(relationships), kinds)


def name_of(iri: str) -> str:
    """How a term is called here: `locatedIn`, `prefLabel`; one outside the vocabulary is `unit:M2` or a whole IRI."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri.removeprefix(namespace)
            return local if prefix == "kg" or f"{prefix}:{local}" in _PLAIN else f"{prefix}:{local}"
    return iri


def ordered(labels: Iterable[str]) -> tuple[str, ...]:
    """The labels of a node, the most general first: a Person who is an Official has both."""
    classes = load_ontology().classes

    def depth(name: str) -> int:
        return 1 + max((depth(parent) for parent in classes[name].parents), default=0) if name in classes else 0

    return tuple(sorted(labels, key=lambda name: (name not in classes, depth(name), name)))


def _described(triples: Iterable[ox.Triple]) -> Described:
    """Subject → name of the property → its objects."""
    described: Described = defaultdict(lambda: defaultdict(list))
    for each in triples:
        if not isinstance(each.subject, ox.NamedNode) or not isinstance(each.object, ox.NamedNode | ox.Literal):
            raise BlankNodeError(str(each))
        name = RDF_TYPE if each.predicate.value == RDF_TYPE else name_of(each.predicate.value)
        values = described[each.subject][name]
        if each.object not in values:
            values.append(each.object)
    return described


def _kinds(described: Described) -> dict[str, tuple[type, bool]]:
    """The type that holds every value of a property, by the property's name."""
    found: dict[str, set[type]] = defaultdict(set)
    several = set(_LISTS)
    for own in described.values():
        for name, values in own.items():
            spoken: dict[str, int] = defaultdict(int)
            for value in values:
                if name != RDF_TYPE and value not in described:
                    found[_spoken(name, value)].add(_type(value))
                    spoken[_spoken(name, value)] += 1
            several |= {each for each, times in spoken.items() if times > 1}
    return {name: (_common(types), name in several) for name, types in sorted(found.items())}


def _properties(
    name: str, values: Iterable[ox.NamedNode | ox.Literal], kinds: Mapping[str, tuple[type, bool]]
) -> dict[str, Scalar | tuple[Scalar, ...]]:
    spoken: dict[str, list[Scalar]] = defaultdict(list)
    for value in values:
        key = _spoken(name, value)
        spoken[key].append(_scalar(value, kinds[key][0]))
    return {key: tuple(sorted(each)) if kinds[key][1] else each[0] for key, each in spoken.items()}


def _spoken(name: str, value: ox.NamedNode | ox.Literal) -> str:
    language = value.language if isinstance(value, ox.Literal) else None
    return name if language in {None, _LANGUAGE} else f"{name}@{language}"


def _type(value: ox.NamedNode | ox.Literal) -> type:
    if isinstance(value, ox.NamedNode):
        return str
    datatype = value.datatype.value
    if datatype == _XSD + "boolean":
        return bool
    try:
        if datatype in _INTEGERS:
            return int if abs(int(value.value)) < _LARGEST else str
        return float if datatype in _FLOATS and math.isfinite(float(value.value)) else str
    except ValueError:  # an ill-typed literal stays as it is written
        return str


def _common(types: set[type]) -> type:
    if len(types) == 1:
        return next(iter(types))
    return float if types == {int, float} else str


def _scalar(value: ox.NamedNode | ox.Literal, kind: type) -> Scalar:
    if isinstance(value, ox.NamedNode):
        return name_of(value.value)
    if kind is bool:
        return value.value in {"true", "1"}
    scalar: Scalar = kind(value.value)
    return scalar


def _statements(described: Described) -> dict[tuple[str, str, str], Properties]:
    """What the asserted statements say of their direct triples."""
    asserted = term("kg:Asserted")
    about: dict[tuple[str, str, str], Properties] = {}
    for node, own in described.items():
        if asserted in own.get("status", ()) and {"subject", "predicate", "object"} <= own.keys():
            (subject, *_), (predicate, *_), (object_, *_) = own["subject"], own["predicate"], own["object"]
            confidence = {"confidence": float(own["confidence"][0].value)} if "confidence" in own else {}
            about[subject.value, name_of(predicate.value), object_.value] = {"statement": node.value, **confidence}
    return about
