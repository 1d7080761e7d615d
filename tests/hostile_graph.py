"""A graph whose names attack whatever they are written into."""

from __future__ import annotations

from dataclasses import replace

from small_graph import small_graph

from kg.export import export
from kg.model import Entity

NAMES = (
    "海岳`) DETACH DELETE n //",
    "海岳' OR 1=1; MATCH (n) DETACH DELETE n; //",
    "a`b'c\"d\\e\\u0060f\\u0022",
    "'; DROP GRAPH <urn:kept> #",
    '" } } ; DROP ALL ; INSERT DATA { GRAPH <urn:kept> { <urn:x> <urn:y> "',
    "}> . <urn:x> <urn:y> <urn:z> } ; CLEAR ALL #",
    "$rows {iri} ${KG_PASSWORD} %(x)s \\u0060 {{7*7}}",
    "</quote>]]><script>alert(1)</script><!--",
    "换\n行\t制\r表\x00零\x1f界",
    "𠮷野家😀\u202e反向",
    "%27%3B{}[]|^<>",
)


def hostile_graph():
    """The small graph, and an enterprise of each of the names, with a second name made of it."""
    graph = small_graph()
    entities = tuple(Entity(f"enterprise/{name}", "Enterprise", name, (name + "别名",), ("p-1",), ()) for name in NAMES)
    return replace(graph, entities=(*graph.entities, *entities))


def write_turtle(path, graph):
    """Write the graph as Turtle; returns the path."""
    path.write_bytes(export(graph, "turtle"))
    return path
