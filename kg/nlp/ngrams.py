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
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.nlp.key_table import KeyTable
from kg.nlp.keys import combine, mix, mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

TABLE = Path(__file__).with_name("ngrams.model")
LENGTHS = (2, 3, 4)  # of strings that have a cluster
BOND_STEPS = (1.0, 2.5, 4.0, 6.0, 8.0)  # bits of mutual information at which cohesion goes up a step


class _Tables(NamedTuple):
    """Values by the numbers of keys, which count from 1; 0 is said of any other."""

    pairs: KeyTable
    steps: Keys  # how firmly a pair clings together
    clusters: list[tuple[KeyTable, Keys, Keys]]  # by length, fine and coarse ones, counted from 1
    common: dict[int, frozenset[int]]  # by length, the keys of the strings that have a cluster


def ngram_columns(codes: Keys, base: int) -> list[Keys]:
    """Keys of templates `base`, `base` + 1 … of a text with these code points."""
    size = len(codes)
    grams = _grams(codes)
    bonds = np.zeros(size + 4, dtype=np.uint64)  # bonds[i + 2]: between i and i + 1
    bonds[2 : size + 2] = _tables().steps[_tables().pairs.numbers(grams[1])]
    starts, ends, coarse_starts, coarse_ends = _longest(grams, size)
    b = [bonds[n : n + size] for n in range(4)]  # before the one before, before, after, after the one after
    s, e, cs, ce = starts[1:-1], ends[1:-1], coarse_starts[1:-1], coarse_ends[1:-1]
    before, after = ends[:-2], starts[2:]
    groups = (
        (b[1], b[2]),
        (b[0], b[1], b[2], b[3]),
        (b[1], b[2], codes),
        (s,),
        (e,),
        (s, e),
        (before,),
        (after,),
        (before, s),
        (e, after),
        (cs, ce),
        (coarse_ends[:-2], cs, coarse_starts[2:]),
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
    return len(word) in LENGTHS and mixed(word) in _tables().common[len(word)]


def _longest(grams: Sequence[Keys], size: int) -> tuple[Keys, Keys, Keys, Keys]:
    """Cluster and coarse cluster of the longest known string that starts and that ends at each place; padded by one."""
    starts, ends, coarse_starts, coarse_ends = (np.zeros(size + 2, dtype=np.uint64) for _ in range(4))
    for length, (table, fine, coarse) in zip(LENGTHS, _tables().clusters, strict=True):
        number = table.numbers(grams[length - 1])
        at = np.flatnonzero(number > 0)
        at = at[at <= size - length]
        number = number[at]
        starts[at + 1] = ends[at + length] = fine[number]
        coarse_starts[at + 1] = coarse_ends[at + length] = coarse[number]
    return starts, ends, coarse_starts, coarse_ends


@functools.cache
def _tables() -> _Tables:
    buffer = io.BytesIO(zlib.decompress(TABLE.read_bytes()))
    pairs, steps = (np.load(buffer, allow_pickle=False) for _ in range(2))
    clusters, common = [], {}
    for length in LENGTHS:
        keys, *numbers = (np.load(buffer, allow_pickle=False) for _ in range(3))
        fine, coarse = (np.append(0, of.astype(np.uint64) + np.uint64(1)).astype(np.uint64) for of in numbers)
        clusters.append((KeyTable.of(keys), fine, coarse))
        common[length] = frozenset(keys.tolist())
    return _Tables(KeyTable.of(pairs), np.append(0, steps).astype(np.uint64), clusters, common)
