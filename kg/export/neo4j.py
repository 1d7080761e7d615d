"""CSV files for `neo4j-admin database import`, the fastest way to fill a new Neo4j database.

    neo4j-admin database import full neo4j --array-delimiter=U+001F --multiline-fields=true \\
        --nodes=nodes.csv --relationships=relationships.csv

Lists are separated by U+001F, the separator of units, which no text holds: a semicolon, the usual one, many do. These
files are for that program, and texts stand in them as they are; to look at in a spreadsheet there is the format `csv`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.property_graph import NODE, property_graph
from kg.rdf import triples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph import Graph
    from kg.property_graph import Properties, Scalar

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_DELIMITER = "\x1f"


def neo4j(graph: Graph) -> dict[str, bytes]:
    """`nodes.csv` and `relationships.csv`, in UTF-8, each with its header."""
    found = property_graph(triples(graph))
    names = {name for node in found.nodes for name in node.properties}
    own = {name: f"{name}:{_TYPES[type_]}{'[]' * many}" for name, (type_, many) in found.kinds.items() if name in names}
    nodes = [[node.iri, _DELIMITER.join((NODE, *node.labels)), *_values(node.properties, own)] for node in found.nodes]
    about = {"statement": "statement:string", "confidence": "confidence:double"}
    relationships = [
        [each.source, each.target, each.type, *_values(each.properties, about)] for each in found.relationships
    ]
    return {
        "nodes.csv": _csv([["iri:ID", ":LABEL", *own.values()], *nodes]),
        "relationships.csv": _csv([[":START_ID", ":END_ID", ":TYPE", *about.values()], *relationships]),
    }


def _values(properties: Properties, names: Iterable[str]) -> list[str | None]:
    return [_text(properties[name]) if name in properties else None for name in names]


def _text(value: Scalar | tuple[Scalar, ...]) -> str:
    if isinstance(value, tuple):
        return _DELIMITER.join(map(_text, value))
    if isinstance(value, bool):
        return str(value).lower()
    return value.replace(_DELIMITER, "\ufffd") if isinstance(value, str) else repr(value)


def _csv(rows: Iterable[Iterable[str | None]]) -> bytes:
    """Every text in quotes, as an empty one is a text to Neo4j, and nothing at all is none."""
    quoted = (("" if each is None else '"' + each.replace('"', '""') + '"' for each in row) for row in rows)
    return "".join(",".join(row) + "\n" for row in quoted).encode("utf-8", "replace")
