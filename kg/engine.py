"""Extraction of all articles on one machine: in this process, or shared out over several.

The same function reads the same article in every process, and results come back in the order of the articles, so
that the number of processes changes nothing but the time.
"""

from __future__ import annotations

import functools
import itertools
import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Self

from kg.corpus import corpus_names, overlooked
from kg.extract import extract, look_ahead
from kg.lexicon import LexiconError
from kg.model import Problem
from kg.name_models import SHIPPED, ModelError
from kg.nlp import create_pipeline
from kg.ontology import OntologyError
from kg.text import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language

    from kg.collection import Collection
    from kg.corpus import CorpusNames
    from kg.extract import Extraction, Marks
    from kg.model import Article
    from kg.name_models import Models

    Task = tuple[Article, Collection, CorpusNames | None, Models]
    Progress = Callable[[int, int, str], None]


_CHUNK = 16  # articles that go to a process at once, at most


def usable_processes() -> int:
    """How many processes pay: one a core; only one where they cannot be forked and each would load everything anew."""
    if "fork" not in multiprocessing.get_all_start_methods() or not hasattr(os, "sched_getaffinity"):
        return 1
    return len(os.sched_getaffinity(0))


def extract_all(
    articles: Sequence[Article],
    collection: Collection,
    *,
    models: Models = SHIPPED,
    processes: int = 1,
    progress: Progress | None = None,
) -> tuple[list[Extraction], list[Problem]]:
    """Extract every article, then once more those that hold a name that only another article has taught.

    An article that cannot be read costs only itself. `progress(done, total, source)` is called after each article.
    Raises LexiconError, OntologyError or ModelError, with which no article can be read.
    """
    read: dict[str, tuple[Article, Extraction]] = {}
    problems: list[Problem] = []
    with _Readers(min(processes, len(articles))) as readers:
        for number, found in enumerate(readers.read([(a, collection, None, models) for a in articles])):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                read[articles[number].id] = articles[number], found
            if progress is not None:
                progress(number + 1, len(articles), articles[number].source)
        names = corpus_names((normalize(article.text), extraction.mentions) for article, extraction in read.values())
        again = [a for a, e in read.values() if overlooked(normalize(a.text), e.mentions, names)]
        for article, found in zip(again, readers.read([(a, collection, names, models) for a in again]), strict=True):
            if isinstance(found, Problem):  # the first reading stands
                problems.append(found)
            else:
                read[article.id] = article, found
    return [extraction for _, extraction in read.values()], problems


class _Readers:
    """This process, and others once it has read an article: they share what was loaded and compiled for that."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None

    def read(self, tasks: list[Task]) -> Iterator[Extraction | Problem]:
        """What `_read` gives for each task, in order."""
        if self._processes < 2:
            yield from itertools.chain.from_iterable(map(_read, _chunks(tasks, _CHUNK)))
            return
        if self._executor is None:
            yield from _read(tasks[:1])
            tasks = tasks[1:]
            fork = multiprocessing.get_context("fork")
            self._executor = ProcessPoolExecutor(self._processes, fork, initializer=_leave_interrupts_to_parent)
        chunks = _chunks(tasks, max(1, min(_CHUNK, len(tasks) // (8 * self._processes))))
        yield from itertools.chain.from_iterable(self._executor.map(_read, chunks))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunks(tasks: Sequence[Task], size: int) -> list[Sequence[Task]]:
    return [tasks[start : start + size] for start in range(0, len(tasks), size)]


def _read(tasks: Sequence[Task]) -> list[Extraction | Problem]:
    """Read the articles of a chunk: the names model reads all at once, or, where it cannot, each by itself."""
    nlp = pipeline(tasks[0][3])
    try:
        marks: Sequence[Marks | None] = look_ahead([task[0] for task in tasks], nlp)
    except (LexiconError, OntologyError):
        raise  # no article can be read with a broken data file or model
    except Exception:  # noqa: BLE001 - the article that does it is found below
        marks = [None] * len(tasks)
    return list(itertools.starmap(_read_one, zip(tasks, marks, strict=True)))


def _read_one(task: Task, marks: Marks | None) -> Extraction | Problem:
    article, collection, names, models = task
    try:
        return extract(article, collection, pipeline(models), names, marks)
    except (LexiconError, OntologyError, ModelError):
        raise  # no article can be read with a broken data file or model
    except Exception as error:  # noqa: BLE001 - whatever one article does, the others are built and the reader is told
        return Problem(f"{article.source}:{article.offsets[0]}", "extraction-failed", (article.id, repr(error)))


@functools.cache
def pipeline(models: Models = SHIPPED) -> Language:
    """The pipeline that reads with these models, made once. Raises ModelError if one cannot be used."""
    return create_pipeline(models)
