"""Two values for one figure: the same thing, indicator, unit and period, said by different articles.

What only rounds the other contradicts it no more than a later date or another status does: these go on with the story.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from kg.iri import canonical_decimal
from kg.model import Observation, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Article, Entity, Evidence, Fact


def contradictions(facts: Iterable[Fact], entities: Iterable[Entity], articles: Mapping[str, Article]) -> list[Problem]:
    """Notes "contradiction", each with both values and their sentences, in the order of the sources.

    Only exact values of what is, not of targets or changes, and of a stated period can contradict each other. A
    figure that several pairs contradict is told once, by the two that most articles say.
    """
    names = {entity.key: entity.name for entity in entities}
    said: dict[tuple[str, str, str, str], list[Observation]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Observation) and fact.about in names and _exact(fact) and fact.period:
            said[fact.about, fact.indicator, fact.unit, fact.period].append(fact)
    found = []
    for (about, indicator, _, period), figures in said.items():
        ranked = sorted(figures, key=lambda fact: (-len(fact.evidence), fact.evidence))
        pair = next((pair for pair in combinations(ranked, 2) if _contradict(*pair)), None)
        if pair is not None:
            one, other = sorted(pair, key=lambda fact: fact.evidence)
            (value, quote, place), (value2, quote2, place2) = (_told(fact, articles) for fact in (one, other))
            values = (names[about], indicator, period, value, quote, value2, quote2, place2)
            found.append(Problem(place, "contradiction", values))
    return sorted(found, key=lambda problem: (problem.where, problem.values))


def _exact(fact: Observation) -> bool:
    return fact.kind == "actual" and fact.bound is None and fact.value_to is None


def _contradict(one: Observation, other: Observation) -> bool:
    """Whether no article says both, and neither value rounds the other."""
    if {each.article for each in one.evidence} & {each.article for each in other.evidence}:
        return False  # an article that gives two values tells of two things
    return not _rounds(one.value, other.value) and not _rounds(other.value, one.value)


def _rounds(rough: Decimal, fine: Decimal) -> bool:
    """Whether the first is the second to its own number of digits: 1200 and 1198.6."""
    digit = rough.normalize().as_tuple().exponent
    return isinstance(digit, int) and abs(rough - fine) * 2 <= Decimal(1).scaleb(digit)


def _told(fact: Observation, articles: Mapping[str, Article]) -> tuple[str, str, str]:
    """Value, sentence and place."""
    first = fact.evidence[0]
    quote = articles[first.article].text[first.start : first.end]
    return f"{canonical_decimal(fact.value)}{fact.unit}", quote, _place(first, articles)


def _place(evidence: Evidence, articles: Mapping[str, Article]) -> str:
    article = articles[evidence.article]
    return f"{article.source}:{article.source_span(evidence.start, evidence.end)[0]}"
