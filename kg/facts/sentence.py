"""A sentence as the fact rooms read it: its characters, and what was found among them.

In the skeleton every outermost item is one control character that tells its kind, so that a
pattern over kinds and words is one regular expression over a short string.
"""

from __future__ import annotations

import bisect
import operator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.dates import DateSpan
    from kg.model import Mention, Ref
    from kg.quantities import Quantity

KINDS = (
    "Enterprise",
    "Park",
    "GovernmentBody",
    "Institution",
    "Association",
    "Person",
    "AdministrativeArea",
    "Facility",
    "Project",
    "Policy",
    "Initiative",
    "Industry",
    "Cluster",
    "Product",
    "Honor",
    "Title",
    "Figure",
    "Date",
)
# Control characters, which no text has, and none that is a space. Sets of characters up to 255 compile much faster than
# others, so compiled patterns, and what they read, have such characters for the commonest marks, too.
KIND_CHAR = {kind: chr(0x86 + n) for n, kind in enumerate(KINDS)}
NARROW = str.maketrans("。、“”‘’《》—…", "\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f\x80\x81")

Kinds = tuple[str, ...] | frozenset[str]


class Item(NamedTuple):
    """A mention, title, figure or date inside a sentence; offsets are the article's."""

    start: int
    end: int
    kind: str  # one of KINDS
    text: str  # as normalised: half-width letters, digits and punctuation
    ref: Ref | None = None  # of a mention
    mention: Mention | None = None
    figure: Quantity | None = None
    date: DateSpan | None = None
    inner: tuple[Item, ...] = ()  # items nested in this one, in order


@dataclass(frozen=True, eq=False)
class Sentence:
    """One sentence of one block; `text` is normalised (`kg.text.normalize`), one character for one.

    Equal to itself only, so that what is read of it can be remembered by it.
    """

    article: str
    start: int
    end: int
    text: str
    block: str  # the block's kind: headline, subhead, byline, body, credit
    paragraph: int  # number of the block in its article
    items: tuple[Item, ...]  # outermost, in order, not overlapping

    @cached_property
    def skeleton(self) -> str:
        """The text with one character for each item."""
        parts: list[str] = []
        at = first = self.start
        for item in self.items:
            parts += (self.text[at - first : item.start - first], KIND_CHAR[item.kind])
            at = item.end
        return "".join((*parts, self.text[at - first :]))

    @cached_property
    def narrow(self) -> str:
        """The skeleton as compiled patterns read it."""
        return self.skeleton.translate(NARROW)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters that stand side by side in the skeleton."""
        return frozenset(map(operator.add, self.skeleton, self.skeleton[1:]))

    @cached_property
    def places(self) -> dict[int, Item]:
        """The items by their places in the skeleton, in order."""
        found: dict[int, Item] = {}
        place, at = 0, self.start
        for item in self.items:
            place += item.start - at if item.start > at else 0
            found[place] = item
            place, at = place + 1, item.end
        return found

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the items."""
        return frozenset(item.kind for item in self.items)

    @cached_property
    def refs(self) -> frozenset[Ref | None]:
        """What the sentence names."""
        return frozenset(item.ref for item in self.items)

    @cached_property
    def _starts(self) -> list[int]:
        return list(self.places)

    def item_at(self, index: int) -> Item | None:
        """The item that stands at `skeleton[index]`, or None for a plain character."""
        return self.places.get(index)

    def offset(self, index: int) -> int:
        """The article offset of `skeleton[index]`; of its length: the sentence's end."""
        before = bisect.bisect_right(self._starts, index)
        if not before:
            return self.start + index
        place = self._starts[before - 1]
        item = self.places[place]
        return item.start if place == index else item.end + index - place - 1

    def place(self, offset: int) -> int:
        """The first place in the skeleton that stands at the article offset or behind it."""
        place, at = 0, self.start
        for index, item in self.places.items():
            if item.start >= offset:
                break
            place, at = index + 1, item.end
        return min(place + max(0, offset - at), len(self.skeleton))

    def slice(self, start: int, end: int) -> str:
        """The normalised text between two article offsets."""
        return self.text[start - self.start : end - self.start]

    def with_items(self, items: tuple[Item, ...]) -> Sentence:
        """The sentence with other items in it."""
        return Sentence(self.article, self.start, self.end, self.text, self.block, self.paragraph, items)
