"""Measures everything, stage by stage and beside peers, and renews the table in docs/benchmarks.md.

python bench/suite.py [LARGEST]      growth up to so many articles, 1,000 where nothing else is said

Articles are dealt from the sentences of `seeds/`, always the same. Seconds are those of the processor, so that what
else runs on the machine weighs less; what counts are the ratios, whose two sides are measured in one run. Needs
`pip install jieba`.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from throughput import measure, texts

from kg.build import build
from kg.export import export
from kg.model import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.graph import Graph

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
START, END = "<!-- measured -->\n", "<!-- end -->\n"
_MEBIBYTE = 1024  # of ru_maxrss, which counts kibibytes
_LENGTH = 400  # characters of an article, as of short news


class Growth(NamedTuple):
    """A build of so many articles in a process of its own: seconds of the processor, and the most memory in MiB."""

    articles: int
    seconds: float
    memory: int


def articles(count: int) -> list[str]:
    """So many articles."""
    return [text[:_LENGTH].rpartition("。")[0] + "。" for text in texts(None, count)]


def written(folder: Path, sample: list[str]) -> Path:
    """A file of the articles."""
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in sample), encoding="utf-8")
    return path


def growth(sizes: list[int]) -> Iterator[Growth]:
    """Build once for each size, with one process."""
    program = (
        "import resource, sys, kg; kg.build(sys.argv[1]); used = resource.getrusage(resource.RUSAGE_SELF)"
        "; print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = written(Path(folder), articles(size))
            ended = subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True)
            seconds, memory = map(float, ended.stdout.split())
            yield Growth(size, seconds, int(memory) // _MEBIBYTE)


def stages(count: int) -> Iterator[tuple[str, float]]:
    """The seconds of each stage for so many articles."""
    from kg.articles import split_articles
    from kg.collection import Collection
    from kg.documents import read_documents
    from kg.extract import Foreknowledge, extract, look_ahead
    from kg.reader import pipeline
    from kg.resolve import resolve

    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), articles(count))
        nlp = pipeline()
        (documents, _), seconds = timed(lambda: read_documents([path]))
        yield "file → documents", seconds
        found, seconds = timed(lambda: [article for document in documents for article in split_articles(document)])
        yield "documents → articles", seconds
        extract(found[0], Collection(), nlp)
        ahead, seconds = timed(lambda: look_ahead(found, nlp))
        yield "names model", seconds
        pairs = list(zip(found, ahead, strict=True))
        read, seconds = timed(lambda: [extract(a, Collection(), nlp, Foreknowledge(marks=m)) for a, m in pairs])
        yield "articles → mentions, facts", seconds
        mentions = [mention for each in read for mention in each.mentions]
        facts = [fact for each in read for fact in each.facts]
        _, seconds = timed(lambda: resolve(found, mentions, facts))
        yield "mentions, facts → entities", seconds
        graph = build(path)
    for form in ("n-quads", "turtle", "html"):
        yield f"graph → {form}", timed(lambda form=form: export(graph, form))[1]


def peers(count: int) -> Iterator[tuple[str, float]]:
    """The name of each peer, and how many times its speed ours is."""
    sample = articles(count)
    yield "text to facts / jieba.posseg, which only tags words", measure(sample).ratio
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), sample)
        graph, reading = timed(lambda: build(path))
    yield (
        "text to graph / what surrounds a language model that answers at once",
        timed(prompting(sample, graph))[1] / reading,
    )
    ours = min(timed(lambda: export(graph, "turtle"))[1] for _ in range(3))
    yield "graph to Turtle / rdflib's serializer", min(timed(rdflib_writer(graph))[1] for _ in range(3)) / ours
    page = min(timed(lambda: export(graph, "html"))[1] for _ in range(3))
    yield "graph to page / plain pyvis", min(timed(plain_page(graph))[1] for _ in range(3)) / page


def plain_page(graph: Graph) -> Callable[[], object]:
    """The page that pyvis makes of the graph, without layout or facts."""
    from pyvis.network import Network

    def run() -> str:
        page = Network(cdn_resources="in_line")
        for entity in graph.entities:
            page.add_node(entity.key, label=entity.name)
        keys = {entity.key for entity in graph.entities}
        for fact in graph.facts:
            if isinstance(fact, Relation) and {fact.subject, fact.object} <= keys:
                page.add_edge(fact.subject, fact.object)
        return page.generate_html()

    return run


def rdflib_writer(graph: Graph) -> Callable[[], object]:
    """Writes the graph as Turtle with rdflib alone; its own store is filled before."""
    import rdflib

    plain = rdflib.Graph()
    plain.parse(data=export(graph, "turtle"), format="turtle")
    return lambda: plain.serialize(format="turtle")


def prompting(sample: list[str], graph: Graph) -> Callable[[], object]:
    """What is done around a model for each article: the request as JSON; its answer read, checked and placed.

    The answers, which a model would have to find first, are what the graph says.
    """
    from kg.ontology import load_ontology

    classes = {name: term.labels["zh"] for name, term in load_ontology().classes.items()}
    system = json.dumps({"classes": classes, "answer": {"entities": [{"type": "", "name": "", "quote": ""}]}})
    answers: dict[str, list[dict[str, str]]] = {article.source: [] for article in graph.articles}
    for entity in graph.entities:
        for mention in entity.mentions:
            source = mention.article.rpartition("/")[0]
            answers[source].append({"type": entity.type, "name": entity.name, "quote": mention.name})
    sent = {source: json.dumps({"entities": found}) for source, found in answers.items()}

    def run() -> int:
        placed = 0
        for text, answer in zip(sample, sent.values(), strict=True):
            json.dumps({"messages": [{"role": "system", "content": system}, {"role": "user", "content": text}]})
            for entity in json.loads(answer)["entities"]:
                placed += entity["type"] in classes and text.find(entity["quote"]) >= 0
        return placed

    return run


def timed(work: Callable[[], object]) -> tuple:
    """What it gives, and the seconds of the processor."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def table(head: str, rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    cells = [tuple(head.split("|")), ("---",) * (head.count("|") + 1), *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells) + "\n"


def main() -> None:
    """Measure, and write the page anew between its marks."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    sizes = [size for size in (1, 10, 100, 1000, 10_000, 100_000) if size <= largest]
    grown = list(growth(sizes))
    count = min(largest, 200)
    measured = table(
        "articles|seconds|milliseconds an article|memory, MiB",
        [
            (f"{g.articles:,}", f"{g.seconds:.1f}", f"{1000 * g.seconds / g.articles:,.0f}", f"{g.memory:,}")
            for g in grown
        ],
    )
    measured += table(f"stage, {count} articles|seconds", [(name, f"{seconds:.3f}") for name, seconds in stages(count)])
    measured += table("ours / peer|times as fast", [(name, f"{ratio:.2g}") for name, ratio in peers(count)])
    measured += f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}, one process.\n"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    PAGE.write_text(f"{before}{START}\n{measured}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    print(measured)


if __name__ == "__main__":
    main()
