"""The networkx view: every entity and event a node, every fact on an edge or a node."""

from __future__ import annotations

import networkx as nx
from gold_graph import gold_graph
from small_graph import small_graph

from kg.iri import fact_key
from kg.model import Event, Observation, Relation


def test_networkx_has_every_thing_and_fact():
    graph = gold_graph()
    network = graph.to_networkx()
    events = {fact.id for fact in graph.facts if isinstance(fact, Event)}
    assert isinstance(network, nx.MultiDiGraph)
    assert set(network) == {entity.key for entity in graph.entities} | events
    relations = {fact_key(fact) for fact in graph.facts if isinstance(fact, Relation)}
    assert relations <= {key for _, _, key in network.edges(keys=True)}
    observed = [o for _, data in network.nodes(data=True) for o in data["observations"]]
    assert sorted(map(fact_key, observed)) == sorted(fact_key(f) for f in graph.facts if isinstance(f, Observation))


def test_networkx_edges_carry_their_sentences():
    network = small_graph().to_networkx()
    edges = {data["predicate"]: data for _, _, data in network.edges("enterprise/海岳科技", data=True)}
    assert set(edges) == {"locatedIn", "operates"}
    assert edges["operates"]["status"] == "Planned"
    assert edges["locatedIn"]["quotes"] == ("海岳科技落户东岭高新区",)
    assert edges["locatedIn"]["evidence"] == 1
    assert network.nodes["event/0001"]["type"] == "Event"
    assert {data["predicate"] for _, _, data in network.edges("event/0001", data=True)} == {"place", "participant"}
    assert [data["predicate"] for _, _, data in network.edges("person/陈远山", data=True)] == ["position"]
