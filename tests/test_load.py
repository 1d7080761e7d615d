"""`kg load`: into Ladybug, which runs in the test's own process, and what is refused before any server is asked.

The servers are tested in tests/servers.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hostile_graph import NAMES, hostile_graph, write_turtle
from small_graph import small_graph

from kg.load import LoadError, Login, load
from kg.load.cypher import quoted
from kg.load.parts import part_queries

ladybug = pytest.importorskip("ladybug")


@pytest.fixture
def database(tmp_path):
    return f"ladybug:{tmp_path / 'graph.lbug'}"


@pytest.fixture
def turtle(tmp_path):
    def write(graph):
        return write_turtle(tmp_path / "graph.ttl", graph)

    return write


def rows(database, query):
    path = database.partition(":")[2]
    with ladybug.Database(path, read_only=True) as opened, ladybug.Connection(opened) as connection:
        return connection.execute(query).get_all()


def changed(result):
    return sum(sum(numbers) for numbers in result.changes.values())


def test_names_facts_and_evidence_arrive(database, turtle):
    result = load(turtle(hostile_graph()), database)
    names = rows(database, "MATCH (n:Enterprise) RETURN n.prefLabel, n.altLabel")
    assert {name: tuple(others) for name, others in names if others} == {name: (name + "别名",) for name in NAMES}
    assert rows(database, "MATCH (n) RETURN COUNT(*)") == [[result.counts["nodes"]]]
    assert rows(database, "MATCH (a:Enterprise)-[r:locatedIn]->(b:Park) RETURN b.prefLabel, r.confidence") == [
        ["东岭高新区", 0.93]
    ]
    quotes = rows(
        database,
        "MATCH (s:Statement)-[:hasEvidence]->(e:Evidence)-[:hasArticle]->(a:Article) "
        "WHERE s.predicate = 'locatedIn' RETURN e.quote, e.start, a.headline",
    )
    assert quotes == [["海岳科技落户东岭高新区", 0, "海岳科技"]]
    assert rows(database, "MATCH (o:Observation) RETURN o.indicator, o.value, o.unit") == [
        ["总投资", 350000000.0, "元"]
    ]


def test_a_second_load_changes_nothing(database, turtle):
    assert changed(load(turtle(hostile_graph()), database)) > 50
    assert changed(load(turtle(hostile_graph()), database)) == 0


def test_a_changed_graph_updates_and_deletes(database, turtle):
    load(turtle(hostile_graph()), database)
    after = load(turtle(small_graph("海岳股份")), database)
    assert changed(after) > 0
    assert rows(database, "MATCH (n:Enterprise) RETURN n.prefLabel") == [["海岳股份"]]
    assert rows(database, "MATCH (n) RETURN COUNT(*)") == [[after.counts["nodes"]]]
    assert rows(database, "MATCH ()-[r]->() RETURN COUNT(*)") == [[after.counts["relationships"]]]
    assert changed(load(turtle(small_graph("海岳股份")), database)) == 0


def test_a_thing_that_becomes_of_another_class_keeps_its_facts(database, turtle):
    graph = small_graph()
    path = turtle(graph)
    load(path, database)
    park = "<https://kg.example/ontology#Park>"
    path.write_text(path.read_text(encoding="utf-8").replace("a kg:Park", "a kg:Institution"), encoding="utf-8")
    assert park not in path.read_text(encoding="utf-8")
    load(path, database)
    assert rows(database, "MATCH (n:Park) RETURN COUNT(*)") == [[0]]
    assert rows(database, "MATCH (:Enterprise)-[:locatedIn]->(b:Institution) RETURN b.prefLabel") == [["东岭高新区"]]


def test_a_fact_that_is_gone_is_taken_away_alone(database, turtle):
    graph = small_graph()
    load(turtle(graph), database)
    load(turtle(replace(graph, facts=graph.facts[1:])), database)
    assert rows(database, "MATCH (:Enterprise)-[r:locatedIn]->(:Park) RETURN COUNT(*)") == [[0]]
    assert rows(database, "MATCH (n:Park) RETURN n.prefLabel") == [["东岭高新区"]]


def test_a_load_that_broke_off_is_resumed(database, turtle):
    path = turtle(hostile_graph())

    def stop(done, total, kind):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(path, database, batch=10, progress=stop)
    whole = load(path, database, dry_run=True)
    resumed = load(path, database)
    assert resumed.changes["nodes"][0] == whole.changes["nodes"][0] == whole.counts["nodes"] - 10
    assert changed(load(path, database)) == 0


def test_a_dry_run_makes_no_file(database, turtle, tmp_path):
    result = load(turtle(small_graph()), database, dry_run=True)
    assert result.changes["nodes"] == (result.counts["nodes"], 0)
    assert not list(tmp_path.glob("*.lbug*"))


def test_progress_tells_how_far_it_is(database, turtle):
    seen = []
    load(turtle(small_graph()), database, batch=7, progress=lambda *told: seen.append(told))
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    assert seen[-1][0] == seen[-1][1]
    assert len(seen) > 3


def test_the_command_says_what_it_did(kg, database, turtle):
    path = turtle(small_graph())
    first, dry, second = (kg("load", path, database, *more) for more in ((), ("--dry-run",), ("--lang", "zh")))
    assert (first.code, dry.code, second.code) == (0, 0, 0)
    assert "nodes: 12 (new or renewed 12, taken away 0)" in first.out
    assert "Nothing was sent" in dry.out
    assert "节点：12（新增或更新 0，删去 0）" in second.out


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://localhost:1", "is no address"),
        ("graph.db", "is no address"),
        ("fuseki+http://dba:geheim@127.0.0.1:1/ds", "Leave user and password out"),
        ("bolt://neo4j:geheim@127.0.0.1:1", "Leave user and password out"),
        ("fuseki+http://127.0.0.1:1/ds", "cannot be reached"),
        ("bolt://127.0.0.1:1", "cannot be reached"),
    ],
)
def test_what_cannot_be_loaded_into_is_said_in_one_line(kg, turtle, address, said):
    ended = kg("load", turtle(small_graph()), address)
    assert ended.code == 1
    assert said in ended.err
    assert "geheim" not in ended.err + ended.out
    assert len(ended.err.strip().splitlines()) == 1


def test_a_graph_that_is_no_iri_is_refused(kg, turtle):
    ended = kg("load", turtle(small_graph()), "oxigraph+http://127.0.0.1:1", "--graph", "x> } ; DROP ALL #")
    assert ended.code == 1
    assert "absolute IRI" in ended.err


def test_a_blank_node_is_refused(kg, database, tmp_path):
    (tmp_path / "blank.ttl").write_text("<urn:a> <urn:b> [] .", encoding="utf-8")
    for target in (database, "oxigraph+http://127.0.0.1:1"):
        ended = kg("load", tmp_path / "blank.ttl", target)
        assert ended.code == 1
        assert "blank node" in ended.err


def test_a_missing_driver_is_named(turtle, database, monkeypatch):
    monkeypatch.setitem(sys.modules, "ladybug", None)
    with pytest.raises(LoadError) as refused:
        load(turtle(small_graph()), database)
    assert (refused.value.code, refused.value.values) == ("no-driver", ("ladybug",))


def test_a_column_of_another_type_asks_for_a_new_file(database, tmp_path):
    path = tmp_path / "typed.ttl"
    path.write_text("<urn:a> <https://kg.example/ontology#p> 1 .", encoding="utf-8")
    load(path, database)
    path.write_text('<urn:a> <https://kg.example/ontology#p> "x" .', encoding="utf-8")
    with pytest.raises(LoadError) as refused:
        load(path, database)
    assert refused.value.code == "column"


def test_a_hostile_class_stays_a_name(database, tmp_path):
    path = tmp_path / "class.ttl"
    lines = ("<urn:a> a <urn:x')RETURN*//> ; <urn:p'(y)> <urn:b> .", "<urn:b> a <urn:名称> .")
    path.write_text("\n".join(lines), encoding="utf-8")
    load(path, database)
    assert changed(load(path, database)) == 0
    assert rows(database, "MATCH (a)-[]->(b:`urn:名称`) RETURN a.iri, a.classes") == [["urn:a", ["urn:x')RETURN*//"]]]


@pytest.mark.parametrize("name", ["a`b", "a\\u0060b", "", "a b", "a\nb"])
def test_what_could_end_a_name_is_refused(name):
    with pytest.raises(ValueError, match="not a name"):
        quoted(name)


def test_a_login_does_not_show_its_password():
    assert "geheim" not in repr(Login("dba", "geheim"))


def test_a_long_graph_is_read_in_parts():
    import pyoxigraph as ox

    counts = [{"p": "urn:few", "n": "12"}, {"p": "urn:many", "n": "9000"}]
    queries = list(part_queries(ox.NamedNode("urn:g"), lambda _: counts))
    assert len(queries) == 1 + 16
    store = ox.Store()
    graph, many = ox.NamedNode("urn:g"), ox.NamedNode("urn:many")
    wanted = {ox.Triple(graph, many, ox.Literal(n)) for n in range(500)}
    store.extend(ox.Quad(*triple, graph) for triple in wanted)
    found = [triple for query in queries for triple in store.query(query)]
    assert len(found) == len(wanted)
    assert {*found} == wanted
