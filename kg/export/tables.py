"""The whole graph as tables, one for each kind of thing: what spreadsheets and data frames hold.

A row is a node, by its IRI; a column is a property, with its values as they are written in the RDF. Direct triples are
not repeated: they are the statements whose status is Asserted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.described import Described
from kg.ontology import KG, load_ontology
from kg.rdf import triples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph import Graph

    Kind = Literal["text", "texts", "integer", "decimal", "boolean"]
    Cell = str | tuple[str, ...] | None  # a tuple for "texts"

_ORIGIN = "kg:status kg:confidence kg:extractedBy kg:evidence*"
# The columns that a table always has, in this order; * marks lists. Properties that are not named follow, as lists.
_COLUMNS = {
    "entities": "rdf:type* skos:prefLabel skos:altLabel* kg:mentionedIn*",
    "statements": f"rdf:subject rdf:predicate rdf:object {_ORIGIN}",
    "positions": f"org:member org:organization kg:title kg:former {_ORIGIN}",
    "observations": "kg:about kg:indicator kg:value kg:valueTo kg:unit qudt:hasUnit kg:bound kg:period kg:kind"
    " kg:confidence kg:extractedBy kg:evidence*",
    "events": f"rdfs:label kg:eventType kg:date kg:place kg:participant* kg:concerns* {_ORIGIN}",
    "evidence": "kg:article kg:quote kg:start kg:end",
    "articles": "schema:headline kg:articleKind schema:author* schema:datePublished kg:dateline schema:isPartOf"
    " kg:start kg:end",
    "documents": "kg:source kg:sha256 kg:encoding kg:reader kg:origin",
}
_CLASSES = {
    "Statement": "statements",
    "Position": "positions",
    "Observation": "observations",
    "Event": "events",
    "Evidence": "evidence",
    "Article": "articles",
    "Document": "documents",
}
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("kg:start", "kg:end"), "integer"),
    **dict.fromkeys(("kg:value", "kg:valueTo", "kg:confidence"), "decimal"),
    "kg:former": "boolean",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order of their IRIs."""

    columns: tuple[tuple[str, Kind], ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables(graph: Graph) -> dict[str, Table]:
    """Every table by name, those without rows too."""
    about = Described(triples(graph))
    nodes: dict[str, list[str]] = {name: [] for name in _COLUMNS}
    for node in sorted(about):
        name = next((_CLASSES[each] for each in about.types(node) if each in _CLASSES), "entities")
        nodes[name].append(node)
    return {name: _table(about, nodes[name], _COLUMNS[name].split()) for name in _COLUMNS}


def _table(about: Described, nodes: list[str], declared: list[str]) -> Table:
    columns: dict[str, Kind] = {}
    for name in (*declared, *(f"{name}*" for name in _others(about, nodes, declared))):
        plain = name.removesuffix("*")
        columns[plain] = "texts" if name.endswith("*") else _KINDS.get(plain, "text")
    rows = tuple((node, *(_cell(about, node, name, kind) for name, kind in columns.items())) for node in nodes)
    headed = tuple((name.partition(":")[2], kind) for name, kind in columns.items())
    return Table((("iri", "text"), *headed), rows)


def _others(about: Described, nodes: list[str], declared: list[str]) -> Iterator[str]:
    """Properties of the nodes that are not declared: what the vocabulary has gained since, but no direct triples."""
    known = {name.removesuffix("*") for name in declared} | {f"kg:{name}" for name in load_ontology().relations}
    yield from sorted({name for node in nodes for name in about.properties(node)} - known - {"rdf:type"})


def _cell(about: Described, node: str, name: str, kind: Kind) -> Cell:
    values = sorted({value.removeprefix(KG) for value in about.all(node, name)})
    return tuple(values) if kind == "texts" else next(iter(values), None)
