"""Annotation of facts that holds no text (tests/gold/facts) → gold with its texts, as everything else reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    Span = Sequence[int]

_FIGURE = ("entity", "indicator", "value", "value_to", "unit", "bound", "period", "kind")


def unpack(annotation: Path, texts: Mapping[str, str], folder: Path, only: Collection[str] = ()) -> None:
    """Write `gold/NAME.json` and `texts/NAME.txt` into the folder for each line of `annotation`, or for `only` those.

    `texts` holds them by name. Raises ValueError, KeyError or IndexError for a line that is not as
    tests/gold/facts/README.md says, or whose text is missing.
    """
    for name in ("gold", "texts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for row in map(json.loads, annotation.read_text(encoding="utf-8").splitlines()):
        name = row["doc"]
        if not only or name in only:
            gold = json.dumps(_gold(row, texts[name]), ensure_ascii=False)
            (folder / "gold" / f"{name}.json").write_text(gold, encoding="utf-8")
            (folder / "texts" / f"{name}.txt").write_text(texts[name], encoding="utf-8")


def _gold(row: dict[str, Any], text: str) -> dict[str, Any]:
    article = f"{row['doc']}-1"

    def said(span: Span | None) -> str:
        return text[span[0] : span[1]] if span else ""

    def fact(evidence: Span | None, *, planned: bool = False, **values: object) -> dict[str, Any]:
        return {**values, "evidence": said(evidence), "article": article, "planned": planned}

    return {
        "doc": row["doc"],
        "articles": [{"id": article, "title": None, "kind": "article", "authors": [], "date": None}],
        "entities": [
            {"id": str(n), "type": kind, "name": said(spans[0])}
            | {"aliases": list(map(said, spans[1:])), "resolved": home}
            for n, (kind, spans, home) in enumerate(row["entities"])
        ],
        "relations": [
            fact(at, planned=planned, s=_thing(s), p=p, o=_thing(o)) for s, p, o, at, planned in row["relations"]
        ],
        "positions": [
            fact(at, person=_thing(who), title=title, org=_thing(where)) for who, title, where, at in row["positions"]
        ],
        "observations": [
            fact(at, **dict(zip(_FIGURE, (_thing(about), *figure), strict=True)))
            for about, *figure, at in row["observations"]
        ],
        "events": [
            fact(at, planned=planned, id=f"v{n}", type=kind, name=name, date=date, place=_thing(place))
            | {"participants": list(map(_thing, who)), "about": list(map(_thing, about))}
            for n, (kind, name, date, place, who, about, at, planned) in enumerate(row["events"])
        ],
    }


def _thing(number: int | str | None) -> str | None:
    """Things go by their numbers, events by v and theirs."""
    return None if number is None else str(number)
