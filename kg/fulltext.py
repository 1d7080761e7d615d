"""Full-text search over the names and sentences of a written graph, in Chinese as well as in Latin letters.

Chinese has no spaces, and a word segmenter would cut 高新区 here and 高新 there. So text is indexed by pairs of
neighbouring characters: 海岳科技 as 海岳 岳科 科技, and what is asked is found as a run of pairs, wherever it stands.
The index is SQLite's FTS5 (https://www.sqlite.org/fts5.html), in a file that opens at once however large the graph is.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg.ontology import load_ontology
from kg.store import made, read_triples
from kg.terms import term
from kg.text import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Field = Literal["name", "alias", "label", "headline", "quote"]

_INDEX = "text-1"  # the format of the index; another one needs another name
_FIELDS = {
    "skos:prefLabel": "name",
    "skos:altLabel": "alias",
    "rdfs:label": "label",
    "schema:headline": "headline",
    "kg:quote": "quote",
}
_SCHEMA = """
CREATE TABLE said (id INTEGER PRIMARY KEY, iri TEXT, field INTEGER, text TEXT);
CREATE TABLE type (iri TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (pairs, content='', tokenize="unicode61 remove_diacritics 0");
"""
# Whole names before names that begin so, names before sentences, short before long.
_SEARCH = """
SELECT said.iri, said.field, said.text, type.name
FROM words JOIN said ON said.id = words.rowid LEFT JOIN type ON type.iri = said.iri WHERE words MATCH ?
ORDER BY said.field > 1, LOWER(said.text) <> ?, said.field, SUBSTR(LOWER(said.text), 1, LENGTH(?)) <> ?,
    LENGTH(said.text), said.text, said.iri
LIMIT ?
"""
_WORD = re.compile(r"[^\W_]+")
# Scripts that are written without spaces: Chinese characters, kana.
_UNSPACED = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name or sentence that holds what was asked."""

    iri: str  # of the entity, event, article or evidence
    type: str  # its class: "Enterprise", "Evidence"
    field: Field
    text: str


class FullText:
    """The index of a graph file, made when the file is first searched, or has changed; opened once, for any thread."""

    def __init__(self, path: Path, *, announce: Callable[[], None] = lambda: None) -> None:
        """`announce` is called before an index is made. Raises GraphError."""
        self._one_at_a_time = Lock()
        self._index = _index(path, announce)

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """What holds all the words, the best first; an empty list if there is nothing to look for.

        Case, full-width forms and punctuation make no difference.
        """
        match, asked = _match(normalize(words).lower()), normalize(words).strip().lower()
        if not match:
            return []
        with self._one_at_a_time:
            rows = self._index.execute(_SEARCH, (match, asked, asked, asked, limit)).fetchall()
        fields: tuple[Field, ...] = ("name", "alias", "label", "headline", "quote")
        return [Hit(iri, type_ or "", fields[field], text) for iri, field, text, type_ in rows]

    def close(self) -> None:
        """Nothing can be searched any more."""
        self._index.close()


def search(path: Path, words: str, *, limit: int = 20, announce: Callable[[], None] = lambda: None) -> list[Hit]:
    """One search in a graph file; see `FullText`. Raises GraphError."""
    if not _match(normalize(words).lower()):
        return []  # for which no index need be made
    with closing(FullText(path, announce=announce)) as index:
        return index.search(words, limit=limit)


def _index(path: Path, announce: Callable[[], None]) -> sqlite3.Connection:
    def make(place: Path) -> None:
        announce()
        with closing(sqlite3.connect(place)) as connection:
            _fill(connection, path)

    place = made(path, _INDEX, make)
    if place is not None:
        address = f"{place.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(memory, path)
    return memory


def _fill(connection: sqlite3.Connection, path: Path) -> None:
    connection.executescript(_SCHEMA)
    number = 0
    fields = {term(name): n for n, name in enumerate(_FIELDS)}
    types = {term(f"kg:{name}"): name for name in (*load_ontology().entity_types, "Event", "Evidence", "Article")}
    for triple in read_triples(path):
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        if isinstance(triple.object, ox.NamedNode) and triple.object in types:
            connection.execute("INSERT OR IGNORE INTO type VALUES (?, ?)", (triple.subject.value, types[triple.object]))
        elif triple.predicate in fields and isinstance(triple.object, ox.Literal):
            number += 1
            said = (number, triple.subject.value, fields[triple.predicate], triple.object.value)
            connection.execute("INSERT INTO said VALUES (?, ?, ?, ?)", said)
            pairs = " ".join(_pairs(normalize(triple.object.value).lower()))
            connection.execute("INSERT INTO words (rowid, pairs) VALUES (?, ?)", (number, pairs))
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.commit()


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """Its words, and whether each is a run of characters written without spaces."""
    for word in _WORD.findall(text):
        end = 0
        for run in _UNSPACED.finditer(word):
            if run.start() > end:
                yield word[end : run.start()], False
            yield run[0], True
            end = run.end()
        if end < len(word):
            yield word[end:], False


def _pairs(text: str) -> Iterator[str]:
    """What stands in the index: pairs of characters, the last one of a run alone too, and words of letters."""
    for run, unspaced in _runs(text):
        if unspaced:
            yield from map("".join, pairwise(run))
            yield run[-1]
        else:
            yield run


def _match(words: str) -> str:
    """The FTS5 expression: each word that was asked as a phrase whose end may go on."""
    return " AND ".join(phrase for word in words.split() if (phrase := _phrase(word)))


def _phrase(word: str) -> str:
    tokens = list(_pairs(word))
    runs = list(_runs(word))
    if runs and runs[-1][1] and len(runs[-1][0]) > 1:
        tokens.pop()  # the last character stands in its pair
    return f'"{" ".join(tokens)}" *' if tokens else ""
