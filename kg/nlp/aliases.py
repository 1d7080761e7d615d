"""Which names of an article mean the same thing; each mention is given the fullest of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.names import comparable
from kg.nlp.found import found
from kg.nlp.same_name import area_key, is_same
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from kg.nlp.found import Found

NAME = "aliases"
_DERIVED = 0.85  # how often a name derived from another one of the article is right, measured on annotated news
_BARE = re.compile(r"(?<=..)(?:产业|行业|领域)$")


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.user_data"])
def aliases(doc: Doc) -> Doc:
    """Set `doc.user_data["full"]`: (type, form) → the fullest name; and `["scores"]` of the mentions, in order."""
    text, names = text_of(doc), found(doc, "mentions")
    counts = Counter((name.type, text[name.start : name.end]) for name in names)
    resolved: dict[tuple[str, str], str] = doc.user_data.get("resolved", {})
    short: dict[tuple[str, str], str] = doc.user_data.get("short", {})
    full = {kind: fullest(kind, counts, resolved, short) for kind in sorted({kind for kind, _ in counts})}
    if "Industry" in full:  # an industry's name is bare: 储能, not 储能产业
        full["Industry"] = {form: _BARE.sub("", name) for form, name in full["Industry"].items()}
    doc.user_data["full"] = {(kind, form): name for kind, names_ in full.items() for form, name in names_.items()}
    doc.user_data["scores"] = _scores(text, names, doc.user_data.get("confidence", {}))
    return doc


def _scores(text: str, names: Sequence[Found], confidence: dict[tuple[int, int, str], float]) -> list[float]:
    """How probable each mention is: as its finder says, or as the best of the same form; else by experience."""
    best: dict[tuple[str, str], float] = {}
    for start, end, type_, _ in names:
        said = confidence.get((start, end, type_))
        if said is not None:
            key = (type_, text[start:end])
            best[key] = max(said, best.get(key, 0.0))
    return [
        round(confidence.get((start, end, type_), best.get((type_, text[start:end]), _DERIVED)), 3)
        for start, end, type_, _ in names
    ]


def fullest(
    kind: str, counts: Counter[tuple[str, str]], resolved: dict[tuple[str, str], str], short: dict[tuple[str, str], str]
) -> dict[str, str]:
    """For each form of a type the fullest form that means the same thing."""
    own = {form for of, form in counts if of == kind}
    forms = sorted(own, key=lambda form: (len(form), form))
    chosen: dict[str, str] = {}
    for form in reversed(forms):
        stated = short.get((kind, form))
        if stated in own and stated != form:
            chosen[form] = chosen.get(stated, stated)
            continue
        longer = [
            other
            for other in forms
            if len(other) > len(form) and (kind, form) not in resolved and is_same(kind, form, other, forms)
        ]
        distinct = sorted(
            {chosen[other] for other in longer if other in chosen},
            key=lambda name: (-counts[kind, name], -len(name), name),
        )
        chosen[form] = distinct[0] if distinct else form
    return _merge_resolved(kind, forms, chosen, resolved)


def _merge_resolved(
    kind: str, forms: Sequence[str], chosen: dict[str, str], resolved: dict[tuple[str, str], str]
) -> dict[str, str]:
    """我区 is 武进区 where that stands in the article; two words for the same home name are one thing."""
    by_name: dict[str, str] = {}
    for form in reversed(forms):
        if (kind, form) not in resolved:
            by_name.setdefault(area_key(form) if kind == "AdministrativeArea" else comparable(form), chosen[form])
    for form in reversed(forms):
        if (kind, form) in resolved:
            name = resolved[kind, form]
            chosen[form] = by_name.setdefault(
                area_key(name) if kind == "AdministrativeArea" else comparable(name), chosen[form]
            )
    return chosen
