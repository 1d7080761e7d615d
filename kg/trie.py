"""Many words looked for at once: the longest at each place, left to right, none overlapping another."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def pairs(words: Iterable[str]) -> re.Pattern[str]:
    """Finds where words of two characters or more may begin: at their first character, before a second one."""
    both = [(word[0], word[1]) for word in words if len(word) > 1]
    first, second = (re.escape("".join(sorted({*chars}))) for chars in zip(*both, strict=True)) if both else ("", "")
    return re.compile(f"[{first}](?=[{second}])" if both else "(?!)")


class Words:
    """Finds the words of a long list that is made once; words of one character are not looked for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) > 1)
        self._pairs = pairs(self._words)
        self._lengths: dict[str, list[int]] = defaultdict(list)  # by the first two characters, longest first
        for length, prefix in sorted({(-len(word), word[:2]) for word in self._words}):
            self._lengths[prefix].append(-length)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each word found in the text."""
        at = 0
        for match in self._pairs.finditer(text):
            place = match.start()
            if place < at:
                continue
            for length in self._lengths.get(text[place : place + 2], ()):
                word = text[place : place + length]
                if word in self._words:
                    at = place + len(word)  # less than the length at the end of the text
                    yield place, at
                    break


def find_few(words: Iterable[str], text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """As `Words(words).find` does in `text[start:end]`, but nothing is made ready: faster for some dozens of words."""
    last = len(text) if end is None else end
    hits = []
    for word in words:
        place = text.find(word, start, last) if len(word) > 1 else -1
        while place >= 0:
            hits.append((place, -len(word)))
            place = text.find(word, place + 1, last)
    at = start
    for place, length in sorted(hits):
        if place >= at:
            at = place - length
            yield place, at
