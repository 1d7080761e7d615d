"""Compressed bytes as a stream that cannot run away: a small file that unpacks to terabytes is stopped early."""

from __future__ import annotations

from typing import Protocol

_RATIO = 100  # text packs to a tenth, the same article over and over to a fiftieth
_FLOOR = 64_000_000  # bytes that any archive may unpack to


class Stream(Protocol):
    """What of a binary file the readers use."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes."""

    def readline(self, size: int, /) -> bytes:
        """A line with its end, or its first bytes."""


class BombError(Exception):
    """More comes out of an archive than any text would make."""


class Budget:
    """How many bytes may still come out of an archive of so many bytes."""

    def __init__(self, packed: int) -> None:
        self._left = _RATIO * packed + _FLOOR

    def spent(self, data: bytes) -> bytes:
        """The data. Raises BombError when it was too much."""
        self._left -= len(data)
        if self._left < 0:
            raise BombError
        return data


class Unpacked:
    """A stream whose bytes are on a budget."""

    def __init__(self, stream: Stream, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, size: int, /) -> bytes:
        """At most so many bytes. Raises BombError."""
        return self._budget.spent(self._stream.read(size))

    def readline(self, size: int, /) -> bytes:
        """A line with its end, or its first bytes. Raises BombError."""
        return self._budget.spent(self._stream.readline(size))
