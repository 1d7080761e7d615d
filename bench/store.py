"""How fast the graph answers and is written, beside rdflib's own store: the same triples, in pairs of one run.

python bench/store.py [TRIPLES] [PAIRS]

Nine queries are asked of an Oxigraph store with `kg.query.run`, as `kg query` does, and of rdflib's own graph; every
answer must be equal. Beside it stands the same through rdflib's API (`Graph.rdf`), which makes objects of its own of
every term. Then both write their Turtle. Times are of the process, medians of the pairs. Two of the nine are named
queries, seven are plain ones in an order that suits an engine that does not reorder: of the other named queries,
rdflib's own store takes minutes.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
from invented import invented_graph

from kg.named_queries import named_queries
from kg.query import QUERY_PREFIXES, run
from kg.rdf import triples
from kg.terms import as_rdflib

if TYPE_CHECKING:
    from collections.abc import Callable

    import rdflib

    Answer = Counter[tuple[str | None, ...]]

TRIPLES, PAIRS = 100_000, 3
NAMED = ("overview", "timeline")
PLAIN = {
    "look-up by name": """SELECT ?thing ?type { ?thing skos:prefLabel "李77"@zh ; a ?type }""",
    "companies of each park": """SELECT ?park (COUNT(?company) AS ?n) {
        ?company a kg:Enterprise ; kg:locatedIn ?p . ?p skos:prefLabel ?park } GROUP BY ?park""",
    "largest projects": """SELECT ?project ?value { ?o a kg:Observation ; kg:kind "actual" ; kg:value ?value ;
        kg:about ?p . ?p skos:prefLabel ?project } ORDER BY DESC(?value) ?project LIMIT 20""",
    "posts": """SELECT ?name ?title ?where { ?post a kg:Position ; org:member ?person ; kg:title ?title .
        ?person skos:prefLabel ?name . OPTIONAL { ?post org:organization ?o . ?o skos:prefLabel ?where } }""",
    "evidence of a relation": """SELECT ?name ?quote ?source { ?s rdf:predicate kg:receivedHonor ;
        rdf:subject ?company ; kg:evidence ?e . ?company skos:prefLabel ?name . ?e kg:quote ?quote ; kg:article ?a .
        ?a schema:isPartOf ?d . ?d kg:source ?source }""",
    "suppliers of suppliers": """SELECT ?a ?c { ?s kg:supplies ?t . ?t kg:supplies ?u .
        ?s skos:prefLabel ?a . ?u skos:prefLabel ?c }""",
    "planned only": """SELECT ?company ?project { ?s kg:status kg:Planned ; rdf:predicate kg:undertakes ;
        rdf:subject ?company ; rdf:object ?project . FILTER NOT EXISTS { ?company kg:undertakes ?project } }""",
}
ANSWERED, WRITTEN = 20, 30  # times rdflib's own store, at least


class Timing(NamedTuple):
    """Medians in seconds of process time, and the median of the pairs' ratios."""

    ours: float
    peer: float
    ratio: float


def measure(ours: Callable[[], object], peer: Callable[[], object], pairs: int) -> Timing:
    """Run both in turn; ValueError if their results differ."""
    times = []
    for _ in range(pairs):
        (first, a), (second, b) = _timed(ours), _timed(peer)
        if first != second:
            raise ValueError(f"{first!r:.200} is not {second!r:.200}")
        times.append((a, b))
    a, b = (statistics.median(each) for each in zip(*times, strict=True))
    return Timing(a, b, statistics.median(theirs / own for own, theirs in times))


def queries() -> dict[str, str]:
    """The nine, by name."""
    return {**{name: named_queries()[name].text for name in NAMED}, **PLAIN}


def answer(store: ox.Store, query: str) -> Answer:
    """The rows as `kg query` gets them."""
    return Counter(tuple(map(_text, row)) for row in run(store, query).terms)


def rdflib_answer(graph: rdflib.Graph, query: str) -> Answer:
    """The rows as rdflib gives them."""
    rows = graph.query(query, initNs=QUERY_PREFIXES)
    return Counter(tuple(None if value is None else str(value) for value in row) for row in rows)


def geometric_mean(timings: list[Timing]) -> float:
    """Of the ratios."""
    return math.exp(statistics.fmean(math.log(timing.ratio) for timing in timings))


def _timed(run: Callable[[], object]) -> tuple[object, float]:
    start = time.process_time()
    result = run()
    return result, time.process_time() - start


def _written(graph: rdflib.Graph, format_: str) -> bool:
    """Writes it, and says whether anything was written."""
    return bool(graph.serialize(format=format_))


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str | None:
    return None if term is None else getattr(term, "value", str(term))


def main() -> None:
    """Print a line for each query, their geometric mean, and the writing."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else TRIPLES
    pairs = int(sys.argv[2]) if len(sys.argv) > 2 else PAIRS
    graph = invented_graph(size)
    ours, peer, store = graph.rdf, as_rdflib(triples(graph)), ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples(graph))
    print(f"{len(ours):,} triples; process time of kg.query / of rdflib's own store (through rdflib's API)")
    timings, through = [], []
    for name, query in queries().items():
        own = measure(lambda: answer(store, query), lambda: rdflib_answer(peer, query), pairs)  # noqa: B023
        api = measure(lambda: rdflib_answer(ours, query), lambda: rdflib_answer(peer, query), pairs)  # noqa: B023
        timings.append(own)
        through.append(api)
        print(
            f"{name}: {own.ours:.4f} s / {own.peer:.4f} s = {own.ratio:.0f} times as fast ({api.ratio:.0f})", flush=True
        )
    mean, mean_api = geometric_mean(timings), geometric_mean(through)
    print(
        f"geometric mean of {len(timings)} queries: {mean:.1f} (limit {ANSWERED}); through rdflib's API {mean_api:.1f}"
    )
    written = measure(lambda: _written(ours, "ox-turtle"), lambda: _written(peer, "turtle"), pairs)
    print(f"Turtle: {written.ours:.3f} s / {written.peer:.3f} s = {written.ratio:.0f} times as fast (limit {WRITTEN})")


if __name__ == "__main__":
    main()
