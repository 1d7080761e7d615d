"""What a client may ask of the server."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a query and of a request."""

    seconds: float = 10.0  # a query may run so long
    waiting: float = 60.0  # seconds that a query waits for its turn
    answer: int = 64 * _MIB  # bytes of an answer
    request: int = _MIB // 4  # bytes of a request's body
    memory: int = 2048 * _MIB  # bytes that a query may take, where the system can bound it
    workers: int = 4  # queries that run at once
