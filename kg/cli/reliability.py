"""Tables of how often facts are right, by the confidence with which the graph says them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.cli.terminal import table
from kg.messages import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.evaluate import Reliability


def reliability_tables(found: Mapping[str, Reliability]) -> list[str]:
    """What was said and what was right in each bin, kind by kind; and how far apart they are on average."""
    errors = [(kind, str(sum(each.facts for each in one.bins)), f"{one.error:.3f}") for kind, one in found.items()]
    return [
        "",
        table(text("evaluate.bin-columns").split("|"), _rows(found)),
        "",
        table(text("evaluate.error-columns").split("|"), errors),
    ]


def _rows(found: Mapping[str, Reliability]) -> Iterator[tuple[str, ...]]:
    for kind, one in found.items():
        for each in one.bins:
            shares = (f"{each.said:.3f}", f"{each.right:.3f}") if each.facts else ("", "")
            yield kind, f"{each.low:g}–{each.high:g}", str(each.facts), *shares


def as_dict(found: Mapping[str, Reliability]) -> dict[str, Any]:
    """The figures for JSON, rounded to four places."""
    return {
        kind: {
            "ece": round(one.error, 4),
            "bins": [{name: round(value, 4) for name, value in each._asdict().items()} for each in one.bins],
        }
        for kind, one in found.items()
    }
