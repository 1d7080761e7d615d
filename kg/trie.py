"""Many words looked for at once."""

from __future__ import annotations

import operator
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Words:
    """Finds the longest of its words at each place, left to right, none overlapping another."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) > 1)
        self._lengths: dict[str, list[int]] = defaultdict(list)  # by the first two characters, longest first
        for length, prefix in sorted({(-len(word), word[:2]) for word in self._words}):
            self._lengths[prefix].append(-length)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Start and end of each word found in `text[start:end]`; words of one character are not looked for."""
        at, last, lengths, words = start, len(text) if end is None else end, self._lengths, self._words
        pairs = map(operator.add, text, text[1:])
        for place in [place for place, pair in enumerate(pairs) if pair in lengths]:
            if place < at:
                continue
            for length in lengths[text[place : place + 2]]:
                if place + length <= last and text[place : place + length] in words:
                    at = place + length
                    yield place, at
                    break
