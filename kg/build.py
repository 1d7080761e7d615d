"""The whole line in one place: documents → articles → mentions and facts → entities → graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.collection import Collection, load_collection
from kg.contradictions import contradictions
from kg.decisions import FILE as DECISIONS
from kg.decisions import read_decisions
from kg.documents import DocumentStream
from kg.engine import LocalEngine
from kg.graph import Graph
from kg.iri import DEFAULT_BASE
from kg.name_models import SHIPPED
from kg.passes import Work, read_articles
from kg.reader import Setting, pipeline
from kg.readings import Readings
from kg.resolve import Gathered, resolve
from kg.unresolved import unresolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.decisions import Decision
    from kg.engine import Engine
    from kg.name_models import Models
    from kg.passes import Read
    from kg.resolve import Resolution


def build(  # noqa: PLR0913 - what a user may choose
    inputs: str | Path | Iterable[str | Path],
    *,
    collection: str | Path | Collection | None = None,
    decisions: str | Path | Iterable[Decision] | None = None,
    base_iri: str = DEFAULT_BASE,
    models: Models = SHIPPED,
    processes: int = 1,
    engine: str | None = None,
    store: str | Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Graph:
    """Read files and folders of newspaper text, or a single one, and build their graph.

    `collection` says what a reader of the paper knows; by default it is the `collection.toml` of the first input
    folder that has one. `decisions` are what people have decided, or a file of that; by default it is the
    `decisions.toml` found likewise. `models` says which models find names. What is wrong with an input is in the
    graph's `problems`; the other documents are built all the same. `processes` share out the work,
    or, with `engine`, the executors of the Spark cluster whose master has this address (`local-cluster[2,1,1024]`,
    `spark://host:7077`); the graph is the same whoever works. `store` is a folder where what is read is kept: a next
    build with the same folder reads only what is new or changed, and gives the same graph as without it.
    `progress(done, total, source)` is called now and then, first with bytes of the input, then anew with articles that
    are looked at again.
    Raises ValueError for a broken collection, decisions or file of the ontology, or a model that cannot be used;
    `kg.files.UnwritableError` and `BusyError` for a store that cannot be written, or that another process works in;
    `kg.spark.EngineError` for a cluster that cannot be used.
    """
    read, resolved = read_and_resolve(
        inputs,
        collection=collection,
        decisions=decisions,
        models=models,
        processes=processes,
        engine=engine,
        store=store,
        progress=progress,
    )
    articles = {reading.article.id: reading.article for reading in read.readings}
    left_open = unresolved((r.article.source, r.homeless, r.undated) for r in read.readings)
    return Graph(
        tuple(resolved.entities),
        tuple(resolved.facts),
        tuple(reading.article for reading in read.readings),
        tuple(read.documents),
        (
            *read.problems,
            *left_open,
            *resolved.problems,
            *contradictions(resolved.facts, resolved.entities, articles),
        ),
        base_iri,
        tuple(resolved.doubts),
    )


def read_and_resolve(  # noqa: PLR0913 - what a user may choose
    inputs: str | Path | Iterable[str | Path],
    *,
    collection: str | Path | Collection | None = None,
    decisions: str | Path | Iterable[Decision] | None = None,
    models: Models = SHIPPED,
    processes: int = 1,
    engine: str | None = None,
    store: str | Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[Read, Resolution]:
    """What a build reads, and whom it holds for whom, with the reasons; parameters and errors are those of `build`."""
    pipeline(models)  # a model that cannot be used is told of before the work
    paths = [Path(path) for path in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    known = collection if isinstance(collection, Collection) else _collection(paths, collection)
    replayed = _decisions(paths, decisions)
    with Readings(Path(store) if store is not None else None) as kept, _engine(engine, processes) as workers:
        read = read_articles(DocumentStream(paths), Setting(known, models), Work(workers, kept, progress))
        resolved = resolve(
            [reading.article for reading in read.readings],
            [mention for reading in read.readings for mention in reading.mentions],
            [fact for reading in read.readings for fact in reading.facts],
            home=known.home,
            decisions=replayed,
            gathered={each.article.id: Gathered(each.things, each.said) for each in read.readings},
            engine=workers,
        )
    return read, resolved


def _engine(master: str | None, processes: int) -> Engine:
    if master is None:
        return LocalEngine(processes)
    from kg.spark import SparkEngine

    return SparkEngine(master)


def _collection(inputs: Sequence[Path], given: str | Path | None) -> Collection:
    path = Path(given) if given is not None else _beside(inputs, "collection.toml")
    return load_collection(path) if path is not None else Collection()


def _decisions(inputs: Sequence[Path], given: str | Path | Iterable[Decision] | None) -> tuple[Decision, ...]:
    if given is not None and not isinstance(given, str | Path):
        return tuple(given)
    path = Path(given) if given is not None else _beside(inputs, DECISIONS)
    return read_decisions(path) if path is not None else ()


def _beside(inputs: Sequence[Path], name: str) -> Path | None:
    """The file of that name in the first input folder that has one."""
    return next((path / name for path in inputs if (path / name).is_file()), None)
