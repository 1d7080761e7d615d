"""The table of weighted clues that tell whether two names mean one thing (`ontology/grammar/resolution.toml`)."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.lexicon import LexiconError, grammar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FILE = "ontology/grammar/resolution.toml"


@dataclass(frozen=True, slots=True)
class Clue:
    """What it is called, what it weighs, and what it says by language."""

    id: str
    weight: float
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ClueTable:
    """All clues, the scores from which names are asked about, merged, and merged without a question; kindred types."""

    clues: Mapping[str, Clue]
    doubt: float
    merge: float
    sure: float
    kindred: frozenset[frozenset[str]]

    def score(self, ids: Iterable[str]) -> float:
        """The sum of the clues' weights. One that forbids outweighs all but a person's decision."""
        weights = [self.clues[each].weight for each in ids]
        if math.inf in weights:
            return math.inf
        return -math.inf if -math.inf in weights else math.fsum(weights)


@functools.cache
def clue_table() -> ClueTable:
    """The table that comes with the package. Raises LexiconError, which names the place, if it is not right."""
    data = grammar("resolution")
    try:
        clues = {name: _clue(name, values) for name, values in data["clue"].items()}
        doubt, merge, sure = (float(data[name]) for name in ("doubt", "merge", "sure"))
        kindred = frozenset(frozenset(map(str, pair)) for pair in data["kindred"])
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"{_FILE}: {error!r}") from error
    if not doubt < merge <= sure:
        raise LexiconError(f"{_FILE}: doubt must be less than merge, and merge no more than sure")
    return ClueTable(clues, doubt, merge, sure, kindred)


def _clue(name: str, values: Mapping[str, object]) -> Clue:
    weight = values["weight"]
    if not isinstance(weight, int | float) or math.isnan(weight):
        raise ValueError(f"{name}: the weight must be a number")
    return Clue(name, float(weight), {language: str(values[language]) for language in ("zh", "en")})
