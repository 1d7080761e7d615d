"""A sentence as the fact rooms read it: its characters, and what was found among them.

In the skeleton every outermost item is one private-use character that tells its kind, so that a
pattern over kinds and words is one regular expression over a short string.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
KIND_CHAR = {kind: chr(0xE000 + n) for n, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Item:
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one block; `text` is normalised (`kg.text.normalize`), one character for one."""

    article: str
    start: int
    end: int
    text: str
    block: str  # the block's kind: headline, subhead, byline, body, credit
    paragraph: int  # number of the block in its article
    items: tuple[Item, ...]  # outermost, in order, not overlapping
    skeleton: str = field(init=False)
    _slots: tuple[tuple[int, Item | None], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Build the skeleton: `_slots[i]` is the article offset and the item of `skeleton[i]`."""
        chars: list[str] = []
        slots: list[tuple[int, Item | None]] = []
        at = self.start
        for item in self.items:
            chars.extend(self.text[at - self.start : item.start - self.start])
            slots.extend((i, None) for i in range(at, item.start))
            chars.append(KIND_CHAR[item.kind])
            slots.append((item.start, item))
            at = item.end
        chars.extend(self.text[at - self.start :])
        slots.extend((i, None) for i in range(at, self.end))
        object.__setattr__(self, "skeleton", "".join(chars))
        object.__setattr__(self, "_slots", tuple(slots))

    def item_at(self, index: int) -> Item | None:
        """The item that stands at `skeleton[index]`, or None for a plain character."""
        return self._slots[index][1]

    def offset(self, index: int) -> int:
        """The article offset of `skeleton[index]`; of its length: the sentence's end."""
        return self._slots[index][0] if index < len(self._slots) else self.end

    def slice(self, start: int, end: int) -> str:
        """The normalised text between two article offsets."""
        return self.text[start - self.start : end - self.start]
