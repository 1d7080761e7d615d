"""RDF databases, over SPARQL 1.1's Graph Store Protocol and Update: a named graph is brought to what the file says."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.load.http import Connection
from kg.load.parts import part_queries
from kg.load.plan import LoadError, Plan, Step
from kg.property_graph import BlankNodeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import requests

    from kg.load.plan import Login

# Where each product answers, below the address given: queries, updates, graphs.
ENDPOINTS = {
    "oxigraph": ("query", "update", "store"),
    "fuseki": ("query", "update", "data"),
    "virtuoso": ("sparql-auth", "sparql-auth", "sparql-graph-crud-auth"),
}
_UPDATE = "application/sparql-update"
_N_TRIPLES = {"Accept": "application/n-triples"}  # Virtuoso's Turtle writes the decimal 400 as an integer
_RESULTS = "application/sparql-results+json"


class SparqlServer:
    """A server with one graph to be brought up to date."""

    def __init__(self, address: str, graph: str, login: Login | None) -> None:
        """Raises LoadError for a graph that is no IRI."""
        product, _, url = address.partition("+")
        self._query, self._update, self._store = (f"{url.rstrip('/')}/{end}" for end in ENDPOINTS[product])
        try:
            self._graph = ox.NamedNode(graph)
        except ValueError as error:
            raise LoadError("graph", graph) from error
        self._connection = Connection(login)

    def plan(self, triples: Iterable[ox.Triple]) -> Plan:
        """Take away what the file lacks, then add what the server lacks. Raises LoadError, BlankNodeError."""
        wanted = {_canonical(each): each for each in triples}
        present = {_canonical(each): each for each in self._present()}
        gone = sorted((triple for key, triple in present.items() if key not in wanted), key=str)
        new = sorted((triple for key, triple in wanted.items() if key not in present), key=str)
        steps = (Step("triples", False, gone, self._remove), Step("triples", True, new, self._add))
        return Plan(steps, {"triples": len(wanted)})

    def prepare(self) -> None:
        """Do nothing: a named graph comes to be with its first triple."""

    def count(self) -> dict[str, int]:
        """How many triples the graph has."""
        (row,) = self._rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {self._graph} {{ ?s ?p ?o }} }}")
        return {"triples": int(row["n"])}

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _present(self) -> list[ox.Triple]:
        """What the graph holds now. A server that cuts long answers (Virtuoso: 10,000 rows) is asked part by part."""
        triple = "?s ?p ?o"
        present = self._constructed(f"CONSTRUCT {{ {triple} }} WHERE {{ GRAPH {self._graph} {{ {triple} }} }}")
        if len(present) < self.count()["triples"]:
            present = [triple for query in part_queries(self._graph, self._rows) for triple in self._constructed(query)]
        return present

    def _constructed(self, query: str) -> list[ox.Triple]:
        return _read(self._connection.send("GET", self._query, params={"query": query}, headers=_N_TRIPLES))

    def _rows(self, query: str) -> list[dict[str, str]]:
        """A SELECT's rows, each value as its text."""
        answer = self._connection.send("GET", self._query, params={"query": query}, headers={"Accept": _RESULTS})
        try:
            bindings = json.loads(answer.content)["results"]["bindings"]
            return [{name: cell["value"] for name, cell in row.items()} for row in bindings]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LoadError("answer", self._query) from error

    def _add(self, triples: Sequence[ox.Triple]) -> None:
        graph = {"graph": self._graph.value}
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        self._connection.send("POST", self._store, params=graph, headers=headers, body=_lines(triples))

    def _remove(self, triples: Sequence[ox.Triple]) -> None:
        body = f"DELETE DATA {{ GRAPH {self._graph} {{\n".encode() + _lines(triples) + b"} }"
        self._connection.send("POST", self._update, headers={"Content-Type": _UPDATE}, body=body)


def _read(answer: requests.Response) -> list[ox.Triple]:
    try:
        quads = ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
        return [ox.Triple(each.subject, each.predicate, each.object) for each in quads]
    except (SyntaxError, ValueError) as error:
        raise LoadError("answer", answer.url.partition("?")[0]) from error


def _lines(triples: Iterable[ox.Triple]) -> bytes:
    """N-Triples, which Turtle and SPARQL's data blocks read as well; escaping is the library's."""
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _canonical(triple: ox.Triple) -> ox.Triple:
    """The triple by its value, as databases may write a number otherwise (0.70 as 0.7). Raises BlankNodeError."""
    if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode | ox.Triple):
        raise BlankNodeError(str(triple))
    if isinstance(triple.object, ox.Literal) and triple.object.language is None:
        return ox.Triple(triple.subject, triple.predicate, _value(triple.object))
    return triple


@cache
def _value(literal: ox.Literal) -> ox.Literal:
    """What Oxigraph's store makes of a literal: its canonical form."""
    node, store = ox.NamedNode("urn:x"), ox.Store()
    store.add(ox.Quad(node, node, literal))
    (quad,) = store
    value = quad.object
    if not isinstance(value, ox.Literal):
        raise TypeError(value)
    return value
