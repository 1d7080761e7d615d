"""Observations: which named thing each figure of an article speaks of, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts.bearers import bearers
from kg.facts.clauses import FIGURE, slots
from kg.facts.figures import of_gathering, states
from kg.facts.indicators import read_indicator
from kg.facts.references import resolve_references
from kg.model import Evidence, Observation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts.sentence import Sentence


def observations(sentences: Sequence[Sentence]) -> list[Observation]:
    """What the figures of one article's sentences, given in order, say about named things."""
    if not any(FIGURE in sentence.skeleton for sentence in sentences):
        return []
    sentences = resolve_references(sentences)
    out = []
    for index, sentence in enumerate(sentences):
        if FIGURE not in sentence.skeleton or sentence.block == "headline":
            continue
        for slot in slots(sentence):
            if not states(slot) or of_gathering(slot):
                continue
            indicator = read_indicator(sentence, slot)
            for who in bearers(sentences, index, slot, indicator.kinds)[:1]:
                q = slot.figure
                out.append(Observation(who.ref, indicator.phrase, indicator.value, q.unit or indicator.unit, "actual", 0.5, "x", (Evidence(sentence.article, sentence.start, sentence.end),)))
    return out
