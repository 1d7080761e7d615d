"""Many words looked for at once: the longest at each place, left to right, none overlapping another."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

_HEAD = 3  # characters of a word by which places are found where it may stand
_BITS = 20
_BUCKETS = 1 << _BITS  # so many hashes of them: few places have one by chance
_FACTOR = np.uint32(2654435769)  # 2**32 / the golden ratio: Knuth, The Art of Computer Programming 3, 6.4


def pairs(words: Iterable[str]) -> re.Pattern[str]:
    """Finds where words of two characters or more may begin: at their first character, before a second one."""
    both = [(word[0], word[1]) for word in words if len(word) > 1]
    first, second = (re.escape("".join(sorted({*chars}))) for chars in zip(*both, strict=True)) if both else ("", "")
    return re.compile(f"[{first}](?=[{second}])" if both else "(?!)")


class Words:
    """Finds the words of a long list that is made once; words of one character are not looked for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) > 1)
        self._head = min(_HEAD, *map(len, self._words)) if self._words else _HEAD
        self._heads = np.zeros(_BUCKETS, dtype=bool)  # hashes of the first characters of all words
        self._heads[self._hashes("".join(sorted({word[: self._head] for word in self._words})))[:: self._head]] = True
        self._lengths: dict[str, list[int]] = defaultdict(list)  # by the first characters, longest first
        for length, prefix in sorted({(-len(word), word[: self._head]) for word in self._words}):
            self._lengths[prefix].append(-length)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each word found in the text."""
        at = 0
        for place in np.flatnonzero(self._heads[self._hashes(text)]).tolist():
            if place < at:
                continue
            for length in self._lengths.get(text[place : place + self._head], ()):
                word = text[place : place + length]
                if word in self._words:
                    at = place + len(word)  # less than the length at the end of the text
                    yield place, at
                    break

    def _hashes(self, text: str) -> NDArray[np.uint32]:
        """One for each place of the text at which as many characters stand as all words have."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        count = max(0, len(codes) - self._head + 1)
        mixed = np.zeros(count, dtype=np.uint32)
        for place in range(self._head):
            mixed = (mixed + codes[place : place + count]) * _FACTOR
        hashes: NDArray[np.uint32] = mixed >> np.uint32(32 - _BITS)
        return hashes


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
