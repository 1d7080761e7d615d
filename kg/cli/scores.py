"""Precision, recall and F1 as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.terminal import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.evaluate import Score


def score_table(scores: Mapping[str, Score]) -> str:
    """A row a kind, with the counts behind the figures."""
    rows = [
        (kind, *(f"{share:.3f}" for share in (score.precision, score.recall, score.f1)), *map(str, score))
        for kind, score in scores.items()
    ]
    return table(("", "P", "R", "F1", "tp", "fp", "fn"), rows)
