"""Proves a written graph against its source files: every quote stands where the graph says, every file is the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.documents import read_documents
from kg.model import Problem
from kg.ontology import KG, load_ontology
from kg.store import open_store
from kg.terms import PREFIXES, encodable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.model import Document

_DOCUMENTS = """SELECT ?source ?sha256 {
    ?document a kg:Document ; kg:source ?source ; kg:sha256 ?sha256
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


def verify(path: Path, inputs: Sequence[Path]) -> Verification:
    """Compare the graph file with the source files and folders it was built from.

    Problems, beside those of reading the files: source-missing, source-changed, quote-differs (found, quoted),
    quote-unplaced, statement-missing and triple-missing (subject, predicate, object). Raises GraphError.
    """
    store = open_store(path)
    documents, unread = read_documents(inputs)
    known = {encodable(document.source): document for document in documents}
    sources, quotes = _rows(store, _DOCUMENTS), _rows(store, _EVIDENCE)
    wrong = [*_sources(sources, known), *_quotes(quotes, known), *_structure(store)]
    return Verification(len(sources), len(quotes), (*unread, *wrong))


def _rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(query, prefixes=PREFIXES)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("not a SELECT query")
    return [tuple(getattr(term, "value", "") for term in row) for row in solutions]


def _sources(rows: list[tuple[str, ...]], known: Mapping[str, Document]) -> Iterator[Problem]:
    for source, sha256 in rows:
        if source not in known:
            yield Problem(source, "source-missing")
        elif known[source].sha256 != sha256:
            yield Problem(source, "source-changed")


def _quotes(rows: list[tuple[str, ...]], known: Mapping[str, Document]) -> Iterator[Problem]:
    for source, start, end, quote in rows:
        if source in known:
            found = known[source].text[int(start) : int(end)]
            if not _same(found, quote):
                yield Problem(f"{source}:{start}", "quote-differs", (found, quote))


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
