"""`kg load` into Oxigraph, Fuseki and Virtuoso as they are: what arrives, what stays, what goes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import requests
from gold_graph import gold_graph
from hostile_graph import NAMES, hostile_graph, write_turtle
from requests.auth import HTTPDigestAuth
from server import PASSWORD, rows
from small_graph import small_graph

from kg.load import LoginError, load
from kg.store import read_triples

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(params=["oxigraph", "fuseki", "virtuoso"])
def server(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def graph(request):
    """A graph of its own for each test."""
    return f"https://kg.example/图谱/{request.node.originalname}"


@pytest.fixture
def kept(server):
    """A graph that is not ours and must stay as it is."""
    update(server, 'INSERT DATA { GRAPH <urn:kept> { <urn:a> <urn:b> "原样"@zh } }')
    yield
    assert rows(server, "SELECT ?s ?p ?o { GRAPH <urn:kept> { ?s ?p ?o } }") == [
        (("urn:a", None, None), ("urn:b", None, None), ("原样", "zh", None))
    ]


def update(server, text):
    auth = HTTPDigestAuth(server.login.user, server.login.password) if server.login else None
    headers = {"Content-Type": "application/sparql-update"}
    requests.post(server.update, data=text.encode(), headers=headers, auth=auth, timeout=60).raise_for_status()


def value(cell):
    """A cell as a triple store means it: numbers by value, Virtuoso's 1 for true."""
    text, language, datatype = cell
    if datatype in {XSD + "decimal", XSD + "integer"}:
        return float(text)
    return {"1": "true", "0": "false"}.get(text, text) if datatype == XSD + "boolean" else (text, language)


def held(server, graph):
    """Everything in the graph, by value."""
    found = rows(server, f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return {(s[0], p[0], value(o)) for s, p, o in found}


def said(path):
    """Everything in the file, by value."""

    def cell(term):
        if isinstance(term, ox.Literal):
            return term.value, term.language, None if term.language else term.datatype.value
        return term.value, None, None

    return {(t.subject.value, t.predicate.value, value(cell(t.object))) for t in read_triples(path)}


def changed(result):
    return sum(result.changes["triples"])


@pytest.mark.parametrize("made", [gold_graph, hostile_graph])
def test_every_triple_arrives_as_it_is_and_a_second_load_changes_nothing(server, graph, kept, tmp_path, made):
    path = write_turtle(tmp_path / "graph.ttl", made())
    graph = f"{graph}/{made.__name__}"
    result = load(path, server.address, graph=graph, login=server.login)
    assert held(server, graph) == said(path)
    assert result.counts["triples"] == len({*read_triples(path)}) > 100
    assert changed(load(path, server.address, graph=graph, login=server.login)) == 0


def test_hostile_names_are_found_by_their_text(server, graph, kept, tmp_path):
    load(write_turtle(tmp_path / "graph.ttl", hostile_graph()), server.address, graph=graph, login=server.login)
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    found = {name for ((name, _, _),) in rows(server, f"SELECT ?n {{ GRAPH <{graph}> {{ ?s {label} ?n }} }}")}
    assert found >= {*NAMES}


def test_a_changed_graph_updates_and_deletes(server, graph, kept, tmp_path):
    path = write_turtle(tmp_path / "graph.ttl", hostile_graph())
    load(path, server.address, graph=graph, login=server.login)
    write_turtle(path, small_graph("海岳股份"))
    added, gone = load(path, server.address, graph=graph, login=server.login).changes["triples"]
    assert min(added, gone) > 10
    assert held(server, graph) == said(path)


def test_a_load_that_broke_off_is_resumed(server, graph, tmp_path):
    path = write_turtle(tmp_path / "graph.ttl", hostile_graph())

    def stop(done, total, kind):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(path, server.address, graph=graph, login=server.login, batch=40, progress=stop)
    resumed = load(path, server.address, graph=graph, login=server.login)
    assert resumed.changes["triples"] == (resumed.counts["triples"] - 40, 0)
    assert held(server, graph) == said(path)


def test_a_dry_run_sends_nothing(server, graph, tmp_path):
    path = write_turtle(tmp_path / "graph.ttl", small_graph())
    result = load(path, server.address, graph=graph, login=server.login, dry_run=True)
    assert result.changes["triples"] == (result.counts["triples"], 0)
    assert held(server, graph) == set()


def test_more_than_a_server_answers_at_once_is_compared_whole(server, graph, tmp_path):
    """Virtuoso cuts every answer at 10,000 rows."""
    path = Path(tmp_path / "long.nt")
    lines = [f'<urn:s:{n % 700}> <urn:p:{n % 3}> "第{n}句"@zh .\n' for n in range(12_000)]
    path.write_text("".join(lines), encoding="utf-8")
    assert load(path, server.address, graph=graph, login=server.login).counts == {"triples": 12_000}
    assert changed(load(path, server.address, graph=graph, login=server.login)) == 0
    path.write_text("".join(lines[:-5]), encoding="utf-8")
    assert load(path, server.address, graph=graph, login=server.login).changes["triples"] == (0, 5)


def test_a_wrong_password_is_said_without_it(virtuoso, kg, tmp_path, monkeypatch):
    path = write_turtle(tmp_path / "graph.ttl", small_graph())
    with pytest.raises(LoginError):
        load(path, virtuoso.address)
    monkeypatch.setenv("KG_USER", "dba")
    monkeypatch.setenv("KG_PASSWORD", "falsch-99")
    ended = kg("load", path, virtuoso.address)
    assert ended.code == 1
    assert "KG_PASSWORD" in ended.err
    assert "falsch-99" not in ended.out + ended.err
    monkeypatch.setenv("KG_PASSWORD", PASSWORD)
    assert kg("load", path, virtuoso.address, "--dry-run").code == 0
