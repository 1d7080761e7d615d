"""Short forms that the article itself introduces: 东岭高新技术产业开发区(以下简称“东高新”), 海岳科技(HYTECH)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.names import company_name, park_short_names
from kg.nlp.found import Found, disjoint, found, hand_on
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

NAME = "abbreviations"
_CALLED = re.compile(
    r"\((?:以下|下文|后)?(?:统称|简称|下称|又称|又名)(?:为|是)?[:,]?[“‘\"]?(?P<name>[^()“”‘’\",;。]{2,20}?)[”’\"]?(?:或[“‘\"](?P<other>[^()“”‘’\"]{2,20})[”’\"])?\)"
)
_LATIN = re.compile(r"\((?P<name>[A-Z][A-Za-z0-9&.-]{1,15})\)")
_SHORTEST = 3  # characters of a company's core by which it is recognised


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.user_data"])
def abbreviations(doc: Doc) -> Doc:
    """Add short names that are introduced or follow from full ones; `doc.user_data["short"]`: (type, short) → full."""
    text, names = text_of(doc), found(doc, "mentions")
    short: dict[tuple[str, str], str] = {}
    introduced: list[Found] = []
    rest: list[Found] = []
    seen: set[tuple[str, str]] = set()
    for name in names:
        full = text[name.start : name.end]
        added = [Found(start, end, name.type, "introduced") for start, end in _introduced(text, name.end)]
        if (name.type, full) not in seen:
            seen.add((name.type, full))
            added += [form for form in _derived(text, full, name.type) if not _inside(form, names)]
        for form in added:
            short.setdefault((form.type, text[form.start : form.end]), full)
            (introduced if form.rule == "introduced" else rest).append(form)
    doc.user_data["short"] = short
    if introduced or rest:
        hand_on(doc, "mentions", disjoint([*introduced, *names, *rest]))
    return doc


def _derived(text: str, full: str, type_: str) -> Iterator[Found]:
    """Where short forms that follow from a full name stand."""
    if type_ == "Enterprise":
        for start, end, sure in _cores(text, full):
            yield Found(start, end, type_, "introduced" if sure else "short-name")
    elif type_ == "Park":
        for start, end in _park_forms(text, full):
            yield Found(start, end, type_, "introduced")


def _inside(form: Found, names: list[Found]) -> bool:
    """Whether it is a part of a longer name."""
    start, end = form.start, form.end
    return any(other.start <= start and end <= other.end and end - start < other.end - other.start for other in names)


def _park_forms(text: str, full: str) -> Iterator[tuple[int, int]]:
    """Where a short name of a development zone stands."""
    forms = [form for form in park_short_names(full) if form != full and form in text]
    if forms:
        for match in re.finditer("|".join(map(re.escape, sorted(forms, key=lambda form: -len(form)))), text):
            yield match.span()


def _introduced(text: str, end: int) -> Iterator[tuple[int, int]]:
    match = (_CALLED.match(text, end) or _LATIN.match(text, end)) if text.startswith("(", end) else None
    if match is not None:
        for group in match.groupdict():
            if match[group]:
                yield match.span(group)


def _cores(text: str, full: str) -> Iterator[tuple[int, int, bool]]:
    """Where the beginning of a registered name's core stands alone, as long as the text follows the core.

    With its region before it (江苏海岳) it can be nothing else: the third value.
    """
    parts = company_name(full)
    core = parts.core
    if not parts.legal_form or len(core) < _SHORTEST:
        return
    whole = parts.region + core
    regional = list(_along(text, whole, len(parts.region) + _SHORTEST - 1)) if parts.region else []
    if all(end - start == len(whole) for start, end in regional):  # 江苏海岳 beside 海岳汽车 is another company
        yield from ((start, end, False) for start, end in _along(text, core, _SHORTEST))
    yield from ((start, end, end - start < len(whole)) for start, end in regional)


def _along(text: str, name: str, least: int) -> Iterator[tuple[int, int]]:
    """Where the text follows the beginning of a name for at least so many characters, as far as it follows it."""
    head = name[:least]
    start = text.find(head)
    while start >= 0:
        length = least
        while length < len(name) and text[start + length : start + length + 1].casefold() == name[length]:
            length += 1
        yield start, start + length
        start = text.find(head, start + least)
