"""What `kg export` writes for Neo4j, run by Neo4j: afterwards `kg load` finds nothing to change, whatever the names."""

from __future__ import annotations

import pytest
from gold_graph import gold_graph
from hostile_graph import NAMES, hostile_graph, write_turtle
from neo4j import GraphDatabase
from test_export_cypher import ATTACKS

from kg.export import export, export_folder
from kg.files import write_folder
from kg.load import load
from kg.model import Entity


def attacking_graph():
    """The hostile graph, with the names that attack Cypher in particular."""
    graph = hostile_graph()
    names = [name for name in ATTACKS if name not in NAMES and name.isprintable()]
    more = (Entity(f"product/{name}", "Product", name, (f"{name}别名",), ("p-1",), ()) for name in names)
    return type(graph)((*graph.entities, *more), graph.facts, graph.articles, graph.documents)


def run(server, *statements):
    with GraphDatabase.driver(server.address, auth=(server.login.user, server.login.password)) as driver:
        return [driver.execute_query(statement).records for statement in statements]


def left_to_change(server, path):
    return load(path, server.address, login=server.login, dry_run=True).changes


@pytest.mark.parametrize("made", [gold_graph, attacking_graph])
def test_the_script_makes_what_a_load_makes_and_a_second_run_changes_nothing(neo4j, tmp_path, made):
    path, script = write_turtle(tmp_path / "graph.ttl", made()), export(made(), "cypher").decode().splitlines()
    run(neo4j, "MATCH (n) DETACH DELETE n", "CREATE (:Kept)")
    for _ in range(2):
        run(neo4j, *(line.removesuffix(";") for line in script))
        assert set(left_to_change(neo4j, path).values()) == {(0, 0)}
    assert run(neo4j, "MATCH (n:Kept) RETURN n")[0]


def test_the_import_makes_what_a_load_makes(imported, tmp_path):
    graph = attacking_graph()
    clean = [entity for entity in graph.entities if "\x1f" not in entity.name]  # the separator of lists
    graph = type(graph)(tuple(clean), graph.facts, graph.articles, graph.documents)
    path = write_turtle(tmp_path / "graph.ttl", graph)
    write_folder(tmp_path / "files", export_folder(graph, "neo4j"))
    with imported(tmp_path / "files") as server:
        assert set(left_to_change(server, path).values()) == {(0, 0)}
