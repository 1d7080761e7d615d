"""A process that answers queries, one at a time, and that may be killed: Oxigraph cannot stop a query that runs.

    python -m kg.serve.worker STORE SECONDS MEMORY ANSWER

STORE is an index (a folder) or a graph file. Each request is a line of JSON on standard input; each answer, on standard
output, is a line of JSON with `state` and `bytes`, and then so many bytes.
"""

from __future__ import annotations

import contextlib
import io
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.query import QueryError, answered
from kg.store import open_store

if TYPE_CHECKING:
    from typing import BinaryIO

    from typing_extensions import Buffer

_GRACE = 5  # seconds after its limit in which the server kills a worker; then it ends itself, as the server is gone


class _TooLargeError(Exception):
    pass


class _Bounded(io.BytesIO):
    """Collects what is written, up to a size."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def write(self, data: Buffer) -> int:
        written = super().write(data)
        if self.tell() > self._size:
            raise _TooLargeError
        return written


def main(arguments: list[str]) -> None:
    """Answer until standard input ends."""
    place, seconds, memory, size = Path(arguments[0]), *map(float, arguments[1:])
    store = ox.Store.read_only(str(place)) if place.is_dir() else open_store(place)
    _bound_memory(int(memory))
    out = sys.stdout.buffer
    _send(out, "ready", b"")
    for line in sys.stdin.buffer:
        _set_alarm(seconds + _GRACE)
        state, body = _answer(store, json.loads(line), int(size))
        _set_alarm(0)
        _send(out, state, body)


def _send(out: BinaryIO, state: str, body: bytes) -> None:
    out.write(json.dumps({"state": state, "bytes": len(body)}).encode() + b"\n" + body)
    out.flush()


def _answer(store: ox.Store, asked: dict[str, Any], size: int) -> tuple[str, bytes]:
    """The state and the bytes: `results` or `graph` with what was asked for, else why there is nothing."""
    bounded = _Bounded(size)
    try:
        found = answered(store, asked["query"], asked["default"], asked["named"])
        if isinstance(found, ox.QueryTriples):
            if asked["graph"] is None:
                return "unacceptable", b""
            found.serialize(bounded, ox.RdfFormat.from_media_type(asked["graph"]))
            return "graph", bounded.getvalue()
        if asked["results"] is None:
            return "unacceptable", b""
        found.serialize(bounded, ox.QueryResultsFormat.from_media_type(asked["results"]))
        return "results", bounded.getvalue()
    except _TooLargeError:
        return "too-large", b""
    except (QueryError, OSError, RuntimeError, ValueError) as error:
        return "wrong", str(error).encode("utf-8", "replace")


def _bound_memory(size: int) -> None:
    """Let the process take so many bytes more than it has now; a query that needs more ends it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + size
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
