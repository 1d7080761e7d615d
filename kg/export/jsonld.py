"""JSON-LD 1.1 with a context: plain JSON to who does not know RDF, and the same triples to who does.

A property stands under its own name (`prefLabel`, `locatedIn`), and the context says what it is: a reference, a text in
Chinese, a decimal. A property whose values are of several kinds has them spelled out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.export.turtle import sections
from kg.rdf import triples
from kg.terms import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph import Graph

    Kind = tuple[str, str] | None  # ("@type", "@id"), ("@language", "zh") …; None where they differ

_TYPE = term("rdf:type")
_STRING = term("xsd:string")


def jsonld(graph: Graph) -> bytes:
    """The graph as UTF-8 JSON-LD: `@context`, and in `@graph` an object for each node, in the order of the Turtle."""
    ordered = [triple for _, section in sections(set(triples(graph))) for triple in section]
    names, kinds, prefixes = _names(ordered), _kinds(ordered), {**PREFIXES, "id": graph.base_iri}
    nodes: dict[Any, dict[str, Any]] = {}
    for subject, predicate, object_ in ordered:
        node = nodes.setdefault(subject, {"@id": _compact(subject.value, prefixes)})
        if predicate == _TYPE:
            node.setdefault("@type", []).append(_compact(object_.value, prefixes))
        else:
            value = _value(object_, kinds[predicate], prefixes)
            node.setdefault(names[predicate], []).append(value)
    context: dict[str, Any] = {"@version": 1.1, **prefixes}
    for predicate in sorted(names, key=names.__getitem__):
        kind = kinds[predicate]
        about = {"@id": _compact(predicate.value, prefixes)} | ({kind[0]: kind[1]} if kind else {})
        context[names[predicate]] = about if len(about) > 1 else about["@id"]
    written = {"@context": context, "@graph": [_plain(node) for node in nodes.values()]}
    return json.dumps(written, ensure_ascii=False, indent=1).encode() + b"\n"


def _names(ordered: list[ox.Triple]) -> dict[ox.NamedNode, str]:
    """The local name of each property; its prefixed name where two have the same, or a prefix has it."""
    predicates = sorted({triple.predicate for triple in ordered} - {_TYPE}, key=str)
    locals_ = [_compact(predicate.value, PREFIXES).partition(":")[2] for predicate in predicates]
    return {
        predicate: name if [*locals_, *PREFIXES, "id"].count(name) == 1 else _compact(predicate.value, PREFIXES)
        for predicate, name in zip(predicates, locals_, strict=True)
    }


def _kinds(ordered: list[ox.Triple]) -> dict[ox.NamedNode, Kind]:
    found: dict[ox.NamedNode, set[Kind]] = defaultdict(set)
    for triple in ordered:
        found[triple.predicate].add(_kind(triple.object))
    return {predicate: next(iter(kinds)) if len(kinds) == 1 else None for predicate, kinds in found.items()}


def _kind(value: Any) -> Kind:  # noqa: ANN401 - any RDF term
    if not isinstance(value, ox.Literal):
        return "@type", "@id"
    if value.language:
        return "@language", value.language
    return None if value.datatype == _STRING else ("@type", _compact(value.datatype.value, PREFIXES))


def _value(value: Any, kind: Kind, prefixes: Mapping[str, str]) -> str | dict[str, str]:  # noqa: ANN401 - any RDF term
    own = _kind(value)
    text: str = value.value if isinstance(value, ox.Literal) else _compact(value.value, prefixes)
    if own == kind:
        return text
    if own == ("@type", "@id"):
        return {"@id": text}
    return {"@value": text} | ({own[0]: own[1]} if own else {})


def _compact(iri: str, prefixes: Mapping[str, str]) -> str:
    """A prefixed name of the longest namespace that fits, or the IRI."""
    fits = [(len(namespace), name) for name, namespace in prefixes.items() if iri.startswith(namespace)]
    if not fits:
        return iri
    length, name = max(fits)
    return f"{name}:{iri[length:]}"


def _plain(node: dict[str, Any]) -> dict[str, Any]:
    """A list of one as the one."""
    return {key: each[0] if isinstance(each, list) and len(each) == 1 else each for key, each in node.items()}
