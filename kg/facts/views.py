"""The ways in which patterns look at a sentence: as it stands, with its names opened, and at each name's inside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.sentence import Item, Sentence

Form = Literal["plain", "opened", "name"]


@dataclass(frozen=True, slots=True)
class View:
    """One look at a sentence."""

    form: Form
    index: int  # of the sentence in its article
    shown: Sentence
    outer: Item | None  # the name whose inside is shown
    present: frozenset[str]  # the skeleton's characters


def views(sentences: Sequence[Sentence]) -> list[View]:
    """All views of the sentences that hold items, in order."""
    found = []
    for index, sentence in enumerate(sentences):
        if sentence.items:
            found.append(View("plain", index, sentence, None, frozenset(sentence.skeleton)))
        if any(item.inner for item in sentence.items):
            parts = tuple(part for item in sentence.items for part in item.inner or (item,))
            opened = replace(sentence, items=parts)
            found.append(View("opened", index, opened, None, frozenset(opened.skeleton)))
            found.extend(_names(sentence, sentence.items, index))
    return found


def _names(sentence: Sentence, items: Sequence[Item], index: int) -> Iterator[View]:
    for item in items:
        if item.inner:
            name = replace(sentence, start=item.start, end=item.end, text=item.text, items=item.inner)
            yield View("name", index, name, item, frozenset(name.skeleton))
            yield from _names(sentence, item.inner, index)
