"""Names inside names: a name that the article uses by itself is found inside its longer names, too.

海岳科技江海基地 holds 海岳科技 and 江海 where the article speaks of these two elsewhere. What is nested so carries the
ref of what it names; it makes no mention of its own.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from kg.facts.sentence import Item
from kg.trie import find_few

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.sentence import Sentence

_SHORTEST = 2
_SIMPLE = frozenset({"Person", "Title", "Figure", "Date", "Industry"})  # no name stands inside these


def nest_names(sentences: Sequence[Sentence]) -> list[Sentence]:
    """One article's sentences, with the names it uses elsewhere added inside its longer ones."""
    forms: dict[str, Item] = {}
    for sentence in sentences:
        for item in sentence.items:
            if item.ref is not None and len(item.text) >= _SHORTEST:
                forms.setdefault(item.text, item)
    long = {item.text for sentence in sentences for item in sentence.items if item.kind not in _SIMPLE}
    shorter = {text: found for text in long if (found := list(_shorter(text, forms)))}
    return [_nested(sentence, forms, shorter) for sentence in sentences]


def _shorter(text: str, forms: Mapping[str, Item]) -> Iterator[tuple[int, int]]:
    """The names in the text that are not all of it."""
    names = [form for form in forms if form in text and form != text]
    if not names:
        return
    at = 0
    if text in forms:
        first = next(find_few(names, text, 0, len(text) - 1), None) or next(find_few(names, text, 1))
        yield first
        at = first[1]
    yield from find_few(names, text, at)


def _nested(
    sentence: Sentence, forms: Mapping[str, Item], shorter: Mapping[str, Sequence[tuple[int, int]]]
) -> Sentence:
    if shorter.keys().isdisjoint(item.text for item in sentence.items):
        return sentence
    return sentence.with_items(tuple(_with_inner(item, forms, shorter) for item in sentence.items))


def _with_inner(item: Item, forms: Mapping[str, Item], shorter: Mapping[str, Sequence[tuple[int, int]]]) -> Item:
    if item.kind in _SIMPLE or item.text not in shorter:
        return item
    inner = list(item.inner)
    for start, end in shorter[item.text]:
        first, last = item.start + start, item.start + end
        if not any(known.start < last and first < known.end for known in item.inner):
            named = forms[item.text[start:end]]
            inner.append(Item(first, last, named.kind, named.text, named.ref, named.mention))
    return item._replace(inner=tuple(sorted(inner, key=operator.attrgetter("start"))))
