"""What 我区, 全市 and 区委 mean: names that need the paper's home, or else the place that the article speaks of."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.lexicon import KnownName, known_names
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

NAME = "home"
_AREA_WORD = re.compile(r"[我全本](?P<level>[省市区县州国])(?:上下|各地)?")
_BODY_WORD = re.compile(r"(?P<level>[省市区县])(?![区场级委]?$)(?P<rest>.+)", re.DOTALL)
_LEVELS = {"省": "省", "市": "市", "区": "区", "县": "区", "州": "市"}
_NAMED_BY_LEVEL = {"GovernmentBody", "Institution", "Association", "Facility", "Honor", "Policy", "Project"}


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.user_data"])
def home(doc: Doc) -> Doc:
    """Set `doc.user_data["resolved"]`: (type, surface) → the name that the home gives it."""
    text = text_of(doc)
    levels = home_levels(doc.user_data.get("home", ())) or _spoken_of(text, doc)
    surfaces = sorted({(span.label_, text[span.start : span.end]) for span in doc.spans["mentions"]})
    resolved = {(kind, surface): name for kind, surface in surfaces if (name := resolve(kind, surface, levels)) is not None}
    doc.user_data["resolved"] = resolved
    return doc


def home_levels(areas: Sequence[str]) -> dict[str, str]:
    """The area of each level (省, 市, 区; 区 also stands for 县), from areas given from small to large."""
    levels: dict[str, str] = {}
    for area in areas:
        level = "省" if area.endswith(("省", "自治区")) else _LEVELS.get(area[-1:])
        if level is not None:
            levels.setdefault(level, area)
    return levels


def resolve(kind: str, surface: str, levels: Mapping[str, str]) -> str | None:
    """The name that stands behind a surface form that only a reader at home understands; None for a full name."""
    if kind == "AdministrativeArea":
        match = _AREA_WORD.fullmatch(surface)
        if match is None:
            return None
        return "中国" if match["level"] == "国" else levels.get(_LEVELS[match["level"]])
    match = _BODY_WORD.fullmatch(surface) if kind in _NAMED_BY_LEVEL else None
    area = levels.get(_LEVELS[match["level"]]) if match is not None else None
    if match is None or area is None:
        return None
    return area + match["rest"]


def _spoken_of(text: str, doc: Doc) -> dict[str, str]:
    """Of each level the area that the article names most; the first of equals."""
    counts: dict[str, Counter[str]] = {level: Counter() for level in ("省", "市", "区")}
    areas = _areas()
    for span in doc.spans["mentions"]:
        entry = areas.get(text[span.start : span.end]) if span.label_ == "AdministrativeArea" else None
        for level, name in _chain(entry, areas):
            counts[level][name] += 1
    return {level: count.most_common(1)[0][0] for level, count in counts.items() if count}


def _chain(entry: KnownName | None, areas: Mapping[str, KnownName]) -> list[tuple[str, str]]:
    found = []
    while entry is not None and entry.code is not None and entry.code.isdigit():
        level = "省" if entry.code.endswith("0000") and not entry.name.endswith("市") else "市" if entry.code.endswith("00") else "区"
        found.append((level, entry.name))
        entry = areas.get(entry.parent) if entry.parent is not None else None
    return found


@functools.cache
def _areas() -> dict[str, KnownName]:
    """Areas by name and short name, large ones first, where a name is that of several the first."""
    found: dict[str, KnownName] = {}
    entries = [entry for entry in known_names() if entry.type == "AdministrativeArea" and entry.code is not None]
    for entry in sorted(entries, key=lambda entry: (not (entry.code or "").endswith("0000"), not (entry.code or "").endswith("00"), entry.code or "")):
        for form in (entry.name, *entry.aliases):
            found.setdefault(form, entry)
    return found
