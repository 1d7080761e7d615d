"""SPARQL for what lies around entities: the facts about one, those between several, and the shortest paths."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph_file import graph_of
from kg.serve.pool import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.graph import Graph
    from kg.serve.pool import Pool

_JOINS = "rdf:subject, rdf:object, org:member, org:organization, kg:place, kg:participant, kg:concerns"
_NAMES = f"{_JOINS}, kg:about"
_STEPS = 6
_FRONTIER = 4_000  # entities beyond which a search for paths gives up
_ON_PATHS = 100  # entities on shortest paths that are told


class UnansweredError(Exception):
    """A query behind an answer that took too long or too much."""


_NAMED = f"SELECT DISTINCT ?n WHERE {{ VALUES ?fact {{ %s }} ?fact ?role ?n FILTER(?role IN ({_NAMES})) }}"
_ARTICLES = "SELECT DISTINCT ?n WHERE { VALUES ?fact { %s } ?fact kg:evidence ?e . ?e kg:article ?n }"
_OF_ARTICLES = """
SELECT DISTINCT ?n WHERE {
  VALUES ?article { %s }
  { ?n kg:article ?article } UNION { ?article schema:author ?n } UNION { ?article schema:isPartOf ?n }
}"""
_NEXT = f"""
SELECT DISTINCT ?a ?b WHERE {{
  VALUES ?a {{ %s }}
  ?fact ?role ?a . FILTER(?role IN ({_JOINS}))
  ?fact ?other ?b . FILTER(?other IN ({_JOINS}))
  ?b skos:prefLabel ?name . FILTER(?b != ?a)
}}"""
_BETWEEN = f"""
SELECT DISTINCT ?n WHERE {{{{
  VALUES ?x {{{{ {{nodes}} }}}} VALUES ?y {{{{ {{nodes}} }}}}
  ?n ?role ?x FILTER(?role IN ({_JOINS}))
  ?n ?other ?y FILTER(?other IN ({_JOINS}) && ?x != ?y)
}}}}"""
_OF_TYPES = "SELECT DISTINCT ?b WHERE {{ VALUES ?b {{ {nodes} }} VALUES ?type {{ {types} }} ?b a ?type }}"


async def about(pool: Pool, node: ox.NamedNode) -> tuple[Graph, set[str]]:
    """The facts that name the entity or event with all they need, and the IRIs of these facts."""
    facts = await _nodes(pool, f"SELECT DISTINCT ?n WHERE {{ ?n ?role {node} FILTER(?role IN ({_NAMES})) }}")
    return await _whole(pool, [node, *facts]), {each.value for each in facts}


async def quoted(pool: Pool, article: ox.NamedNode) -> Graph:
    """An article with all that is quoted of it."""
    return await _described(pool, [article, *await _nodes(pool, _OF_ARTICLES % article)])


async def entities(pool: Pool, nodes: Iterable[ox.NamedNode]) -> Graph:
    """The entities themselves."""
    return await _described(pool, nodes)


async def paths(
    pool: Pool, ends: tuple[ox.NamedNode, ox.NamedNode], avoid: Sequence[ox.NamedNode]
) -> tuple[Graph, set[str]]:
    """The facts that join neighbours on the shortest paths between two entities; see `about` for what is returned."""
    near, far = {ends[0]: 0}, {ends[1]: 0}
    for _ in range(_STEPS):
        side, other = (near, far) if len(near) <= len(far) else (far, near)
        await _widen(pool, side, {*other}, avoid)
        if near.keys() & far.keys():  # level by level, so what meets first is nearest
            break
    on_paths = await _along(pool, near, far)
    listed = _listed(on_paths)
    facts = await _nodes(pool, _BETWEEN.format(nodes=listed))
    return await _whole(pool, facts), {each.value for each in facts}


async def _widen(
    pool: Pool, side: dict[ox.NamedNode, int], goal: set[ox.NamedNode], avoid: Sequence[ox.NamedNode]
) -> None:
    """Take in the neighbours of the outermost nodes; those to avoid only where the goal is."""
    depth = max(side.values())
    rows = await _rows(pool, _NEXT % _listed(node for node, at in side.items() if at == depth))
    found = {ox.NamedNode(row["b"]) for row in rows} - side.keys()
    if avoid and found:
        nodes, types = _listed(found), _listed(avoid)
        shunned = {ox.NamedNode(row["b"]) for row in await _rows(pool, _OF_TYPES.format(nodes=nodes, types=types))}
        found -= shunned - goal
    if len(found) > _FRONTIER:
        raise UnansweredError
    side.update(dict.fromkeys(sorted(found, key=str), depth + 1))


async def _along(pool: Pool, near: dict[ox.NamedNode, int], far: dict[ox.NamedNode, int]) -> list[ox.NamedNode]:
    """The entities on shortest paths, from where both sides meet back to their ends."""
    met = {*near} & {*far}
    shortest = min((near[node] + far[node] for node in met), default=0)
    on_paths = {node for node in met if near[node] + far[node] == shortest}
    for side in (near, far):
        edge = {node for node in on_paths if node in side}
        while edge and max(side[node] for node in edge) > 0:
            rows = await _rows(pool, _NEXT % _listed(edge))
            pairs = ((ox.NamedNode(row["a"]), ox.NamedNode(row["b"])) for row in rows)
            edge = {b for a, b in pairs if b in side and side[b] == side[a] - 1}
            on_paths |= edge
    if len(on_paths) > _ON_PATHS:
        raise UnansweredError
    return sorted(on_paths, key=str)


async def _whole(pool: Pool, facts: Sequence[ox.NamedNode]) -> Graph:
    """The facts with all they need.

    That is: the events and entities they name, those that these events name, and the articles of their evidence with
    all that is quoted of them, their authors and documents.
    """
    named = await _nodes(pool, _NAMED % _listed(facts))
    further = await _nodes(pool, _NAMED % _listed(named))
    articles = await _nodes(pool, _ARTICLES % _listed([*facts, *named]))
    rest = await _nodes(pool, _OF_ARTICLES % _listed(articles))
    return await _described(pool, {*facts, *named, *further, *articles, *rest})


async def _described(pool: Pool, nodes: Iterable[ox.NamedNode]) -> Graph:
    listed = _listed(sorted({*nodes}, key=str))
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {listed} }} ?s ?p ?o }}"
    answer = await pool.ask(Question(query, None, "application/n-triples"))
    if answer.state != "graph":
        raise UnansweredError(answer.state, answer.body)
    quads = ox.parse(answer.body, format=ox.RdfFormat.N_TRIPLES)
    return graph_of(ox.Triple(each.subject, each.predicate, each.object) for each in quads)


async def _nodes(pool: Pool, query: str) -> list[ox.NamedNode]:
    return sorted((ox.NamedNode(row["n"]) for row in await _rows(pool, query)), key=str)


async def _rows(pool: Pool, query: str) -> list[dict[str, str]]:
    answer = await pool.ask(Question(query, "application/sparql-results+json"))
    if answer.state != "results":
        raise UnansweredError(answer.state, answer.body)
    bindings = json.loads(answer.body)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in bindings]


def _listed(nodes: Iterable[ox.NamedNode]) -> str:
    return " ".join(map(str, nodes))
