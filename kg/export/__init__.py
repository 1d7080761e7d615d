"""The formats that a graph can be written in: each a function from a Graph to bytes, loaded when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.graph import Graph

    Exporter = Callable[[Graph], bytes]

# format → module and function
FORMATS = {
    "turtle": "kg.export.turtle:turtle",
    "html": "kg.export.html:html",
}


def export(graph: Graph, format_: str) -> bytes:
    """The graph in that format. Raises ValueError, which names the formats there are, if it is none of them."""
    if format_ not in FORMATS:
        raise ValueError(f"no format {format_!r}; there are {', '.join(FORMATS)}")
    module, _, function = FORMATS[format_].partition(":")
    exporter: Exporter = getattr(import_module(module), function)
    return exporter(graph)
