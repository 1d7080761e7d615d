"""pyvis' Network without the notebook.

pyvis imports IPython for `Network.show`, which we do not use and which takes longer to load than the rest of pyvis.
Where IPython is not loaded already, an empty module stands in its place for the time of the import.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING


def _load() -> object:
    absent = {} if "IPython" in sys.modules else {name: ModuleType(name) for name in ("IPython", "IPython.display")}
    if absent:
        vars(absent["IPython.display"])["IFrame"] = None
    sys.modules.update(absent)
    try:
        from pyvis.network import Network
    finally:
        for name in absent:
            del sys.modules[name]
    return Network


if TYPE_CHECKING:
    from pyvis.network import Network
else:
    Network = _load()

__all__ = ["Network"]
