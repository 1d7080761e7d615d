"""Asks a written graph in SPARQL: a query's text, or the name of one in ontology/queries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from kg.named_queries import documented, named_queries
from kg.store import has_graphs, indexed_store
from kg.terms import PREFIXES, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Value = str | int | bool | Decimal | None

EMPTY: Mapping[str, str | Decimal] = MappingProxyType({})
# Prefixes that a query may use without declaring them.
QUERY_PREFIXES = {
    **PREFIXES,
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
}

# What can hide a keyword (strings, IRIs, comments), or be taken for one (variables, prefixed names); then words.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"' + r"|'(?:[^'\\\r\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\r\n]*|[?$@]\w+|\w[\w.-]*:[^\s(){}<>;,#'\"]*|(?P<word>\w+)",
    re.DOTALL,
)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class QueryError(Exception):
    """A query that cannot be run; the message says where it is wrong and why."""


@dataclass(frozen=True)
class Result:
    """An answer, as RDF terms and as plain values."""

    form: Literal["select", "ask", "graph"]
    columns: tuple[str, ...]  # variables; of ASK "answer"; of CONSTRUCT and DESCRIBE subject, predicate, object
    terms: tuple[tuple[Term | None, ...], ...]  # None for an unbound variable

    @cached_property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """IRIs and text as str, numbers as int or Decimal, an unbound variable as None."""
        return tuple(tuple(map(_value, row)) for row in self.terms)


def query(
    path: Path,
    asked: str,
    values: Mapping[str, str | Decimal] = EMPTY,
    *,
    announce: Callable[[], None] = lambda: None,
) -> Result:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE query, or the named query `asked`, on a graph file.

    `values` are those of the query's parameters, by name (see kg.named_queries). The prefixes of QUERY_PREFIXES need
    not be declared. SERVICE is refused: a query reads the file and nothing else. `announce` is called before a large
    graph is indexed, which is done once. Raises QueryError for a query that is wrong, ParameterError for a value
    that is, GraphError for a file that is.
    """
    named = named_queries()
    if re.fullmatch(r"[\w-]+", asked) and asked not in named:
        raise QueryError(f"no query is named {asked}; there are: {', '.join(named)}")
    found = named[asked] if asked in named else documented("", asked)
    text = found.bound(values)
    return run(indexed_store(path, announce=announce), text)


def run(store: ox.Store, text: str) -> Result:
    """Run a query on an open store; see `query`."""
    try:
        return _result(answered(store, text))
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(str(error)) from error


def answered(
    store: ox.Store, text: str, default: Sequence[str] = (), named: Sequence[str] = ()
) -> ox.QueryBoolean | ox.QuerySolutions | ox.QueryTriples:
    """What Oxigraph answers, which is found while it is read; see `query`.

    `default` and `named` are IRIs of graphs, a dataset in place of the whole store. Raises QueryError.
    """
    if _calls_out(text):
        raise QueryError("SERVICE is switched off: a query reads the graph file only")
    try:
        dataset: dict[str, Any] = {"use_default_graph_as_union": has_graphs(store)}
        if default or named:
            dataset = {
                "default_graph": [ox.NamedNode(each) for each in default],
                "named_graphs": [ox.NamedNode(each) for each in named],
            }
        return store.query(text, prefixes=QUERY_PREFIXES, **dataset)
    except SyntaxError as error:
        raise QueryError(_explained(text, error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(str(error)) from error


def _calls_out(text: str) -> bool:
    unescaped = _CODEPOINT.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)
    return any((match["word"] or "").upper() == "SERVICE" for match in _TOKEN.finditer(unescaped))


def _explained(text: str, error: SyntaxError) -> str:
    """What is wrong, with its line and a mark under the place; character classes are left out of what was expected."""
    said = re.sub(r"\[[^\]]*\](, )?", "", error.msg).removesuffix("expected ").rstrip(": ,")
    place = re.search(r"(\d+):(\d+)", error.msg)
    lines = text.splitlines()
    if place is None or int(place[1]) > len(lines):
        return said
    line, column = int(place[1]), int(place[2])
    return f"{said}\n{lines[line - 1]}\n{' ' * (column - 1)}^"


def _result(answer: ox.QueryBoolean | ox.QuerySolutions | ox.QueryTriples) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        return Result("ask", ("answer",), ((literal(str(bool(answer)).lower(), datatype="xsd:boolean"),),))
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return Result("select", columns, tuple(tuple(row) for row in answer))
    triples = sorted({(triple.subject, triple.predicate, triple.object) for triple in answer}, key=_written)
    return Result("graph", ("subject", "predicate", "object"), tuple(triples))


def _written(triple: tuple[Term, ...]) -> tuple[str, ...]:
    return tuple(map(str, triple))


def _value(term: Term | None) -> Value:
    if not isinstance(term, ox.Literal):
        return None if term is None else getattr(term, "value", str(term))
    kind = term.datatype.value.partition("#")[2]
    try:
        if kind == "boolean":
            return term.value in {"true", "1"}
        if kind in {"integer", "int", "long"}:
            return int(term.value)
        return Decimal(term.value) if kind in {"decimal", "double", "float"} else term.value
    except (ValueError, InvalidOperation):  # an ill-typed literal stands as it is written
        return term.value
