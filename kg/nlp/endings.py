"""What the run of words around a character ends in: 储 in 储能产业园项目 stands before 产业园, its run ends in 项目.

A run goes from one mark or function word to the next; the words looked for are the suffixes of names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.nlp.dictionary import DICTIONARIES
from kg.nlp.keys import combine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Places = NDArray[np.intp]
    Tags = NDArray[np.uint8]

_BREAKS = " \n,。;:、!?…“”《》()‘’的了是在为与及对将从把被着过于和并等"
_SUFFIXES = tuple(n for n, name in enumerate(DICTIONARIES) if name.endswith("suffixes") or name == "legal_forms")
_FAR = 16
_END = 3  # tags from this on end a word
_STEPS = np.array([0, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5], dtype=np.uint64)  # of a distance up to `_FAR`


def ending_columns(codes: Keys, tags: Tags, at: Places, base: int) -> list[Keys]:
    """Keys of templates `base`, `base` + 1 … at the places; `tags` are those of `dictionary_tags`."""
    size = len(codes)
    ends = _masks(tags)
    place = np.arange(size + 1)
    stop = _at_or_after(np.append(np.isin(codes, _codes()), True), place)[:-1]
    first = _at_or_after(np.append(ends > 0, True), place)[:-1]
    last = _at_or_before(ends > 0)[np.maximum(stop - 1, 0)]
    begin = _at_or_before(np.isin(codes, _codes())) + 1
    stop, first, last, begin = stop[at], first[at], last[at], begin[at]
    near = np.flatnonzero((first < stop) & (first - at <= _FAR))
    far = np.flatnonzero((last >= at) & (last < stop) & (last - at <= _FAR))
    here = codes[at]
    previous = np.where(at > 0, codes[at - 1], 0)
    n, f = first[near], last[far]
    since = np.minimum(at - begin, 3).astype(np.uint64)
    to_first, to_last = _STEPS[n - at[near]], _STEPS[f - at[far]]
    pair = codes[np.maximum(f - 1, 0)] << np.uint64(21) | codes[f]
    return [
        _spread(len(at), near, combine(base, [ends[n], to_first])),
        _spread(len(at), near, combine(base + 1, [ends[n], previous[near]])),
        _spread(len(at), far, combine(base + 2, [ends[f], to_last])),
        _spread(len(at), far, combine(base + 3, [ends[f], here[far]])),
        _spread(len(at), far, combine(base + 4, [ends[f], to_last, since[far]])),
        _spread(len(at), far, combine(base + 5, [pair, to_last])),
        _spread(len(at), far, combine(base + 6, [pair, previous[far]])),
    ]


def _masks(tags: Tags) -> Keys:
    """At each character the dictionaries of suffixes that have a word ending there, a bit each."""
    found = np.zeros(tags.shape[1] - 2, dtype=np.uint64)
    for bit, number in enumerate(_SUFFIXES):
        found |= (tags[number, 1:-1] >= _END).astype(np.uint64) << np.uint64(bit)
    return found


def _at_or_after(held: NDArray[np.bool_], place: Places) -> Places:
    """The next place that holds; the last one does."""
    return np.minimum.accumulate(np.where(held, place, len(held))[::-1])[::-1]


def _at_or_before(held: NDArray[np.bool_]) -> Places:
    """The last place so far that holds, or -1."""
    return np.maximum.accumulate(np.where(held, np.arange(len(held)), -1))


def _codes() -> Keys:
    return np.array([ord(char) for char in _BREAKS], dtype=np.uint64)


def _spread(size: int, places: Places, keys: Keys) -> Keys:
    """A column with the keys at their places and 0 elsewhere."""
    column = np.zeros(size, dtype=np.uint64)
    column[places] = keys
    return column
