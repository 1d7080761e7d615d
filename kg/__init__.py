"""kg reads Chinese local-newspaper pages and builds a knowledge graph in which every fact shows its sentence.

    import kg
    graph = kg.build(["seeds"])
    graph.entities, graph.facts, graph.rdf, graph.to_networkx()

The names below are loaded when they are first used, so that `import kg` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.build import build
    from kg.collection import Collection, load_collection
    from kg.evaluate import evaluate
    from kg.export import export
    from kg.graph import Graph
    from kg.graph_file import read_graph
    from kg.name_models import Models
    from kg.query import query
    from kg.validate import validate
    from kg.verify import verify

__version__ = "0.1.0"
__all__ = [
    "Collection",
    "Graph",
    "Models",
    "__version__",
    "build",
    "evaluate",
    "export",
    "load_collection",
    "query",
    "read_graph",
    "validate",
    "verify",
]

_HOMES = {
    "Collection": "kg.collection",
    "Graph": "kg.graph",
    "Models": "kg.name_models",
    "build": "kg.build",
    "evaluate": "kg.evaluate",
    "export": "kg.export",
    "load_collection": "kg.collection",
    "query": "kg.query",
    "read_graph": "kg.graph_file",
    "validate": "kg.validate",
    "verify": "kg.verify",
}


class _Package(ModuleType):
    """`kg.build` is the function, even though importing the module `kg.build` would put the module there."""

    def __getattr__(self, name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'kg' has no attribute {name!r}")
        value: object = getattr(import_module(_HOMES[name]), name)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        if name in _HOMES and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
