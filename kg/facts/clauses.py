"""The clauses around the figures of a sentence, over its skeleton."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.sentence import KIND_CHAR

if TYPE_CHECKING:
    from kg.facts.sentence import Item, Sentence
    from kg.quantities import Quantity

FIGURE = KIND_CHAR["Figure"]
_END = re.compile(rf"[。;:!?…—\n]|,(?!(?<=\d,)\s?[-+]?[\d{FIGURE}])")  # not between the figures of a share quotation
_BRACKET = re.compile(r"\([^()]*\)")
_LINK = re.compile(r"^(?:、|和|及|与|以及|或|,)+")


class Slot(NamedTuple):
    """A figure in its clause; places are those of the skeleton."""

    at: int
    item: Item
    start: int  # of the clause
    end: int
    left: str  # the clause before the figure
    since: str  # its part after the figure before, if there is one
    right: str  # up to the next figure or the end of the clause
    after: str  # all of the clause behind the figure

    @property
    def figure(self) -> Quantity:
        """The figure's value."""
        assert self.item.figure is not None  # noqa: S101 - slots are made of figures only
        return self.item.figure


def _clause(text: str, at: int) -> tuple[int, int]:
    """The bounds of the clause around a place."""
    start, end = 0, len(text)
    for mark in _END.finditer(text):
        if mark.start() >= at:
            end = mark.start()
            break
        start = mark.end()
    return start, end


def slots(sentence: Sentence) -> list[Slot]:
    """The figures of a sentence in order, each with its clause; brackets without it are blanked."""
    skeleton = sentence.skeleton
    flat = _BRACKET.sub(lambda m: " " * len(m[0]), skeleton)
    found = []
    for at, item in sentence.places.items():
        if item.kind != "Figure":
            continue
        text = flat if flat[at] == FIGURE else skeleton
        start, end = _clause(text, at)
        left, after = text[start:at], text[at + 1 : end]
        since = _LINK.sub("", left[left.rfind(FIGURE) + 1 :])
        found.append(Slot(at, item, start, end, left, since, after.split(FIGURE, 1)[0], after))
    return found
