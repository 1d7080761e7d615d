"""Documents → what is read of their articles: each read once, and once more where other articles teach it names.

What a reading depends on makes its key: a first one on the document, its date, the home and the code (`fingerprint`);
a second one also on the names that it was taught. Readings whose key is known are taken as they are. So a build reads
what is new or changed, and goes on where a killed one stopped; what it gives is what reading everything gives.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import operator
from collections import deque
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kg.collection import Collection
from kg.corpus import corpus_names, overlooked
from kg.engine import batched
from kg.fingerprint import fingerprint
from kg.model import Document, Problem
from kg.reader import Again, First, read_again, read_first
from kg.tables import LASTING, picked, readings_of, spans_of, votes_of
from kg.text import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from kg.corpus import CorpusNames, Taught
    from kg.documents import DocumentStream
    from kg.engine import Engine
    from kg.reader import Setting
    from kg.readings import Readings
    from kg.tables import Reading

    Progress = Callable[[int, int, str], None]
    Place = tuple[int, int]  # number of a document, and of an article in it

Task = TypeVar("Task", First, Again)

_LOOKED_AT = ("number", "text", "failure", "mentions")  # what tells of an article whether it is read again
_CHUNK = 16  # documents or articles that are read at once: the names model is faster with several


class Work(NamedTuple):
    """What reads, what keeps what was read, and whom to tell how far it is: (done, total, source)."""

    engine: Engine
    readings: Readings
    progress: Progress | None = None

    def told(self, done: int, total: int, source: str) -> None:
        """Tell, if anyone listens."""
        if self.progress is not None:
            self.progress(done, total, source)


class Read(NamedTuple):
    """What was read: all in the order of the documents, and what was wrong with them or in reading them."""

    documents: list[Document]
    readings: list[Reading]
    problems: list[Problem]


def read_articles(stream: DocumentStream, setting: Setting, work: Work) -> Read:
    """Read every document and article.

    Progress counts the bytes of all documents, and then anew the articles among which some are read again. Raises
    LexiconError, OntologyError or ModelError, with which no article can be read.
    """
    documents, keys, problems = _first(stream, setting, work)
    names = corpus_names(votes_of(work.readings.tables(keys, ["forms"])))
    again = _again(keys, names, setting, work)
    places = {key: place for place, key in again.items()}
    work.readings.keep_only({*keys, *places})
    found = sorted(_chosen(keys, places, work.readings), key=lambda placed: placed[0])
    readings = [reading for _, reading in found]
    failed = [_problem(reading) for reading in readings if reading.failure is not None]
    return Read(documents, readings, [*sorted(problems, key=lambda each: (each.where, each.what)), *failed])


def _first(stream: DocumentStream, setting: Setting, work: Work) -> tuple[list[Document], dict[str, int], set[Problem]]:
    """Read the documents that are new. Returns all of them, their keys with the number of each, and problems."""
    documents: list[Document] = []
    keys: dict[str, int] = {}
    problems: set[Problem] = set()

    def new() -> Iterator[tuple[int, First]]:
        for item in stream:
            if isinstance(item, Problem):
                problems.add(item)
                continue
            key = _key(item, setting)
            keys[key] = len(documents)
            documents.append(item)
            if key not in work.readings:
                yield stream.done, First(key, item)

    _read(read_first, new(), stream.size, setting, work)
    return documents, keys, problems


def _again(keys: Mapping[str, int], names: CorpusNames, setting: Setting, work: Work) -> dict[Place, str]:
    """Read once more what holds a name that was overlooked. Returns the keys of all such readings."""
    again: dict[Place, str] = {}
    seen = itertools.count(1)

    def due() -> Iterator[tuple[int, Again]]:
        for table in work.readings.tables(keys, _LOOKED_AT):
            numbers = list(itertools.islice(seen, table.num_rows))
            new = {}
            for row, (place, taught) in _overlooked(table, names, keys).items():
                again[place] = _hash([table["key"][row].as_py(), place[1], taught])
                if again[place] not in work.readings:
                    new[row] = (again[place], taught)
            whole = _rows(work.readings, [(table["key"][row].as_py(), table["number"][row].as_py()) for row in new])
            for (row, (key, taught)), reading in zip(new.items(), whole, strict=True):
                yield numbers[row], Again(key, reading, taught)

    _read(read_again, due(), work.readings.count(keys), setting, work)
    return again


def _read(
    read: Callable[[tuple[Sequence[Task], Setting]], pa.Table],
    tasks: Iterable[tuple[int, Task]],
    total: int,
    setting: Setting,
    work: Work,
) -> None:
    """Have all tasks read, each of which comes with its place among so many, and keep the rows."""
    done: deque[tuple[int, str]] = deque()

    def batches() -> Iterator[tuple[Sequence[Task], Setting]]:
        for batch in batched(tasks, _CHUNK):
            sources = [task.source for _, task in batch]
            done.append((batch[-1][0], sources[-1]))
            yield [task for _, task in batch], _narrowed(setting, sources)

    for rows in work.engine.map(read, batches()):
        work.readings.add(rows)
        number, source = done.popleft()
        work.told(number, total, source)


def _overlooked(table: pa.Table, names: CorpusNames, keys: Mapping[str, int]) -> dict[int, tuple[Place, list[Taught]]]:
    """The rows that hold an overlooked name, with the article's place and all names that it is taught."""
    columns = (table["key"], table["number"], table["text"], table["failure"])
    key, number, text, failure = (column.to_pylist() for column in columns)
    looked = names.find_each(normalize(each) if why is None else "" for each, why in zip(text, failure, strict=True))
    found = {row: ((keys[key[row]], number[row]), taught) for row, taught in enumerate(looked) if taught}
    spans = spans_of(picked(table, list(found)), "mentions")
    return {
        row: known for (row, known), marked in zip(found.items(), spans, strict=True) if overlooked(known[1], marked)
    }


