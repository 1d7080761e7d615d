"""Loads a written graph into a database, whichever it is: compare, send the difference in batches, count."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from kg.load.plan import LoadError, Login, LoginError
from kg.property_graph import BlankNodeError
from kg.store import read_triples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.load.plan import Plan, Target

    Progress = Callable[[int, int, str], None]

__all__ = ["TARGETS", "LoadError", "Loaded", "Login", "LoginError", "load"]

# What an address begins with → module and class.
TARGETS = {
    "oxigraph+http": "kg.load.sparql:SparqlServer",
    "oxigraph+https": "kg.load.sparql:SparqlServer",
    "fuseki+http": "kg.load.sparql:SparqlServer",
    "fuseki+https": "kg.load.sparql:SparqlServer",
    "virtuoso+http": "kg.load.sparql:SparqlServer",
    "virtuoso+https": "kg.load.sparql:SparqlServer",
    "neo4j": "kg.load.bolt:Neo4j",
    "neo4j+s": "kg.load.bolt:Neo4j",
    "bolt": "kg.load.bolt:Neo4j",
    "bolt+s": "kg.load.bolt:Neo4j",
    "ladybug": "kg.load.embedded:Ladybug",
}
DEFAULT_GRAPH = "https://kg.example/graph"
BATCH = 1_000
_SHOWN = 200  # characters of a thing that an error shows


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed, or would change: kind → how many added or renewed, taken away, and there in the end."""

    changes: Mapping[str, tuple[int, int]]
    counts: Mapping[str, int]


def load(  # noqa: PLR0913 - what a user may choose
    path: Path,
    address: str,
    *,
    graph: str = DEFAULT_GRAPH,
    batch: int = BATCH,
    login: Login | None = None,
    dry_run: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Loaded:
    """Bring the database at `address` (`fuseki+http://localhost:3030/ds`, `bolt://localhost`) to what the file says.

    In an RDF database only the named graph `graph` is touched, in Neo4j only nodes labelled Resource and what joins
    them. `progress(done, total, kind)` is called after each batch. With `dry_run` nothing is sent. Raises GraphError
    for a file, LoadError for a database that fails or differs in the end, LoginError where a login is wanted.
    """
    with closing(_connected(address, graph, login)) as target:
        plan = _plan(target, path)
        if not dry_run and any(step.things for step in plan.steps):
            target.prepare()
            _send(plan, batch, progress or (lambda *_: None))
            _check(plan, target, path)
    return Loaded(_changes(plan), plan.wanted)


def _connected(address: str, graph: str, login: Login | None) -> Target:
    scheme, _, rest = address.partition(":")
    if scheme not in TARGETS or not rest:
        raise LoadError("address", address, ", ".join(TARGETS))
    if "@" in rest.removeprefix("//").partition("/")[0] and scheme != "ladybug":
        raise LoadError("password-in-address")
    module, _, name = TARGETS[scheme].partition(":")
    target: Target = getattr(import_module(module), name)(address, graph, login)
    return target


def _plan(target: Target, path: Path) -> Plan:
    try:
        return target.plan(read_triples(path))
    except BlankNodeError as error:
        raise LoadError("blank-node", error) from error


def _send(plan: Plan, size: int, progress: Progress) -> None:
    total = sum(len(step.things) for step in plan.steps)
    done = 0
    for step in plan.steps:
        for start in range(0, len(step.things), size):
            batch = step.things[start : start + size]
            step.send(batch)
            done += len(batch)
            progress(done, total, step.kind)


def _changes(plan: Plan) -> dict[str, tuple[int, int]]:
    def sent(kind: str, *, adds: bool) -> int:
        return sum(len(step.things) for step in plan.steps if step.kind == kind and step.adds == adds)

    return {kind: (sent(kind, adds=True), sent(kind, adds=False)) for kind in plan.wanted}


def _check(plan: Plan, target: Target, path: Path) -> None:
    """See that the database counts as many as the file, and that comparing again finds nothing to send."""
    if (found := target.count()) != plan.wanted:
        raise LoadError("counts", _listed(plan.wanted), _listed(found))
    left = [thing for step in _plan(target, path).steps for thing in step.things]
    if left:
        raise LoadError("differs", len(left), str(left[0])[:_SHOWN])


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {n:,}" for kind, n in counts.items())
