"""Many words looked for at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Words:
    """Finds the longest of its words at each place, left to right, none overlapping another."""

    def __init__(self, words: Iterable[str]) -> None:
        self._lengths: dict[str, list[int]] = defaultdict(list)
        self._words = frozenset(word for word in words if len(word) > 1)
        for prefix, length in sorted(
            {(word[:2], len(word)) for word in self._words}, key=lambda pair: (pair[0], -pair[1])
        ):
            self._lengths[prefix].append(length)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each word found in the text; words of one character are not looked for."""
        at, lengths, words = 0, self._lengths, self._words
        for place in range(len(text) - 1):
            if place < at:
                continue
            for length in lengths.get(text[place : place + 2], ()):
                if place + length <= len(text) and text[place : place + length] in words:
                    at = place + length
                    yield place, at
                    break
