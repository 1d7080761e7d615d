"""spaCy without its command line.

`import spacy` imports all of `spacy.cli`, for `spacy.info`, and with it clients of the web: a third of its time. Where
spaCy is not loaded already, an empty module stands in that place for the time of the import; whoever imports
`spacy.cli` later gets the real one.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_CLI = "spacy.cli.info"


def _info(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever spaCy's own takes and gives
    """`spacy.info`."""
    return import_module(_CLI).info(*args, **kwargs)


def _load() -> None:
    absent = {} if "spacy" in sys.modules else {name: ModuleType(name) for name in ("spacy.cli", _CLI)}
    if absent:
        vars(absent[_CLI])["info"] = _info
    sys.modules.update(absent)
    try:
        import_module("spacy")
    finally:
        for name in absent:
            del sys.modules[name]


_load()
