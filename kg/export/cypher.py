"""A Cypher script, for `cypher-shell` and whatever else runs openCypher with MERGE; a second run changes nothing.

Text stands in it as escaped literals. Neo4j resolves Unicode escapes before it looks for the ends of strings, whatever
stands before them, so that no backslash may be followed by a u: such a text is written as two that are added.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.property_graph import NODE, property_graph
from kg.rdf import triples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.graph import Graph
    from kg.property_graph import Node, Properties, Relationship, Scalar

_BATCH = 500  # things that one statement makes
_PLAIN_NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_BEFORE_U = re.compile(r"(?<=\\)(?=[uU])")
_ESCAPED = re.compile("[\\\\'\n\r\t\b\f]")


def cypher(graph: Graph) -> bytes:
    """The graph as UTF-8 Cypher, a statement a line: a constraint, then nodes by labels, then relationships by type."""
    found = property_graph(triples(graph))
    lines = [f"CREATE CONSTRAINT kg_iri IF NOT EXISTS FOR (n:{NODE}) REQUIRE n.iri IS UNIQUE;"]
    labelled: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in found.nodes:
        labelled[node.labels].append(node)
    typed: dict[str, list[Relationship]] = defaultdict(list)
    for relationship in found.relationships:
        typed[relationship.type].append(relationship)
    for labels in sorted(labelled):
        lines += _nodes(labels, labelled[labels])
    for type_ in sorted(typed):
        lines += _relationships(type_, typed[type_])
    return "".join(f"{line}\n" for line in lines).encode()


def _nodes(labels: tuple[str, ...], nodes: Sequence[Node]) -> Iterator[str]:
    named = "".join(f":{_name(label)}" for label in labels)
    for rows in _batches([_map({"iri": node.iri, **node.properties}) for node in nodes]):
        yield f"UNWIND [{rows}] AS row MERGE (n:{NODE} {{iri: row.iri}}) SET n = row SET n{named};"


def _relationships(type_: str, relationships: Sequence[Relationship]) -> Iterator[str]:
    ends = f"MATCH (a:{NODE} {{iri: row.source}}) MATCH (b:{NODE} {{iri: row.target}})"
    written = [
        f"{{source: {_literal(each.source)}, target: {_literal(each.target)}, own: {_map(each.properties)}}}"
        for each in relationships
    ]
    for rows in _batches(written):
        yield f"UNWIND [{rows}] AS row {ends} MERGE (a)-[r:{_name(type_)}]->(b) SET r = row.own;"


def _batches(rows: Sequence[str]) -> Iterator[str]:
    return (", ".join(rows[start : start + _BATCH]) for start in range(0, len(rows), _BATCH))


def _map(properties: Properties | Mapping[str, Scalar | tuple[Scalar, ...]]) -> str:
    return "{" + ", ".join(f"{_name(name)}: {_value(value)}" for name, value in properties.items()) + "}"


def _value(value: Scalar | tuple[Scalar, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        return _literal(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _literal(text: str) -> str:
    escaped = _ESCAPED.sub(lambda match: _ESCAPES[match[0]], text)
    apart = _BEFORE_U.sub("' + '", escaped)
    return "'" + _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04X}", apart) + "'"


def _name(name: str) -> str:
    """A label, type or property; these come from the ontology, and ValueError stops any that could end its quotes."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    if not name or re.search(r"[`\\\x00-\x20]", name):
        raise ValueError(f"not a name: {name!r}")
    return f"`{name}`"
