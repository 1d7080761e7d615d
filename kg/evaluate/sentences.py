"""The sentences of the source files, to show what an error is about where no fact quotes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.articles import split_articles
from kg.collection import Collection
from kg.documents import read_documents
from kg.text import sentences

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Problem


def read_sentences(texts: Path) -> tuple[dict[str, list[str]], list[Problem]]:
    """Every source file's sentences in order, and what of the files cannot be read."""
    documents, problems = read_documents([texts])
    found: dict[str, list[str]] = {}
    for document in documents:
        articles = split_articles(document, Collection())
        found[document.source] = [a.text[start:end] for a in articles for start, end, _ in sentences(a)]
    return found, problems
