"""The whole line in one place: documents → articles → mentions and facts → entities → graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.articles import split_articles
from kg.collection import Collection, load_collection
from kg.documents import read_documents
from kg.engine import extract_all, pipeline
from kg.graph import Graph
from kg.iri import DEFAULT_BASE
from kg.name_models import SHIPPED
from kg.ontology import load_ontology
from kg.resolve import resolve
from kg.unresolved import unresolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.name_models import Models


def build(  # noqa: PLR0913 - what a user may choose
    inputs: str | Path | Iterable[str | Path],
    *,
    collection: str | Path | Collection | None = None,
    base_iri: str = DEFAULT_BASE,
    models: Models = SHIPPED,
    processes: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
) -> Graph:
    """Read files and folders of newspaper text, or a single one, and build their graph.

    `collection` says what a reader of the paper knows; by default it is the `collection.toml` of the first input
    folder that has one. `models` says which models find names. `progress(done, total, source)` is called after each
    article. What is wrong with an input is in the graph's `problems`; the other documents are built all the same.
    `processes` share out the reading; the graph is the same for any number.
    Raises ValueError for a broken collection, a broken file of the ontology, or a model that cannot be used.
    """
    pipeline(models)  # a model that cannot be used is told of before the work
    paths = [Path(path) for path in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    known = collection if isinstance(collection, Collection) else _collection(paths, collection)
    documents, problems = read_documents(paths)
    articles = [article for document in documents for article in split_articles(document, known)]
    extractions, failed = extract_all(articles, known, models=models, processes=processes, progress=progress)
    mentions = [mention for extraction in extractions for mention in extraction.mentions]
    entities, facts = resolve(
        articles,
        mentions,
        [fact for extraction in extractions for fact in extraction.facts],
        symmetric=load_ontology().symmetric,
        home=known.home,
    )
    return Graph(
        tuple(entities),
        tuple(facts),
        tuple(articles),
        tuple(documents),
        (*problems, *failed, *unresolved(articles, mentions)),
        base_iri,
    )


def _collection(inputs: Sequence[Path], given: str | Path | None) -> Collection:
    beside = [path / "collection.toml" for path in inputs if (path / "collection.toml").is_file()]
    path = Path(given) if given is not None else next(iter(beside), None)
    return load_collection(path) if path is not None else Collection()
