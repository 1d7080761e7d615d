"""Learns how often facts are right, from annotated documents whose names the model has not learned."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.articles import split_articles
from kg.collection import Collection
from kg.documents import read_documents
from kg.evaluate import evaluate
from kg.export import export
from kg.extract import read
from kg.facts import read_facts
from kg.facts.confidence import rated, signs
from kg.facts.references import resolve_references
from kg.files import write_files
from kg.graph import Graph
from kg.logistic import learn
from kg.nlp import create_pipeline
from kg.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

    from kg.logistic import Logistic, Row
    from kg.model import Document, Fact, Mention
    from kg.name_models import Models

_STEPS = 1000  # facts of a document that can be told apart


def train_confidence(rows: Iterable[Row], out: Path) -> Logistic:
    """Learn from what `rows` gives, perhaps of several sets of documents, and write the weights to `out`."""
    learned = learn(rows)
    write_files({out: learned.dump()})
    return learned


def rows(gold: Path, texts: Path, models: Models, *, only: frozenset[str] = frozenset()) -> Iterator[Row]:
    """The features of every fact that is read in the documents of a folder, and whether the gold has it.

    `gold` holds `NNN.json` files, each for the document whose name begins with `NNN`; `only` names those to take.
    `models` must not have learned from them.
    """
    nlp = create_pipeline(models)
    documents, _ = read_documents([texts])
    for path in sorted(path for path in gold.glob("*.json") if not only or path.stem in only):
        document = next((each for each in documents if Path(each.source).name.startswith(path.stem)), None)
        if document is not None and "entities" in json.loads(path.read_text(encoding="utf-8")):
            yield from _of_document(document, path, nlp)


def _of_document(document: Document, gold: Path, nlp: Language) -> Iterator[Row]:
    """In the graph that is evaluated, the confidence of a fact is its number."""
    articles = split_articles(document, Collection())
    mentions: list[Mention] = []
    features: list[list[str]] = []
    facts: list[Fact] = []
    for article in articles:
        found, sentences = read(article, nlp, Collection())
        mentions += found
        for fact, raw in rated(read_facts(resolve_references(sentences))[0], found):
            facts.append(replace(fact, confidence=len(features) % _STEPS / _STEPS))
            features.append(list(signs(fact, raw)))
    entities, fused = resolve(articles, mentions, facts)[:2]
    graph = Graph(tuple(entities), tuple(fused), tuple(articles), (document,), ())
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "graph.ttl").write_bytes(export(graph, "turtle"))
        (Path(folder) / "gold").mkdir()
        (Path(folder) / "gold" / gold.name).write_bytes(gold.read_bytes())
        for judged in evaluate(Path(folder) / "graph.ttl", Path(folder) / "gold").judged:
            number = round(judged.confidence * _STEPS)
            if number < len(features):
                yield features[number], judged.right
