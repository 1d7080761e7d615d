"""The ways in which patterns look at a sentence: as it stands, with its names opened, and at each name's inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.facts.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.sentence import Item

Form = Literal["plain", "opened", "name"]


class View(NamedTuple):
    """One look at a sentence."""

    form: Form
    number: int  # of the sentence in its article
    shown: Sentence
    outer: Item | None = None  # the name whose inside is shown


def views(sentences: Sequence[Sentence]) -> list[View]:
    """All views of the sentences that hold items, in order."""
    found = []
    for index, sentence in enumerate(sentences):
        if sentence.items:
            found.append(View("plain", index, sentence))
        if any(item.inner for item in sentence.items):
            parts = tuple(part for item in sentence.items for part in item.inner or (item,))
            found.append(View("opened", index, sentence.with_items(parts)))
            found.extend(_names(sentence, sentence.items, index))
    return found


def _names(sentence: Sentence, items: Sequence[Item], index: int) -> Iterator[View]:
    for item in items:
        if item.inner:
            name = Sentence(
                sentence.article, item.start, item.end, item.text, sentence.block, sentence.paragraph, item.inner
            )
            yield View("name", index, name, item)
            yield from _names(sentence, item.inner, index)
