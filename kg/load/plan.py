"""What a load is to every database: steps that take what is there to what shall be there, sent in batches.

A load first compares, then sends the difference. So a second load changes nothing, a changed graph brings what is new
and takes away what is gone, and a load that broke off is resumed by running it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pyoxigraph as ox


class LoadError(Exception):
    """The database cannot be loaded; `code` is a key of `kg/messages` under `load-error`, filled with the values."""

    def __init__(self, code: str, *values: object) -> None:
        super().__init__(code, *values)
        self.code = code
        self.values = values


class LoginError(LoadError):
    """The database wants to know who asks, or does not believe it."""


@dataclass(frozen=True, slots=True)
class Login:
    """A user's name and password; the password never shows."""

    user: str
    password: str

    def __repr__(self) -> str:
        """Say who, and nothing more."""
        return f"Login({self.user!r})"


@dataclass(frozen=True, slots=True)
class Step:
    """Things to send, a batch at a time, to `send`; it may be sent again after a failure."""

    kind: str  # "triples", "nodes", "relationships"
    adds: bool  # or takes away
    things: Sequence[Any]
    send: Callable[[Sequence[Any]], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in their order, and how many things of each kind there shall be in the end."""

    steps: tuple[Step, ...]
    wanted: Mapping[str, int]


class Target(Protocol):
    """A database that is connected."""

    def plan(self, triples: Iterable[ox.Triple]) -> Plan:
        """Compare what shall be there with what is."""

    def prepare(self) -> None:
        """Make what the steps need: constraints, indexes, tables."""

    def count(self) -> Mapping[str, int]:
        """How many things of each kind there are."""

    def close(self) -> None:
        """End the connection."""
