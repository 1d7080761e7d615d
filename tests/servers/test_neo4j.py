"""`kg load` into Neo4j as it is: labels, types, evidence, constraints, full text, and names that attack."""

from __future__ import annotations

import pytest
from gold_graph import gold_graph
from hostile_graph import NAMES, hostile_graph, write_turtle
from neo4j import GraphDatabase
from small_graph import small_graph

from kg.load import LoginError, load
from kg.property_graph import property_graph
from kg.store import read_triples


@pytest.fixture
def ask(neo4j):
    """Run Cypher; before each test only what is not ours is there."""
    with GraphDatabase.driver(neo4j.address, auth=(neo4j.login.user, neo4j.login.password)) as driver:

        def run(statement, **parameters):
            return [tuple(record.values()) for record in driver.execute_query(statement, parameters).records]

        run("MATCH (n) DETACH DELETE n")
        run("CREATE (:Kept {name: '原样'})")
        yield run
        assert run("MATCH (n:Kept) RETURN n.name") == [("原样",)]


def changed(result):
    return sum(sum(numbers) for numbers in result.changes.values())


@pytest.mark.parametrize("made", [gold_graph, hostile_graph])
def test_every_node_and_relationship_arrives_and_a_second_load_changes_nothing(neo4j, ask, tmp_path, made):
    path = write_turtle(tmp_path / "graph.ttl", made())
    result = load(path, neo4j.address, login=neo4j.login)
    wanted = property_graph(read_triples(path))
    nodes = {
        iri: ({*labels} - {"Resource"}, {name: value for name, value in own.items() if name != "iri"})
        for iri, labels, own in ask("MATCH (n:Resource) RETURN n.iri, labels(n), properties(n)")
    }
    assert nodes == {
        each.iri: ({*each.labels}, {n: list(v) if isinstance(v, tuple) else v for n, v in each.properties.items()})
        for each in wanted.nodes
    }
    found = ask("MATCH (a)-[r]->(b) RETURN a.iri, type(r), b.iri, properties(r)")
    assert sorted(found, key=str) == sorted(
        ((each.source, each.type, each.target, dict(each.properties)) for each in wanted.relationships), key=str
    )
    assert result.counts == {"nodes": len(nodes), "relationships": len(found)}
    assert len(nodes) > 20
    assert changed(load(path, neo4j.address, login=neo4j.login)) == 0


def test_names_that_attack_are_only_names(neo4j, ask, tmp_path):
    load(write_turtle(tmp_path / "graph.ttl", hostile_graph()), neo4j.address, login=neo4j.login)
    names = {name for (name,) in ask("MATCH (n:Enterprise) RETURN n.prefLabel")}
    assert names == {*NAMES, "海岳科技"}
    assert {label for (label,) in ask("CALL db.labels()")} >= {"Enterprise", "Statement", "Evidence"}
    for name in NAMES:
        assert ask("MATCH (n {prefLabel: $name}) RETURN n.altLabel", name=name) == [([name + "别名"],)]


def test_a_hostile_class_and_relation_stay_names(neo4j, ask, tmp_path):
    path = tmp_path / "class.ttl"
    lines = (
        "<urn:x')RETURN*//> a <urn:x')DETACH/**/DELETE(n)//> ;",
        "  <urn:p'-(b)> <urn:b> .",
        "<urn:b> a <urn:名> .",
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    load(path, neo4j.address, login=neo4j.login)
    assert ask("MATCH (a)-[r]->(b:`urn:名`) RETURN a.iri, type(r)") == [("urn:x')RETURN*//", "urn:p'-(b)")]


def test_the_evidence_is_one_step_from_the_fact(neo4j, ask, tmp_path):
    load(write_turtle(tmp_path / "graph.ttl", small_graph()), neo4j.address, login=neo4j.login)
    found = ask(
        "MATCH (:Enterprise {prefLabel: '海岳科技'})-[r:locatedIn]->(:Park) "
        "MATCH (s:Statement {iri: r.statement})-[:evidence]->(e:Evidence)-[:article]->(a:Article) "
        "RETURN r.confidence, s.status, e.quote, e.start, a.headline"
    )
    assert found == [(0.93, "Asserted", "海岳科技落户东岭高新区", 0, "海岳科技")]
    assert ask("MATCH (o:Observation) WHERE o.value > 3.4e8 RETURN o.value, o.unit") == [(350000000.0, "元")]


def test_a_changed_graph_updates_and_deletes(neo4j, ask, tmp_path):
    path = write_turtle(tmp_path / "graph.ttl", hostile_graph())
    load(path, neo4j.address, login=neo4j.login)
    text = write_turtle(path, small_graph("海岳股份")).read_text(encoding="utf-8")
    path.write_text(text.replace("a kg:Park", "a kg:Institution"), encoding="utf-8")
    result = load(path, neo4j.address, login=neo4j.login)
    assert ask("MATCH (n:Enterprise) RETURN n.prefLabel") == [("海岳股份",)]
    assert ask("MATCH (n {prefLabel: '东岭高新区'}) RETURN labels(n)") == [(["Resource", "Institution"],)]
    assert ask("MATCH (n:Resource) RETURN count(n)") == [(result.counts["nodes"],)]


def test_a_load_that_broke_off_is_resumed(neo4j, ask, tmp_path):
    path = write_turtle(tmp_path / "graph.ttl", hostile_graph())

    def stop(done, total, kind):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(path, neo4j.address, login=neo4j.login, batch=10, progress=stop)
    assert ask("MATCH (n:Resource) RETURN count(n)") == [(10,)]
    resumed = load(path, neo4j.address, login=neo4j.login)
    assert resumed.changes["nodes"] == (resumed.counts["nodes"] - 10, 0)


def test_constraint_and_indexes_are_there(neo4j, ask, tmp_path):
    load(write_turtle(tmp_path / "graph.ttl", small_graph()), neo4j.address, login=neo4j.login)
    assert ask("SHOW CONSTRAINTS YIELD name, type") == [("kg_iri", "UNIQUENESS")]
    indexes = dict(ask("SHOW INDEXES YIELD name, state WHERE name STARTS WITH 'kg_' RETURN name, state"))
    assert {*indexes.values()} == {"ONLINE"}
    assert {*indexes} == {"kg_iri", "kg_name", "kg_indicator", "kg_date", "kg_text"}
    hits = ask("CALL db.index.fulltext.queryNodes('kg_text', '岭高新') YIELD node RETURN DISTINCT labels(node)[1]")
    assert ("Park",) in hits


def test_a_dry_run_sends_nothing(neo4j, ask, tmp_path):
    result = load(write_turtle(tmp_path / "graph.ttl", small_graph()), neo4j.address, login=neo4j.login, dry_run=True)
    assert result.changes["nodes"] == (result.counts["nodes"], 0)
    assert ask("MATCH (n:Resource) RETURN count(n)") == [(0,)]


def test_a_wrong_password_is_said_without_it(neo4j, kg, tmp_path, monkeypatch):
    path = write_turtle(tmp_path / "graph.ttl", small_graph())
    with pytest.raises(LoginError):
        load(path, neo4j.address)
    monkeypatch.setenv("KG_USER", "neo4j")
    monkeypatch.setenv("KG_PASSWORD", "falsch-99")
    ended = kg("load", path, neo4j.address)
    assert ended.code == 1
    assert "KG_PASSWORD" in ended.err
    assert "falsch-99" not in ended.out + ended.err
