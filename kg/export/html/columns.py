"""Values of one kind as columns: each name stands once, and like stands beside like, which packs well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Evidence

    Columns = dict[str, list[Any]]


def columns(rows: Iterable[Sequence[Any]], *names: str) -> Columns:
    """Rows of values in the names' order → a list of values for each name; no rows give empty lists."""
    turned = [list(column) for column in zip(*rows, strict=True)]
    return dict(zip(names, turned or [[] for _ in names], strict=True))


def picked(values: Iterable[Mapping[str, Any]], *names: str) -> Columns:
    """The same from mappings, of which only these names are kept."""
    return columns(([value[name] for name in names] for value in values), *names)


def evidence_columns(evidence: Iterable[tuple[Evidence, ...]], articles: Mapping[str, int]) -> Columns:
    """Each fact's places one after another, `count` of them a fact; `length` is end less start."""
    places = [sorted((articles[each.article], each.start, each.end - each.start) for each in some) for some in evidence]
    flat = (place for some in places for place in some)
    return {"count": [len(some) for some in places], **columns(flat, "article", "start", "length")}
