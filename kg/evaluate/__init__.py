"""Scores a written graph against gold annotation: precision, recall and F1 of entities and facts, by kind.

Everything is counted per document and summed (micro average): a fact found in one document does not count
for another.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.evaluate.built import read_built
from kg.evaluate.facts import normal_name
from kg.evaluate.gold import GoldError, read_gold, read_links
from kg.evaluate.reliability import Judged, Reliability, reliability
from kg.evaluate.score import Miss, tally
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.evaluate.built import Built
    from kg.evaluate.gold import Links

__all__ = ["Evaluation", "GoldError", "Judged", "LinkScore", "Miss", "Reliability", "Score", "evaluate"]

_ALWAYS = ("fact", "event", "relation", "position", "observation")  # rows that stand even when all is zero
_NONE: Mapping[str, Sequence[str]] = MappingProxyType({})


class Score(NamedTuple):
    """True positives, false positives, false negatives."""

    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 if nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 0 if nothing is there."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class LinkScore(NamedTuple):
    """Across documents: how many pairs that are one thing are one node, and how many that differ are two."""

    same: int
    same_of: int
    different: int
    different_of: int
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by kind ("entity", "entity:Park", "fact", "relation:locatedIn" …), errors, and the score of links.

    `judged` are the graph's facts, right and wrong, with their confidence.
    """

    scores: Mapping[str, Score]
    misses: tuple[Miss, ...]
    links: LinkScore | None
    judged: tuple[Judged, ...] = ()

    @property
    def reliability(self) -> dict[str, Reliability]:
        """Whether facts are right as often as their confidence says: all ("fact"), and each kind of them."""
        return reliability(self.judged)

    def as_dict(self) -> dict[str, Any]:
        """The figures for JSON, rounded to four places."""
        rows: dict[str, Any] = {kind: _row(score) for kind, score in self.scores.items()}
        if self.links:
            names = ("same", "same of", "different", "different of", "wrong")
            rows["links"] = dict(zip(names, (*self.links[:4], list(self.links.wrong)), strict=True))
        return rows


def evaluate(path: Path, gold: Path, *, sentences: Mapping[str, Sequence[str]] = _NONE) -> Evaluation:
    """Compare the graph file with the gold folder. Raises GraphError, GoldError.

    With the `sentences` of the source files (`kg.evaluate.sentences`) every error is listed with one.
    """
    ontology = load_ontology()
    pages, links = read_gold(gold, ontology.entity_types), read_links(gold)
    built = read_built(path, ontology.entity_types)
    tallies = [tally(page, built, ontology.symmetric, sentences) for page in pages]
    tp, fp, fn = (sum((each[i] for each in tallies), Counter()) for i in range(3))
    kinds = sorted({*tp, *fp, *fn, *_ALWAYS})
    scores = {kind: Score(tp[kind], fp[kind], fn[kind]) for kind in kinds}
    misses = tuple(miss for each in tallies for miss in each.misses)
    judged = tuple(sorted(fact for each in tallies for fact in each.judged))
    return Evaluation(scores, misses, _links(links, built) if links else None, judged)


def _row(score: Score) -> dict[str, float | int]:
    ratios = {"p": score.precision, "r": score.recall, "f1": score.f1}
    return {name: round(value, 4) for name, value in ratios.items()} | score._asdict()


def _links(links: Links, built: Built) -> LinkScore:
    def nodes(place: tuple[str, str]) -> set[str]:
        stem, name = place
        entities = built.entities.get(built.source(stem) or "", ())
        return {node for node in entities if normal_name(name) in built.things[node].names}

    split = [(a, b) for a, b in links.same if not nodes(a) & nodes(b)]
    merged = [(a, b) for a, b in links.different if not (nodes(a) and nodes(b)) or nodes(a) & nodes(b)]
    wrong = [_pair(a, "=", b) for a, b in split] + [_pair(a, "≠", b) for a, b in merged]
    same, different = len(links.same), len(links.different)
    return LinkScore(same - len(split), same, different - len(merged), different, tuple(wrong))


def _pair(one: tuple[str, str], sign: str, other: tuple[str, str]) -> str:
    return f"{one[0]} {one[1]} {sign} {other[0]} {other[1]}"
