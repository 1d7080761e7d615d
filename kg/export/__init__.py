"""The formats that a graph can be written in, each a function that is loaded when it is used.

FORMATS give one file, FOLDERS several by name.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.graph import Graph

    Exporter = Callable[[Graph], bytes]
    FolderExporter = Callable[[Graph], Mapping[str, bytes]]

# format → module and function
FORMATS = {
    "turtle": "kg.export.turtle:turtle",
    "turtle-1.2": "kg.export.turtle12:turtle12",
    "n-triples": "kg.export.lines:ntriples",
    "n-quads": "kg.export.lines:nquads",
    "trig": "kg.export.trig:trig",
    "json-ld": "kg.export.jsonld:jsonld",
    "graphml": "kg.export.graphml:graphml",
    "gexf": "kg.export.gexf:gexf",
    "node-link": "kg.export.node_link:node_link",
    "cypher": "kg.export.cypher:cypher",
    "html": "kg.export.html:html",
}
FOLDERS = {
    "csv": "kg.export.csv_tables:csv_tables",
    "parquet": "kg.export.parquet:parquet",
    "neo4j": "kg.export.neo4j:neo4j",
}


def export(graph: Graph, format_: str) -> bytes:
    """The graph in a format of one file. Raises ValueError, which names those there are, if it is none of FORMATS."""
    exporter: Exporter = _loaded(format_, FORMATS)
    return exporter(graph)


def export_folder(graph: Graph, format_: str) -> Mapping[str, bytes]:
    """The graph in a format of several files, by their names. Raises ValueError if it is none of FOLDERS."""
    exporter: FolderExporter = _loaded(format_, FOLDERS)
    return exporter(graph)


def _loaded(format_: str, formats: Mapping[str, str]) -> Any:  # noqa: ANN401 - the caller knows which kind it is
    if format_ not in formats:
        raise ValueError(f"no format {format_!r}; there are {', '.join(formats)}")
    module, _, function = formats[format_].partition(":")
    return getattr(import_module(module), function)
