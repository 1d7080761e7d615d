"""What holds of any graph, whatever its names and facts: views agree, quotes stand, shapes pass, bytes repeat."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export import export
from kg.graph import Graph
from kg.iri import fact_key
from kg.model import Article, Block, Document, Entity, Event, Evidence, Observation, Position, Relation
from kg.ontology import load_ontology
from kg.query import query
from kg.validate import validate
from kg.verify import verify

ONTOLOGY = load_ontology()
NAMES = st.text(st.characters(codec=None), min_size=1, max_size=6)
DATES = st.sampled_from(["2024", "2024-09", "2024-09-21", "--09-21", "2024-Q4", "2023-H1", "2023-01/2023-05", None])
# No line breaks or controls: they are the layout's, which articles do not have inside a block.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=4, max_size=40)


@st.composite
def graphs(draw):
    """A graph that a build could give: every ref leads somewhere, every relation is allowed."""
    text = draw(TEXTS)
    raw = text.encode()
    document = Document("页.txt", text, "utf-8", hashlib.sha256(raw).hexdigest())
    offsets, blocks = tuple(range(len(text))), (Block("body", 0, len(text)),)
    article = Article("页-1", "页.txt", "article", None, (), draw(DATES), None, text, offsets, blocks)
    named = draw(st.dictionaries(NAMES, st.sampled_from(ONTOLOGY.entity_types), min_size=2, max_size=8))
    entities = {
        name: Entity(f"{type_.lower()}/{name}", type_, name, (f"{name}A",), ("页-1",), ())
        for name, type_ in named.items()
    }
    facts = [draw(_facts(list(entities.values()), len(text))) for _ in range(draw(st.integers(1, 6)))]
    unique = {fact_key(fact): fact for fact in facts if fact}
    return Graph(tuple(entities.values()), tuple(unique.values()), (article,), (document,))


@st.composite
def _facts(draw, entities, length):
    start = draw(st.integers(0, length - 2))
    evidence = (Evidence("页-1", start, draw(st.integers(start + 1, length))),)
    origin = {"confidence": draw(st.floats(0, 1)), "rule": draw(NAMES), "evidence": evidence}
    one, other = draw(st.sampled_from(entities)), draw(st.sampled_from(entities))
    status = draw(st.sampled_from(tuple(ONTOLOGY.statuses)))
    relations = [name for name in ONTOLOGY.relations if ONTOLOGY.allows(one.type, name, other.type)]
    kinds = ["observation", "event"] + ["relation"] * bool(relations) + ["position"] * (one.type == "Person")
    match draw(st.sampled_from(kinds)):
        case "relation":
            return Relation(one.key, draw(st.sampled_from(relations)), other.key, status, **origin)
        case "position":
            place = other.key if other.type in ONTOLOGY.members("Workplace") else None
            return Position(one.key, draw(NAMES), place, status, former=draw(st.booleans()), **origin)
        case "observation":
            figure = draw(st.decimals(-(10**12), 10**12, places=3))
            kind = draw(st.sampled_from(("actual", "target", "change")))
            unit, period = draw(st.sampled_from(("元", "平方米", "%", ""))), draw(DATES)
            return Observation(one.key, draw(NAMES), Decimal(figure), unit, kind, period=period, **origin)
        case "event":
            type_, who = draw(st.sampled_from(tuple(ONTOLOGY.event_types))), (one.key, other.key)
            id_ = f"event/{draw(st.integers(0, 99)):016x}"
            return Event(id_, type_, draw(NAMES), draw(DATES), None, who[:1], who[1:], status, **origin)


@settings(max_examples=40, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_views_agree_whatever_the_order(graph, order):
    written = export(graph, "turtle")
    assert len(graph.rdf) == len(list(ox.parse(written, format=ox.RdfFormat.TURTLE)))
    shuffled = replace(
        graph,
        entities=tuple(order.sample(graph.entities, len(graph.entities))),
        facts=tuple(order.sample(graph.facts, len(graph.facts))),
    )
    assert export(shuffled, "turtle") == written
    network = graph.to_networkx()
    events = [fact for fact in graph.facts if isinstance(fact, Event)]
    relations = [fact for fact in graph.facts if isinstance(fact, Relation)]
    assert network.number_of_nodes() == len(graph.entities) + len(events)
    stated = [data for _, _, data in network.edges(data=True) if isinstance(data["fact"], Relation)]
    assert len(stated) == len(relations)


@settings(max_examples=10, deadline=None)
@given(graphs())
def test_every_graph_passes_its_checks(tmp_path_factory, graph):
    folder = tmp_path_factory.mktemp("any")
    (folder / "graph.ttl").write_bytes(export(graph, "turtle"))
    (folder / "页.txt").write_bytes(graph.documents[0].text.encode())
    assert validate(folder / "graph.ttl") == []
    verification = verify(folder / "graph.ttl", [folder / "页.txt"])
    assert {problem.what for problem in verification.problems} <= {"binary-file"}
    count = query(folder / "graph.ttl", "SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }")
    assert count.rows[0][0] == sum(isinstance(fact, Relation) for fact in graph.facts)
