"""Neo4j, over Bolt with its own driver."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.load.cypher import grouped, planned, quoted
from kg.load.plan import LoadError, LoginError
from kg.property_graph import NODE, Node, Relationship, ordered, property_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyoxigraph as ox

    from kg.load.plan import Login, Plan

_SCHEMA = (
    "CREATE CONSTRAINT kg_iri IF NOT EXISTS FOR (n:Resource) REQUIRE n.iri IS UNIQUE",
    "CREATE INDEX kg_name IF NOT EXISTS FOR (n:Resource) ON (n.prefLabel)",
    "CREATE INDEX kg_indicator IF NOT EXISTS FOR (n:Observation) ON (n.indicator, n.value)",
    "CREATE INDEX kg_date IF NOT EXISTS FOR (n:Event) ON (n.date)",
    # Chinese by pairs of characters: Lucene's analyzer for text without spaces.
    """CREATE FULLTEXT INDEX kg_text IF NOT EXISTS
    FOR (n:Resource) ON EACH [n.prefLabel, n.altLabel, n.label, n.headline, n.quote]
    OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}""",
    "CALL db.awaitIndexes(600)",
)
_NODES = f"MATCH (n:{NODE}) WHERE n.iri IS NOT NULL RETURN n.iri AS iri, labels(n) AS labels, properties(n) AS own"
_RELATIONSHIPS = f"""
MATCH (a:{NODE})-[r]->(b:{NODE}) WHERE a.iri IS NOT NULL AND b.iri IS NOT NULL
RETURN a.iri AS source, type(r) AS type, b.iri AS target, properties(r) AS own"""
_ENDS = f"MATCH (a:{NODE} {{iri: row.source}}) MATCH (b:{NODE} {{iri: row.target}})"


class Neo4j:
    """A Neo4j database; the nodes labelled Resource, and what joins two of them, are the graph's."""

    def __init__(self, address: str, _graph: str, login: Login | None) -> None:
        """The address's path is the database's name. Raises LoadError, LoginError."""
        try:
            import neo4j
        except ImportError as error:
            raise LoadError("no-driver", "neo4j") from error
        parts = urlsplit(address)
        self._host = parts.netloc
        self._labels: dict[str, tuple[str, ...]] = {}  # of the nodes that are there
        with self._explained():
            self._driver = neo4j.GraphDatabase.driver(
                f"{parts.scheme}://{parts.netloc}",
                auth=(login.user, login.password) if login else None,
                notifications_min_severity="OFF",  # that a label is not there yet is nothing to tell
            )
            self._session = self._driver.session(database=parts.path.strip("/") or None)

    def plan(self, triples: Iterable[ox.Triple]) -> Plan:
        """Compare the graph with what the database holds."""
        wanted = property_graph(triples)
        with self._explained():
            nodes = [_node(row) for row in self._session.run(_NODES)]
            relationships = [_relationship(row) for row in self._session.run(_RELATIONSHIPS)]
        self._labels = {node.iri: node.labels for node in nodes}
        return planned(self, wanted, nodes, relationships)

    def prepare(self) -> None:
        """Make the constraint and the indexes."""
        for statement in _SCHEMA:
            self._run(statement)

    def count(self) -> dict[str, int]:
        """How many nodes and relationships of the graph there are."""
        counts = {}
        for kind, query in (("nodes", _NODES), ("relationships", _RELATIONSHIPS)):
            with self._explained():
                row = self._session.run(query.partition("RETURN")[0] + "RETURN count(*) AS n").single(strict=True)
            counts[kind] = int(row["n"])
        return counts

    def close(self) -> None:
        """End the connection."""
        self._session.close()
        self._driver.close()

    def node_key(self, node: Node) -> str:
        """The IRI is enough: a node can change its labels."""
        return node.iri

    def put_nodes(self, nodes: Sequence[Node]) -> None:
        """Make or renew nodes with exactly these labels and properties."""
        for labels, group in grouped(nodes, lambda node: node.labels).items():
            rows = [{"iri": node.iri, "own": {**_listed(node), "iri": node.iri}} for node in group]
            former = {label for node in group for label in self._labels.get(node.iri, ())} - {*labels}
            others = "".join(f" REMOVE n:{quoted(label)}" for label in sorted(former))
            own = "".join(f" SET n:{quoted(label)}" for label in labels)
            self._run(f"UNWIND $rows AS row MERGE (n:{NODE} {{iri: row.iri}}) SET n = row.own{others}{own}", rows)

    def put_relationships(self, relationships: Sequence[Relationship]) -> None:
        """Make or renew relationships with exactly these properties."""
        for (type_,), group in grouped(relationships, lambda each: (each.type,)).items():
            rows = [{"source": each.source, "target": each.target, "own": _listed(each)} for each in group]
            self._run(f"UNWIND $rows AS row {_ENDS} MERGE (a)-[r:{quoted(type_)}]->(b) SET r = row.own", rows)

    def drop_relationships(self, relationships: Sequence[Relationship]) -> None:
        """Take relationships away."""
        for (type_,), group in grouped(relationships, lambda each: (each.type,)).items():
            rows = [{"source": each.source, "target": each.target} for each in group]
            self._run(f"UNWIND $rows AS row {_ENDS} MATCH (a)-[r:{quoted(type_)}]->(b) DELETE r", rows)

    def drop_nodes(self, nodes: Sequence[Node]) -> None:
        """Take nodes away, with what joins them."""
        rows = [{"iri": node.iri} for node in nodes]
        self._run(f"UNWIND $rows AS row MATCH (n:{NODE} {{iri: row.iri}}) DETACH DELETE n", rows)

    def _run(self, statement: str, rows: list[dict[str, Any]] | None = None) -> None:
        """In a transaction that the driver repeats when the server was busy."""
        with self._explained():
            self._session.execute_write(lambda transaction: transaction.run(statement, rows=rows).consume())

    @contextmanager
    def _explained(self) -> Iterator[None]:
        from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError

        try:
            yield
        except (AuthError, ConfigurationError) as error:
            raise LoginError("login", self._host) from error
        except Neo4jError as error:
            raise LoadError("refused", self._host, error.code, _last_line(error.message)) from error
        except (DriverError, ValueError, OSError) as error:
            raise LoadError("unreachable", self._host, _last_line(str(error))) from error


def _last_line(text: str | None) -> str:
    """Of an error that the driver tells in several lines, the cause."""
    return (text or "").strip().rpartition("\n")[2]


def _node(row: Any) -> Node:  # noqa: ANN401 - a record of the driver
    own = {name: _plain(value) for name, value in sorted(row["own"].items()) if name != "iri"}
    return Node(row["iri"], ordered(label for label in row["labels"] if label != NODE), own)


def _relationship(row: Any) -> Relationship:  # noqa: ANN401 - a record of the driver
    own = {name: _plain(value) for name, value in sorted(row["own"].items())}
    return Relationship(row["source"], row["type"], row["target"], own)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a property holds
    return tuple(value) if isinstance(value, list) else value


def _listed(thing: Node | Relationship) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in thing.properties.items()}
