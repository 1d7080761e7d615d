"""Names inside names: a name that the article uses by itself is found inside its longer names, too.

海岳科技江海基地 holds 海岳科技 and 江海 where the article speaks of these two elsewhere. What is nested so carries the
ref of what it names; it makes no mention of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.facts.sentence import Item, Sentence

_SHORTEST = 2
_SIMPLE = frozenset({"Person", "Title", "Figure", "Date", "Industry"})  # no name stands inside these


def nest_names(sentences: Sequence[Sentence]) -> list[Sentence]:
    """One article's sentences, with the names it uses elsewhere added inside its longer ones."""
    forms: dict[str, Item] = {}
    for sentence in sentences:
        for item in sentence.items:
            if item.ref is not None and len(item.text) >= _SHORTEST:
                forms.setdefault(item.text, item)
    if not forms:
        return list(sentences)
    names = re.compile("|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form)))))
    return [
        replace(sentence, items=tuple(_nested(item, names, forms) for item in sentence.items)) for sentence in sentences
    ]


def _nested(item: Item, names: re.Pattern[str], forms: Mapping[str, Item]) -> Item:
    if item.kind in _SIMPLE:
        return item
    inner = list(item.inner)
    at = 0
    while (found := _shorter(item.text, names, at)) is not None:
        start, at = found
        named = forms[item.text[start:at]]
        if not any(known.start < item.start + at and item.start + start < known.end for known in item.inner):
            inner.append(replace(named, start=item.start + start, end=item.start + at, inner=()))
    return replace(item, inner=tuple(sorted(inner, key=lambda part: part.start))) if inner else item


def _shorter(text: str, names: re.Pattern[str], at: int) -> tuple[int, int] | None:
    """The next name in the text that is not all of it."""
    found = names.search(text, at)
    if found is not None and found.span() == (0, len(text)):
        found = names.search(text, 0, len(text) - 1) or names.search(text, 1)
    return found.span() if found else None
