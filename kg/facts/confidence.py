"""How probable a fact is: what its rule says of itself, how sure its names are, weighed by what was seen to be right.

A rule's own figure speaks of right names. The names' probabilities are multiplied in, and the product is set right by
logistic regression on annotated news (Platt, Probabilistic Outputs, 1999), rule by rule where a rule fired often.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.lexicon import read_model
from kg.logistic import Logistic
from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Fact, Mention, Ref

MODEL = Path(__file__).with_name("confidence.model")
_BOUNDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.87, 0.93)


def weighed(facts: Iterable[Fact], mentions: Iterable[Mention]) -> list[Fact]:
    """The facts of an article with the probability of being right as their confidence."""
    return [replace(fact, confidence=shipped().probability(signs(fact, raw))) for fact, raw in rated(facts, mentions)]


def rated(facts: Iterable[Fact], mentions: Iterable[Mention]) -> Iterator[tuple[Fact, float]]:
    """Each fact with its rule's confidence times the probabilities of its names."""
    sure: dict[Ref, float] = {}
    for mention in mentions:
        if not mention.reference:
            sure[mention.ref] = max(mention.score, sure.get(mention.ref, 0.0))
    for fact in facts:
        yield fact, fact.confidence * _names(fact, sure)


def _names(fact: Fact, sure: Mapping[Ref, float]) -> float:
    match fact:
        case Relation():
            return 1.0  # its rule has asked each mention
        case Position():
            return sure.get(fact.person, 1.0) * (sure.get(fact.organization, 1.0) if fact.organization else 1.0)
        case Observation():
            return sure.get(fact.about, 1.0)
        case Event():  # one right thing makes it recognisable
            return max((sure.get(ref, 1.0) for ref in (*fact.participants, *fact.concerns)), default=1.0)


def signs(fact: Fact, raw: float) -> Iterator[str]:
    """The features of a fact whose rule and names promise so much."""
    kind = type(fact).__name__
    name = fact.predicate if isinstance(fact, Relation) else fact.type if isinstance(fact, Event) else ""
    step = sum(raw >= bound for bound in _BOUNDS)
    yield from (kind, f"{kind} {step}", f"{step}", f"{name}", f"{name} {step // 3}", f"r{fact.rule}")
    yield from (f"{kind} over {bound}" for bound in _BOUNDS if raw >= bound)


@functools.cache
def shipped() -> Logistic:
    """The weights that come with the package. Raises LexiconError, which names the file, if they cannot be read."""
    return read_model(MODEL, Logistic.load)
