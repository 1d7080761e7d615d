"""What unannotated news says about strings of characters: how firmly two cling together, and what is used alike.

Cohesion is pointwise mutual information (Church and Hanks, Computational Linguistics 16, 1990). Clusters are k-means
over the leading singular vectors of positive mutual information between frequent strings and their neighbours
(Levy, Goldberg, Dagan, TACL 3, 2015).
"""

from __future__ import annotations

import functools
import io
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.nlp.keys import combine, mix, mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Places = NDArray[np.intp]

TABLE = Path(__file__).with_name("ngrams.model")
LENGTHS = (2, 3, 4)  # of strings that have a cluster
BOND_STEPS = (1.0, 2.5, 4.0, 6.0, 8.0)  # bits of mutual information at which cohesion goes up a step


def ngram_columns(codes: Keys, at: Places, base: int) -> list[Keys]:
    """Keys of templates `base`, `base` + 1 … at the places of a text with these code points."""
    size = len(codes)
    grams = _grams(codes)
    bonds = np.zeros(size + 4, dtype=np.uint64)  # bonds[i + 2]: between i and i + 1
    bonds[2 : size + 2] = _look_up(grams[1], *_tables()[0])
    starts, ends, coarse_starts, coarse_ends = _longest(grams, size)
    b = [bonds[at + n] for n in range(4)]  # before the one before, before, after, after the one after
    s, e, cs, ce = starts[at + 1], ends[at + 1], coarse_starts[at + 1], coarse_ends[at + 1]
    before, after = ends[at], starts[at + 2]
    groups = (
        (b[1], b[2]),
        (b[0], b[1], b[2], b[3]),
        (b[1], b[2], codes[at]),
        (s,),
        (e,),
        (s, e),
        (before,),
        (after,),
        (before, s),
        (e, after),
        (cs, ce),
        (coarse_ends[at], cs, coarse_starts[at + 2]),
    )
    return [combine(base + n, group) for n, group in enumerate(groups)]


def _grams(codes: Keys) -> list[Keys]:
    """A key of the n characters that start at each place, for n from 1 to the longest."""
    size = len(codes)
    padded = np.concatenate([codes, np.zeros(LENGTHS[-1], dtype=np.uint64)])
    keys = [mix(np.zeros(size, dtype=np.uint64), padded[:size])]
    for length in range(1, LENGTHS[-1]):
        keys.append(mix(keys[-1], padded[length : length + size]))
    return keys


def is_common(word: str) -> bool:
    """Whether a string of two to four characters is frequent in news, hence hardly an unknown company's name."""
    return len(word) in LENGTHS and mixed(word) in _common()[len(word)]


@functools.cache
def _common() -> dict[int, frozenset[int]]:
    """By length the keys of the strings that have a cluster."""
    return {length: frozenset(table[0].tolist()) for length, table in zip(LENGTHS, _tables()[1], strict=True)}


def _longest(grams: Sequence[Keys], size: int) -> tuple[Keys, Keys, Keys, Keys]:
    """Cluster and coarse cluster of the longest known string that starts and that ends at each place; padded by one."""
    starts, ends, coarse_starts, coarse_ends = (np.zeros(size + 2, dtype=np.uint64) for _ in range(4))
    for length, (keys, fine, coarse) in zip(LENGTHS, _tables()[1], strict=True):
        place = _place(grams[length - 1], keys)
        at = np.flatnonzero(place >= 0)
        at = at[at <= size - length]
        starts[at + 1] = fine[place[at]] + 1
        coarse_starts[at + 1] = coarse[place[at]] + 1
        ends[at + length] = fine[place[at]] + 1
        coarse_ends[at + length] = coarse[place[at]] + 1
    return starts, ends, coarse_starts, coarse_ends


def _look_up(grams: Keys, keys: Keys, values: NDArray[np.uint8]) -> Keys:
    place = _place(grams, keys)
    return np.where(place >= 0, values[place], 0).astype(np.uint64)


def _place(grams: Keys, keys: Keys) -> NDArray[np.intp]:
    place = np.minimum(np.searchsorted(keys, grams), len(keys) - 1)
    return np.where(keys[place] == grams, place, -1)


@functools.cache
def _tables() -> tuple[tuple[Keys, NDArray[np.uint8]], list[tuple[Keys, Keys, Keys]]]:
    buffer = io.BytesIO(zlib.decompress(TABLE.read_bytes()))
    bonds = (np.load(buffer, allow_pickle=False), np.load(buffer, allow_pickle=False))
    clusters = []
    for _ in LENGTHS:
        keys, fine, coarse = (np.load(buffer, allow_pickle=False) for _ in range(3))
        clusters.append((keys, fine.astype(np.uint64), coarse.astype(np.uint64)))
    return bonds, clusters
