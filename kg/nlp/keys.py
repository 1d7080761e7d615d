"""64-bit keys of features: many values mixed into one number, for a whole text at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

_PRIME = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: Knuth, The Art of Computer Programming 3, 6.4
_ALL = 2**64 - 1


def combine(number: int | Keys, values: Sequence[Keys]) -> Keys:
    """The keys of feature template `number`, or one for each place, for these values, one array a value; never 0."""
    key = (np.atleast_1d(np.asarray(number, dtype=np.uint64)) + np.uint64(1)) * _PRIME
    for value in values:
        mixed = value + np.uint64(1)
        mixed ^= key
        mixed *= _PRIME
        mixed ^= mixed >> np.uint64(29)
        key = mixed
    key |= np.uint64(1)
    return key


def mix(key: Keys, value: Keys) -> Keys:
    """The key of a string one character longer."""
    longer = value + np.uint64(1)
    longer ^= key
    longer *= _PRIME
    longer ^= longer >> np.uint64(31)
    return longer


def mixed(text: str) -> int:
    """The key that `mix` makes of the characters of one string."""
    key = 0
    for char in text:
        key = (key ^ (ord(char) + 1)) * int(_PRIME) & _ALL
        key ^= key >> 31
    return key
