"""Which names of an article mean the same thing; each mention is given the fullest of them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.lexicon import area_names, known_names
from kg.names import comparable, company_name, is_abbreviation
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc

NAME = "aliases"
_AREA_ENDS = re.compile(r"(?<=..)(?:特别行政区|自治区|自治州|自治县|地区|街道|省|市|区|县|州|镇|乡|村)$")
_FIELD_ENDS = re.compile(r"(?<=..)(?:产业|行业|领域|业)$")
_BARE = re.compile(r"(?<=..)(?:产业|行业|领域)$")
_PROJECT_ENDS = re.compile(r"(?<=..)(?:建设项目|项目|工程)$")
_LIST_ENDS = re.compile(r"(?:名单|榜单|称号|企业)$")


@Language.component(NAME, requires=["doc.spans", "doc.user_data"], assigns=["doc.spans"])
def aliases(doc: Doc) -> Doc:
    """Set the kb_id of every mention."""
    text = text_of(doc)
    counts = Counter((span.label_, text[span.start : span.end]) for span in doc.spans["mentions"])
    resolved: dict[tuple[str, str], str] = doc.user_data.get("resolved", {})
    short: dict[tuple[str, str], str] = doc.user_data.get("short", {})
    full = {kind: fullest(kind, counts, resolved, short) for kind in sorted({kind for kind, _ in counts})}
    if "Industry" in full:  # an industry's name is bare: 储能, not 储能产业
        full["Industry"] = {form: _BARE.sub("", name) for form, name in full["Industry"].items()}
    doc.spans["mentions"] = [
        Span(doc, s.start, s.end, s.label_, kb_id=full[s.label_][text[s.start : s.end]], span_id=s.id_) for s in doc.spans["mentions"]
    ]
    return doc


def fullest(kind: str, counts: Counter[tuple[str, str]], resolved: dict[tuple[str, str], str], short: dict[tuple[str, str], str]) -> dict[str, str]:
    """For each form of a type the fullest form that means the same thing."""
    forms = sorted((form for of, form in counts if of == kind), key=lambda form: (len(form), form))
    chosen: dict[str, str] = {}
    for form in reversed(forms):
        stated = short.get((kind, form))
        if stated in counts_of(kind, counts) and stated != form:
            chosen[form] = chosen.get(stated, stated)
            continue
        longer = [other for other in forms if len(other) > len(form) and is_same(kind, form, other, forms, resolved)]
        distinct = sorted({chosen[other] for other in longer if other in chosen}, key=lambda name: (-counts[kind, name], -len(name), name))
        chosen[form] = distinct[0] if distinct else form
    return _merge_resolved(kind, forms, chosen, resolved)


def counts_of(kind: str, counts: Counter[tuple[str, str]]) -> frozenset[str]:
    """The forms of a type."""
    return frozenset(form for of, form in counts if of == kind)


def _merge_resolved(kind: str, forms: Sequence[str], chosen: dict[str, str], resolved: dict[tuple[str, str], str]) -> dict[str, str]:
    """我区 is 武进区 where that stands in the article; two words for the same home name are one thing."""
    by_name: dict[str, str] = {}
    for form in reversed(forms):
        if (kind, form) not in resolved:
            by_name.setdefault(_area_key(form) if kind == "AdministrativeArea" else comparable(form), chosen[form])
    for form in reversed(forms):
        if (kind, form) in resolved:
            name = resolved[kind, form]
            chosen[form] = by_name.setdefault(_area_key(name) if kind == "AdministrativeArea" else comparable(name), chosen[form])
    return chosen


def is_same(kind: str, short: str, long: str, forms: Sequence[str], resolved: dict[tuple[str, str], str]) -> bool:
    """Whether two forms of one article mean one thing of that type; `long` is the longer."""
    if (kind, short) in resolved or comparable(short) == comparable(long):
        return comparable(short) == comparable(long)
    if kind == "Enterprise":
        return _same_company(short, long, forms)
    return _SAME.get(kind, _ends_alike)(short, long)


def _same_company(short: str, long: str, forms: Sequence[str]) -> bool:
    a, b = comparable(short), comparable(long)
    parts = company_name(long)
    if any(b == area + a for area in ("中国", *sorted(_countries()))):
        return True
    if company_name(short).legal_form == "公司" or not parts.legal_form:
        return False
    regional = parts.region and any(form.startswith(parts.region + parts.core[:2]) and form != long and len(form) < len(long) for form in forms)
    if a.startswith(parts.region) and parts.region and len(a) > len(parts.region) + 1:
        return (parts.region + parts.core).startswith(a.removesuffix("集团"))
    return not regional and len(a) > 1 and (parts.core + parts.legal_form).startswith(a) or a == parts.core[:2] + "集团"


@functools.cache
def _countries() -> frozenset[str]:
    return frozenset(entry.name for entry in known_names() if entry.type == "AdministrativeArea" and entry.code is not None and len(entry.code) == 2)


def _same_area(short: str, long: str) -> bool:
    if _area_key(short) == _area_key(long):
        return True
    prefix = long.removesuffix(short)
    return prefix != long and len(prefix) > 1 and (prefix in area_names() or _AREA_ENDS.search(prefix) is not None)


@functools.cache
def _area_key(name: str) -> str:
    return _AREA_ENDS.sub("", name)


def _same_field(short: str, long: str) -> bool:
    return _FIELD_ENDS.sub("", comparable(short)) == _FIELD_ENDS.sub("", comparable(long))


def _same_project(short: str, long: str) -> bool:
    return _PROJECT_ENDS.sub("", comparable(short)) == _PROJECT_ENDS.sub("", comparable(long)) or _ends_alike(short, long)


def _same_honor(short: str, long: str) -> bool:
    return _LIST_ENDS.sub("", comparable(short)) == _LIST_ENDS.sub("", comparable(long)) or _ends_alike(short, long)


def _same_park(short: str, long: str) -> bool:
    return _ends_alike(short, long) or is_abbreviation(short, long)


def _ends_alike(short: str, long: str) -> bool:
    """The longer is the shorter with something before it: 临江区科技局 and 科技局."""
    a, b = comparable(short), comparable(long)
    return len(a) > 1 and b.endswith(a)


def _never(short: str, long: str) -> bool:
    return False


_SAME: dict[str, Callable[[str, str], bool]] = {
    "AdministrativeArea": _same_area,
    "Industry": _same_field,
    "Project": _same_project,
    "Honor": _same_honor,
    "Park": _same_park,
    "Person": _never,
    "Product": _never,
    "Cluster": _ends_alike,
}
