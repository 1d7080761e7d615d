"""Names on their way through the pipeline: light values, of which only those that last become spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc


class Found(NamedTuple):
    """A name at `text[start:end]`, its type, and the rule that found it."""

    start: int
    end: int
    type: str
    rule: str


def found(doc: Doc, group: str) -> list[Found]:
    """The names of a group that were handed on."""
    groups: dict[str, list[Found]] = doc.user_data.setdefault("found", {})
    return groups.get(group, [])


def hand_on(doc: Doc, group: str, names: Iterable[Found]) -> None:
    """Set the names of a group."""
    doc.user_data.setdefault("found", {})[group] = list(names)


def disjoint(names: Iterable[Found]) -> list[Found]:
    """Of names in order of preference, those that overlap none before them; in order of the text."""
    ranked = list(names)
    taken = Taken(max((name.end for name in ranked), default=0))
    kept = (name for name in ranked if taken.is_free(name.start, name.end) and taken.take(name.start, name.end))
    return sorted(kept, key=_start)


class Taken:
    """Which places of a text are taken."""

    def __init__(self, size: int) -> None:
        self._places = bytearray(size)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no place of the stretch is taken."""
        return self._places.find(1, start, end) < 0

    def take(self, start: int, end: int) -> bool:
        """Take the stretch; whether all of it was free."""
        free = self.is_free(start, end)
        self._places[start:end] = b"\1" * (end - start)
        return free


def _start(name: Found) -> int:
    return name.start
