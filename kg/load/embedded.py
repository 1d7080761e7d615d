"""Ladybug, the embedded graph database that goes on from Kùzu: a file, a table for each class and each relation."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.load.cypher import grouped, planned, quoted
from kg.load.plan import LoadError
from kg.ontology import load_ontology
from kg.property_graph import NODE, Node, Relationship, property_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyoxigraph as ox

    from kg.load.plan import Login, Plan
    from kg.property_graph import PropertyGraph

_TYPES = {str: "STRING", int: "INT64", float: "DOUBLE", bool: "BOOLEAN"}
_CLASSES = "classes"  # a node stands in the table of its most general class; this column has them all
_ABOUT = {"statement": "STRING", "confidence": "DOUBLE"}  # the columns of every relationship
_ROWS = "UNWIND $rows AS row "


class Ladybug:
    """A database file; all its tables are the graph's."""

    def __init__(self, address: str, _graph: str, _login: Login | None) -> None:
        """`ladybug:FILE`; the file is made by the first load. Raises LoadError."""
        try:
            import ladybug
        except ImportError as error:
            raise LoadError("no-driver", "ladybug") from error
        self._ladybug = ladybug
        self._path = Path(address.partition(":")[2])
        self._wanted: PropertyGraph | None = None
        self._tables: dict[str, str] = {}  # a node's IRI → its table, of those there and of those wanted
        self._database: Any = None
        self._connection: Any = None
        if self._path.exists():
            self._open()

    def plan(self, triples: Iterable[ox.Triple]) -> Plan:
        """Compare the graph with what the file holds."""
        self._wanted = property_graph(triples)
        nodes, relationships = (list(self._nodes()), list(self._relationships())) if self._database else ([], [])
        self._tables = {node.iri: _table(node) for node in (*nodes, *self._wanted.nodes)}
        return planned(self, self._wanted, nodes, relationships)

    def prepare(self) -> None:
        """Make the tables, columns and connections that are missing. Raises LoadError if a column's type differs."""
        if not self._database:
            self._open()
        for table, columns in self._columns().items():
            if table not in self._named("NODE"):
                self._run(f"CREATE NODE TABLE {quoted(table)}(iri STRING PRIMARY KEY, {_CLASSES} STRING[])")
            present = self._column_types(table)
            for name, type_ in columns.items():
                if present.get(name, type_) != type_:
                    raise LoadError("column", self._path, f"{table}.{name}", present[name], type_)
                if name not in present:
                    self._run(f"ALTER TABLE {quoted(table)} ADD {quoted(name)} {type_}")
        for relation, (source, target) in self._connections():
            ends = f"FROM {quoted(source)} TO {quoted(target)}"
            about = ", ".join(f"{name} {kind}" for name, kind in _ABOUT.items())
            if relation in self._named("REL"):
                self._run(f"ALTER TABLE {quoted(relation)} ADD IF NOT EXISTS {ends}")
            else:
                self._run(f"CREATE REL TABLE {quoted(relation)}({ends}, {about})")

    def count(self) -> dict[str, int]:
        """How many nodes and relationships there are."""
        patterns = {"nodes": "(n)", "relationships": "()-[r]->()"}
        return {kind: int(self._run(f"MATCH {each} RETURN COUNT(*)")[0][0]) for kind, each in patterns.items()}

    def close(self) -> None:
        """Close the file."""
        if self._database:
            self._connection.close()
            self._database.close()

    def node_key(self, node: Node) -> tuple[str, str]:
        """A node of another class is another row of another table."""
        return _table(node), node.iri

    def put_nodes(self, nodes: Sequence[Node]) -> None:
        """Make or renew rows; a column that a node has no value for is emptied."""
        columns = {table: self._column_types(table) for table in {_table(node) for node in nodes}}

        def shape(node: Node) -> tuple[str, ...]:
            return (_table(node), *node.properties)

        for (table, *names), group in grouped(nodes, shape).items():
            sets = [f"n.{_CLASSES} = row.{_CLASSES}", *(f"n.{quoted(name)} = row.{quoted(name)}" for name in names)]
            rest = set(columns[table]) - {"iri", _CLASSES, *names}
            sets += [f"n.{quoted(name)} = NULL" for name in sorted(rest)]
            rows = [{"iri": node.iri, _CLASSES: list(node.labels), **_listed(node)} for node in group]
            self._run(f"{_ROWS}MERGE (n:{quoted(table)} {{iri: row.iri}}) SET {', '.join(sets)}", rows)

    def put_relationships(self, relationships: Sequence[Relationship]) -> None:
        """Make or renew relationships."""
        for ends, type_, group in self._joined(relationships):
            for names, alike in grouped(group, lambda each: tuple(each.properties)).items():
                sets = ", ".join(f"r.{name} = {f'row.{name}' if name in names else 'NULL'}" for name in _ABOUT)
                statement = f"{_ROWS}MATCH {ends} MERGE (a)-[r:{type_}]->(b) SET {sets}"
                self._run(statement, [_ends(each) | {**each.properties} for each in alike])

    def drop_relationships(self, relationships: Sequence[Relationship]) -> None:
        """Take relationships away."""
        for ends, type_, group in self._joined(relationships):
            statement = f"{_ROWS}MATCH {ends} MATCH (a)-[r:{type_}]->(b) DELETE r"
            self._run(statement, [_ends(each) for each in group])

    def drop_nodes(self, nodes: Sequence[Node]) -> None:
        """Take nodes away, with what joins them."""
        for (table,), group in grouped(nodes, lambda node: (_table(node),)).items():
            rows = [{"iri": node.iri} for node in group]
            self._run(f"{_ROWS}MATCH (n:{quoted(table)} {{iri: row.iri}}) DETACH DELETE n", rows)

    def _open(self) -> None:
        with self._explained():
            self._database = self._ladybug.Database(str(self._path))
            self._connection = self._ladybug.Connection(self._database)

    def _joined(self, relationships: Sequence[Relationship]) -> Iterator[tuple[str, str, list[Relationship]]]:
        """By the tables of both ends and the type: the pattern of the ends, the type, and the relationships."""

        def tables(each: Relationship) -> tuple[str, ...]:
            return self._tables[each.source], each.type, self._tables[each.target]

        for (source, type_, target), group in grouped(relationships, tables).items():
            ends = f"(a:{quoted(source)} {{iri: row.source}}), (b:{quoted(target)} {{iri: row.target}})"
            yield ends, quoted(_relation(type_)), group

    def _nodes(self) -> Iterator[Node]:
        for table in sorted(self._named("NODE")):
            names = [name for name in self._column_types(table) if name not in {"iri", _CLASSES}]
            columns = ", ".join(f"n.{quoted(name)}" for name in ("iri", _CLASSES, *names))
            for iri, classes, *values in self._run(f"MATCH (n:{quoted(table)}) RETURN {columns}"):
                yield Node(iri, tuple(classes or ()), _given(names, values))

    def _relationships(self) -> Iterator[Relationship]:
        about = ", ".join(f"r.{name}" for name in _ABOUT)
        for relation in sorted(self._named("REL")):
            query = f"MATCH (a)-[r:{quoted(relation)}]->(b) RETURN a.iri, b.iri, {about}"
            for source, target, *values in self._run(query):
                yield Relationship(source, _type_of(relation), target, _given(list(_ABOUT), values))

    def _columns(self) -> dict[str, dict[str, str]]:
        """The columns that each table of nodes needs, and their types."""
        tables: dict[str, dict[str, str]] = {}
        for node in self._wanted.nodes if self._wanted else ():
            columns = tables.setdefault(_table(node), {})
            for name in node.properties:
                type_, several = self._wanted.kinds[name] if self._wanted else (str, False)
                columns[name] = _TYPES[type_] + "[]" * several
        return tables

    def _connections(self) -> list[tuple[str, tuple[str, str]]]:
        joined = self._wanted.relationships if self._wanted else ()
        return sorted(
            {(_relation(each.type), (self._tables[each.source], self._tables[each.target])) for each in joined}
        )

    def _named(self, kind: str) -> set[str]:
        return {row[0] for row in self._run("CALL show_tables() WHERE type = $kind RETURN name", kind=kind)}

    def _column_types(self, table: str) -> dict[str, str]:
        return {row[0]: row[1] for row in self._run(f"CALL table_info({_text(table)}) RETURN name, type")}

    def _run(self, statement: str, rows: list[dict[str, Any]] | None = None, **parameters: object) -> list[list[Any]]:
        """The rows of the answer. A statement is a transaction of its own."""
        given = parameters | ({} if rows is None else {"rows": rows})
        with self._explained():
            answer: list[list[Any]] = self._connection.execute(statement, given or None).get_all()
        return answer

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (RuntimeError, OSError) as error:
            raise LoadError("refused", self._path, type(error).__name__, str(error).partition("\n")[0]) from error


def _table(node: Node) -> str:
    return node.labels[0] if node.labels else NODE


def _relation(type_: str) -> str:
    """The table of a relation: `hasEvidence` for `evidence`, as a class may not have its name in another case."""
    return f"has{type_[0].upper()}{type_[1:]}" if type_.lower() in _class_names() else type_


def _type_of(relation: str) -> str:
    """The other way round."""
    bare = relation.removeprefix("has")
    return f"{bare[0].lower()}{bare[1:]}" if bare != relation and bare.lower() in _class_names() else relation


def _class_names() -> set[str]:
    return {NODE.lower(), *map(str.lower, load_ontology().classes)}


def _text(name: str) -> str:
    """A name where only a string literal may stand; `quoted` refuses backslashes, so that none can escape ours."""
    return "'" + quoted(name)[1:-1].replace("'", "\\'") + "'"


def _given(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """The values that are there, by name."""
    pairs = zip(names, values, strict=True)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in pairs if value is not None}


def _ends(relationship: Relationship) -> dict[str, Any]:
    return {"source": relationship.source, "target": relationship.target}


def _listed(node: Node) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in node.properties.items()}
