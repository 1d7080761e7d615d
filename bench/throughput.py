"""How many characters a second become mentions and facts, beside jieba's part-of-speech tagging of the same text.

python bench/throughput.py [JSONL] [ARTICLES]

Each line of JSONL holds an object with a `text`; without the file, sentences of `seeds/` are dealt into new articles.
Both read the same articles in turn, on one core, in one process; set-up is not counted. Needs `pip install jieba`.
"""

from __future__ import annotations

import gzip
import itertools
import json
import logging
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.articles import split_articles
from kg.collection import Collection
from kg.documents import read_documents
from kg.extract import Foreknowledge, extract, look_ahead
from kg.model import Article, Block
from kg.nlp import create_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 1.5  # times the peer's characters a second
ARTICLES = 200
_PARAGRAPHS, _SENTENCES = 6, 4  # of a made-up article


class Throughput(NamedTuple):
    """Characters a second, and the median over the batches of how many times the peer's that is."""

    ours: float
    peer: float
    ratio: float


def texts(path: Path | None, count: int) -> list[str]:
    """The first so many texts of the file, or made-up ones."""
    if path is None:
        return list(itertools.islice(_dealt(), count))
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, count)]


def _dealt() -> Iterator[str]:
    """Articles of sentences drawn from the seeds, always the same."""
    documents, _ = read_documents([ROOT / "seeds"])
    articles = [article for document in documents for article in split_articles(document, Collection())]
    bodies = [article.text[b.start : b.end] for article in articles for b in article.blocks if b.kind == "body"]
    sentences = sorted({sentence + "。" for body in bodies for sentence in body.split("。") if sentence})
    draw = random.Random(0)  # noqa: S311 - no secret
    while True:
        yield "\n".join("".join(draw.choices(sentences, k=_SENTENCES)) for _ in range(_PARAGRAPHS))


def article_of(number: int, text: str) -> Article:
    """The text as an article, a block each line."""
    ends = list(itertools.accumulate(len(line) + 1 for line in text.split("\n")))
    blocks = tuple(Block("body", start, end - 1) for start, end in itertools.pairwise([0, *ends]) if start < end - 1)
    return Article(str(number), "", "article", None, (), None, None, text, tuple(range(len(text))), blocks)


def measure(read: list[str], batch: int = 16) -> Throughput:
    """Read the texts batch by batch, each with both, after one text that fills the caches."""
    ours, peer = _reader(), _tagger()
    ours(read[:1])
    peer(read[:1])
    chunks = [read[start : start + batch] for start in range(0, len(read), batch)]
    times = [(sum(map(len, chunk)), _seconds(ours, chunk), _seconds(peer, chunk)) for chunk in chunks]
    size, a, b = map(sum, zip(*times, strict=True))
    return Throughput(size / a, size / b, statistics.median(theirs / own for _, own, theirs in times))


def _seconds(reader: Callable[[list[str]], object], chunk: list[str]) -> float:
    start = time.process_time()
    reader(chunk)
    return time.process_time() - start


def _reader() -> Callable[[list[str]], object]:
    nlp, collection, numbers = create_pipeline(), Collection(), itertools.count(1)

    def read(chunk: list[str]) -> None:
        articles = [article_of(next(numbers), text) for text in chunk]
        for article, marks in zip(articles, look_ahead(articles, nlp), strict=True):
            extract(article, collection, nlp, Foreknowledge(marks))

    return read


def _tagger() -> Callable[[list[str]], object]:
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return lambda chunk: [jieba.posseg.lcut(text) for text in chunk]


def main() -> None:
    """Print one line."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    read = texts(path, int(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES)
    timing = measure(read)
    print(
        f"text to facts / jieba.posseg: {timing.ours:,.0f} / {timing.peer:,.0f} characters a second"
        f" = {timing.ratio:.2f} (limit {LIMIT}; {len(read)} articles, {sum(map(len, read)):,} characters)"
    )


if __name__ == "__main__":
    main()
