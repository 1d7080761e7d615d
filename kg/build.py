"""The whole line in one place: documents → articles → mentions and facts → entities → graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.articles import split_articles
from kg.collection import Collection, load_collection
from kg.corpus import corpus_names, overlooked
from kg.documents import read_documents
from kg.extract import extract
from kg.graph import Graph
from kg.iri import DEFAULT_BASE
from kg.lexicon import LexiconError
from kg.model import Problem
from kg.nlp import create_pipeline
from kg.ontology import OntologyError, load_ontology
from kg.resolve import resolve
from kg.text import normalize
from kg.unresolved import unresolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.extract import Extraction
    from kg.model import Article


def build(
    inputs: str | Path | Iterable[str | Path],
    *,
    collection: str | Path | Collection | None = None,
    base_iri: str = DEFAULT_BASE,
    progress: Callable[[int, int, str], None] | None = None,
) -> Graph:
    """Read files and folders of newspaper text, or a single one, and build their graph.

    `collection` says what a reader of the paper knows; by default it is the `collection.toml` of the first input
    folder that has one. `progress(done, total, source)` is called after each article. What is wrong with an input is
    in the graph's `problems`; the other documents are built all the same.
    Raises ValueError for a broken collection or a broken file of the ontology.
    """
    paths = [Path(path) for path in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    known = collection if isinstance(collection, Collection) else _collection(paths, collection)
    documents, problems = read_documents(paths)
    articles = [article for document in documents for article in split_articles(document, known)]
    extractions, failed = _extract(articles, known, progress)
    mentions = [mention for extraction in extractions for mention in extraction.mentions]
    entities, facts = resolve(
        articles,
        mentions,
        [fact for extraction in extractions for fact in extraction.facts],
        symmetric=load_ontology().symmetric,
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


def _extract(
    articles: Sequence[Article], collection: Collection, progress: Callable[[int, int, str], None] | None
) -> tuple[list[Extraction], list[Problem]]:
    """Extract article by article, then once more those that hold a name that only another article has taught.

    An article that cannot be read costs only itself.
    """
    nlp = create_pipeline()
    read: dict[str, tuple[Article, Extraction]] = {}
    problems: list[Problem] = []
    for number, article in enumerate(articles, 1):
        try:
            read[article.id] = article, extract(article, collection, nlp)
        except (LexiconError, OntologyError):
            raise  # no article can be read with a broken data file
        except Exception as error:  # noqa: BLE001 - whatever one article does, the others are built and the reader is told
            problems.append(
                Problem(f"{article.source}:{article.offsets[0]}", "extraction-failed", (article.id, repr(error)))
            )
        if progress is not None:
            progress(number, len(articles), article.source)
    names = corpus_names((normalize(article.text), extraction.mentions) for article, extraction in read.values())
    return [
        extract(article, collection, nlp, names)
        if overlooked(normalize(article.text), extraction.mentions, names)
        else extraction
        for article, extraction in read.values()
    ], problems
