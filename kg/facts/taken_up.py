"""Things that a noun takes up: after 华川发动机试验台, 该试验台 or 试验台 as a subject means that one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.facts.topic import opens_clause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts.clauses import Slot
    from kg.facts.sentence import Item, Sentence

_KINDS = frozenset(("Facility", "Project", "Cluster", "Product", "Park", "Initiative", "Institution", "Association"))
_NOUN = 2  # characters of the noun that ends a name
_THIS = re.compile(r"(?:该|本|此|这[个座条项款]?)[^,]{0,2}\Z")


def taken_up(sentences: Sequence[Sentence], index: int, slot: Slot, here: tuple[Item, ...]) -> Item | None:
    """What the noun that opens the clause takes up: 该动车组, 平台 after a thing whose name ends so."""
    if here and not _is_reference(here[0]):
        return None
    sentence = sentences[index]
    bare = all(item.ref is None or item.start >= sentence.offset(slot.start) for item in sentence.items)
    for earlier in reversed(sentences[: index + 1]):
        for item in reversed(earlier.items):
            if item.ref is None or item.kind not in _KINDS or item.start >= slot.item.start or _is_reference(item):
                continue
            end = _name(item)[-_NOUN:]
            if here[0].text.endswith(end) if here else _opens_with(sentence.skeleton, slot, end, bare=bare):
                return item
    return None


def _opens_with(skeleton: str, slot: Slot, noun: str, *, bare: bool) -> bool:
    """Whether the noun stands in the figure's clause as its subject, with 该 or, if that is enough, without."""
    at = skeleton.find(noun, slot.start, slot.at)
    return at >= 0 and (_THIS.search(skeleton, slot.start, at) is not None or (bare and opens_clause(skeleton, at)))


def _is_reference(item: Item) -> bool:
    return item.mention is not None and item.mention.reference


def _name(item: Item) -> str:
    return (item.mention.name if item.mention else item.text).rstrip("”》)")
