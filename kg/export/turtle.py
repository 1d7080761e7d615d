"""Turtle: sections by class, subjects by IRI, one blank line between them; the same graph gives the same bytes."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, starmap
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kg.memo import memoized, runs
from kg.ontology import load_ontology
from kg.rdf import parts
from kg.serialization import prefix_lines, turtle_body
from kg.terms import PREFIXES, term
from kg.triples import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from kg.graph import Graph

    Prefixes = tuple[tuple[str, str], ...]
    Plain = tuple[str, str, tuple[Any, ...]]  # the fields of Told

FACT_CLASSES = ("Event", "Statement", "Position", "Observation", "Evidence", "Article", "Document")
# The properties that a reader looks for first, in this order; the others follow by name.
FIRST = """rdf:type skos:prefLabel skos:altLabel rdfs:label rdf:subject rdf:predicate rdf:object
org:member org:organization kg:title kg:about kg:indicator kg:value kg:valueTo kg:unit
kg:article kg:quote kg:start kg:end"""
_RUN = 6  # things that are written at once, on average
_RANK = {term(name).value: n for n, name in enumerate(FIRST.split())}


def turtle(graph: Graph) -> bytes:
    """The graph as UTF-8 Turtle; only one part of it is in memory as triples at a time."""
    prefixes = all_prefixes(graph)
    written = [prefix_lines(prefixes)]
    for class_, part in parts(graph):
        things = [(*told,) for told in sorted(part, key=_place)]
        if things:
            written.append(f"\n# {class_}\n\n".encode())
            found = runs(things, itemgetter(0), _RUN)
            written += [memoized(_written, tuple(prefixes.items()), graph.base_iri, run) for run in found]
    return b"".join(written)


def _place(told: Told) -> str:
    """The end of its IRI as it is written."""
    return f"{told.path}>"


def _written(prefixes: Prefixes, base: str, things: tuple[Plain, ...]) -> bytes:
    ordered: list[ox.Triple] = []
    for _, same in groupby(starmap(Told, things), _place):
        ordered += sorted({triple for told in same for triple in told.triples(base)}, key=_order)
    return turtle_body(ordered, dict(prefixes))


def document(graph: Graph, said: Iterable[ox.Triple]) -> bytes:
    """What is said of the graph's things as UTF-8 Turtle."""
    prefixes = all_prefixes(graph)
    written = [prefix_lines(prefixes)]
    for class_, section in sections(set(said)):
        written.append(f"\n# {class_}\n\n".encode())
        written.append(turtle_body(section, prefixes))
    return b"".join(written)


def all_prefixes(graph: Graph) -> dict[str, str]:
    """One prefix for each kind of node, so that names stand readable: `enterprise:海岳科技`; then the usual ones."""
    kinds = {entity.key.partition("/")[0] for entity in graph.entities} | {name.lower() for name in FACT_CLASSES}
    plain = sorted(kind for kind in kinds if kind.isascii() and kind.isalpha())
    return {**{kind: f"{graph.base_iri}{kind}/" for kind in plain}, **PREFIXES}


def sections(graph: set[ox.Triple]) -> Iterator[tuple[str, list[ox.Triple]]]:
    """The triples of each class's instances, sorted; what has no known class comes last."""
    classes = (*load_ontology().entity_types, *FACT_CLASSES)
    rank: dict[object, int] = {term(f"kg:{name}"): n for n, name in enumerate(classes)}
    about: dict[object, list[ox.Triple]] = defaultdict(list)
    for triple in graph:
        about[triple.subject].append(triple)
    found: dict[int, list[ox.Triple]] = defaultdict(list)
    for subject in sorted(about, key=str):
        own = sorted(about[subject], key=_order)
        found[next((rank[triple.object] for triple in own if triple.object in rank), len(classes))] += own
    names = (*classes, "Other")
    return ((names[n], found[n]) for n in sorted(found))


def _order(triple: ox.Triple) -> tuple[int, str, str]:
    predicate = triple.predicate.value
    return _RANK.get(predicate, len(_RANK)), predicate, str(triple.object)