def _chosen(
    keys: Mapping[str, int], places: Mapping[str, Place], readings: Readings
) -> Iterator[tuple[Place, Reading]]:
    """The last reading of each article: the second, if there is one."""
    twice = {*places.values()}
    for table in readings.tables({*keys, *places}, LASTING):
        at = [
            places.get(key) or (keys[key], number)
            for key, number in zip(table["key"].to_pylist(), table["number"].to_pylist(), strict=True)
        ]
        rows = [
            n
            for n, (key, place) in enumerate(zip(table["key"].to_pylist(), at, strict=True))
            if key in places or place not in twice
        ]
        yield from zip((at[row] for row in rows), readings_of(picked(table, rows)), strict=True)


def _rows(readings: Readings, wanted: Sequence[tuple[str, int]]) -> Iterator[Reading]:
    """The whole readings of those keys and numbers."""
    place = {each: n for n, each in enumerate(wanted)}
    found: list[tuple[int, Reading]] = []
    for table in readings.tables({key for key, _ in wanted}) if wanted else ():
        at = zip(table["key"].to_pylist(), table["number"].to_pylist(), strict=True)
        rows = {row: place[each] for row, each in enumerate(at) if each in place}
        found += zip(rows.values(), readings_of(picked(table, list(rows))), strict=True)
    return (reading for _, reading in sorted(found, key=operator.itemgetter(0)))


def _problem(reading: Reading) -> Problem:
    article = reading.article
    at = article.offsets[0] if article.offsets else 0
    return Problem(f"{article.source}:{at}", "extraction-failed", (article.id, reading.failure or ""))


def _key(document: Document, setting: Setting) -> str:
    """What a first reading depends on: everything that is known of the document, the home and the code."""
    known = setting.collection.published_on(document.source), setting.collection.home
    return _hash([fingerprint(setting.models), *_fields(document), *known])


_fields = operator.attrgetter(*(field.name for field in dataclasses.fields(Document)))


def _hash(values: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(values).encode("ascii")).hexdigest()


def _narrowed(setting: Setting, sources: Sequence[str]) -> Setting:
    """The setting without the dates of all other sources, which need not travel to every process."""
    dates = {source: setting.collection.published_on(source) for source in sources}
    known = {source: date for source, date in dates.items() if date is not None}
    return dataclasses.replace(setting, collection=Collection(home=setting.collection.home, published=known))
