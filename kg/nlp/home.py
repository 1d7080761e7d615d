"""What 我区, 全市 and 区委 mean: names that need the paper's home, or else the place that the article speaks of."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.collection import Collection, resolve_area, resolve_body
from kg.lexicon import known_names
from kg.nlp.found import found
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from kg.lexicon import KnownName

NAME = "home"
_NO_LEVEL = (
    "市场",
    "区域",
    "区块",
    "县域",
    "省级",
    "市级",
    "区级",
    "县级",
    "自治区级",
)  # 市场监管局 is no 市's own word
_OURS = 2  # characters of 我区, 我市
_NAMED_BY_LEVEL = {"GovernmentBody", "Institution", "Association", "Facility", "Honor", "Policy", "Project", "Cluster"}


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.user_data"])
def home(doc: Doc) -> Doc:
    """Set `doc.user_data["resolved"]`: (type, surface) → the name that the home gives it."""
    text = text_of(doc)
    areas = Collection(home=doc.user_data.get("home") or _spoken_of(text, doc))
    surfaces = sorted({(name.type, text[name.start : name.end]) for name in found(doc, "mentions")})
    names = {(kind, surface): resolve(kind, surface, areas) for kind, surface in surfaces}
    doc.user_data["resolved"] = {form: name for form, name in names.items() if name is not None}
    return doc


def resolve(kind: str, surface: str, areas: Collection) -> str | None:
    """The name that stands behind a surface form that only a reader at home understands; None for a full name."""
    if surface in ("我国", "全国") and kind == "AdministrativeArea":
        return "中国"
    if kind == "AdministrativeArea":
        return resolve_area(surface, areas)
    if kind not in _NAMED_BY_LEVEL or surface.startswith(_NO_LEVEL):
        return None
    home = resolve_area(surface[:_OURS], areas) if surface.startswith("我") else None
    return home + surface[_OURS:] if home else resolve_body(surface, areas)


def _spoken_of(text: str, doc: Doc) -> tuple[str, ...]:
    """Of each level, from small to large, the area that the article names most; the first of equals."""
    counts: dict[str, Counter[str]] = {level: Counter() for level in ("区", "市", "省")}
    areas = _areas()
    for name in found(doc, "mentions"):
        entry = areas.get(text[name.start : name.end]) if name.type == "AdministrativeArea" else None
        for level, area in _chain(entry, areas):
            counts[level][area] += 1
    return tuple(count.most_common(1)[0][0] for count in counts.values() if count)


def _chain(entry: KnownName | None, areas: Mapping[str, KnownName]) -> list[tuple[str, str]]:
    levels = []
    while entry is not None and entry.code is not None and entry.code.isdigit():
        level = (
            "省"
            if entry.code.endswith("0000") and not entry.name.endswith("市")
            else "市"
            if entry.code.endswith("00")
            else "区"
        )
        levels.append((level, entry.name))
        entry = areas.get(entry.parent) if entry.parent is not None else None
    return levels


@functools.cache
def _areas() -> dict[str, KnownName]:
    """Areas by name and short name, large ones first, where a name is that of several the first."""
    areas: dict[str, KnownName] = {}
    entries = [entry for entry in known_names() if entry.type == "AdministrativeArea" and entry.code is not None]
    for entry in sorted(
        entries,
        key=lambda entry: (
            not (entry.code or "").endswith("0000"),
            not (entry.code or "").endswith("00"),
            entry.code or "",
        ),
    ):
        for form in (entry.name, *entry.aliases):
            areas.setdefault(form, entry)
    return areas
