"""Proves a written graph against its source files: every quote stands where the graph says, every file is the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.documents import DocumentStream
from kg.model import Problem
from kg.ontology import KG, load_ontology
from kg.store import has_graphs, open_store
from kg.terms import PREFIXES, encodable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.model import Document

_DOCUMENTS = """SELECT ?source ?sha256 ?reader {
    ?document a kg:Document ; kg:source ?source ; kg:sha256 ?sha256
    OPTIONAL { ?document kg:reader ?reader }
} ORDER BY ?source"""
_EVIDENCE = """SELECT ?source ?start ?end ?quote {
    ?evidence a kg:Evidence ; kg:start ?start ; kg:end ?end ; kg:quote ?quote .
    ?evidence kg:article/schema:isPartOf/kg:source ?source
    FILTER(isNumeric(?start) && isNumeric(?end))
} ORDER BY ?source ?start ?end"""
_UNPLACED = """SELECT DISTINCT ?evidence {
    ?fact kg:evidence ?evidence
    FILTER NOT EXISTS {
        ?evidence kg:article/schema:isPartOf/kg:source ?source ; kg:start ?start ; kg:end ?end ; kg:quote ?quote
        FILTER(isNumeric(?start) && isNumeric(?end))
    }
} ORDER BY ?evidence"""
_UNSTATED = """SELECT ?subject ?predicate ?object {
    VALUES ?predicate { %s }
    ?subject ?predicate ?object
    FILTER NOT EXISTS {
        ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:status kg:Asserted
    }
} ORDER BY ?subject ?predicate ?object"""
_UNASSERTED = """SELECT ?subject ?predicate ?object {
    ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:status kg:Asserted
    FILTER NOT EXISTS { ?subject ?predicate ?object }
} ORDER BY ?subject ?predicate ?object"""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was compared, and what was found wrong."""

    documents: int
    quotes: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What the graph says of a source: its hash, what took its text out of it, and quotes with their places."""

    sha256: str
    reader: str | None
    quotes: list[tuple[int, int, str]]


def verify(path: Path, inputs: Sequence[Path]) -> Verification:
    """Compare the graph file with the source files and folders it was built from.

    Problems, beside those of reading the files: source-missing, source-changed, quote-differs (found, quoted),
    reader-differs (then, now), quote-unplaced, statement-missing and triple-missing (subject, predicate, object).
    Raises GraphError.
    """
    store = open_store(path)
    said = {row[0]: _Said(row[1], row[2] or None, []) for row in _rows(store, _DOCUMENTS)}
    for source, *quote in _rows(store, _EVIDENCE):
        if source in said:
            said[source].quotes.append((int(quote[0]), int(quote[1]), quote[2]))
    quotes = sum(len(each.quotes) for each in said.values())
    problems = [*_compared(inputs, said), *_structure(store)]
    return Verification(len(said), quotes, tuple(problems))


def _rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=has_graphs(store))
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("not a SELECT query")
    return [tuple(getattr(term, "value", "") for term in row) for row in solutions]


def _compared(inputs: Sequence[Path], said: Mapping[str, _Said]) -> Iterator[Problem]:
    """What reading the sources again shows, one document in memory at a time."""
    unread: set[Problem] = set()
    missing = set(said)
    wrong: dict[str, list[Problem]] = {}
    for item in DocumentStream(inputs):
        if isinstance(item, Problem):
            unread.add(item)
        elif (source := encodable(item.source)) in said:
            missing.discard(source)
            wrong[source] = list(_differences(item, said[source]))
    yield from sorted(unread, key=lambda problem: (problem.where, problem.what))
    wrong |= {source: [Problem(source, "source-missing")] for source in missing}
    for source in sorted(wrong):
        yield from wrong[source]


def _differences(document: Document, said: _Said) -> Iterator[Problem]:
    source = encodable(document.source)
    differing = [
        Problem(f"{source}:{start}", "quote-differs", (document.text[start:end], quote))
        for start, end, quote in said.quotes
        if not _same(document.text[start:end], quote)
    ]
    if document.sha256 != said.sha256:
        yield Problem(source, "source-changed")
    elif differing and document.reader != said.reader:
        yield Problem(source, "reader-differs", (str(said.reader), str(document.reader)))
        return
    yield from differing


def _same(found: str, quote: str) -> bool:
    """Whether the quote is what stands in the source, less the line breaks of the layout and the spaces around them."""
    readings = (re.sub(pattern, "", found) for pattern in (r"[\r\n]+", r"\s*[\r\n]\s*"))
    return any(encodable(reading) == quote for reading in readings)


def _structure(store: ox.Store) -> Iterator[Problem]:
    """Evidence without a place, direct triples without a statement, asserted statements without a direct triple."""
    relations = " ".join(f"<{KG}{name}>" for name in load_ontology().relations)
    for (evidence,) in _rows(store, _UNPLACED):
        yield Problem(evidence, "quote-unplaced")
    for triple in _rows(store, _UNSTATED % relations):
        yield Problem(triple[0], "statement-missing", triple)
    for triple in _rows(store, _UNASSERTED):
        yield Problem(triple[0], "triple-missing", triple)
