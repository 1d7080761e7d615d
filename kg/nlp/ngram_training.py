"""Learns the table of `ngrams` from plain news: cohesion of pairs of characters, clusters of strings used alike."""

from __future__ import annotations

import io
import itertools
import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.nlp.keys import mix
from kg.nlp.ngrams import BOND_STEPS, LENGTHS
from kg.text import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

_MOST_FREQUENT = {2: 30_000, 3: 16_000, 4: 10_000}  # strings of each length that are clustered
_CONTEXT = ((-1, 1500), (0, 1500), (-2, 500), (1, 500))  # neighbour, and how many different characters are told apart
_DIMENSIONS, _FINE, _COARSE, _ROUNDS = 120, 400, 64, 20
_RAREST = 6  # a pair of characters seen less often has no cohesion
_ALPHABET = 5000
_TOGETHER, _FIRMLY = 0.5, 2.0  # bits of mutual information inside a string that is kept


class Strings(NamedTuple):
    """Frequent strings, how often each of them has which neighbours, and whether it holds together."""

    keys: NDArray[np.uint64]
    lengths: Ints
    contexts: Floats
    firm: NDArray[np.bool_]


class Pairs(NamedTuple):
    """Pairs of characters and their pointwise mutual information in bits."""

    pairs: Ints  # sorted; two code points in one number
    information: NDArray[np.float64]


def learn(texts: Iterable[str]) -> bytes:
    """The table's bytes, from normalised or raw texts; some minutes and 2 GB for ten million characters."""
    joined = re.sub(r"\d", "0", normalize("\n".join(texts)))
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    pairs = _pairs(codes)
    parts = [_strings_of(codes, length, most, pairs) for length, most in _MOST_FREQUENT.items()]
    strings = Strings(*(np.concatenate(field) for field in zip(*parts, strict=True)))
    vectors, random = _embed(strings.contexts), np.random.default_rng(0)
    coarse, fine = (_clusters(vectors, number, random) for number in (_COARSE, _FINE))
    buffer = io.BytesIO()
    for field in _bonds(pairs):
        np.save(buffer, field, allow_pickle=False)
    for length in LENGTHS:
        chosen = np.flatnonzero((strings.lengths == length) & strings.firm)
        chosen = chosen[np.argsort(strings.keys[chosen])]
        for column in (strings.keys[chosen], fine[chosen].astype(np.uint16), coarse[chosen].astype(np.uint8)):
            np.save(buffer, column, allow_pickle=False)
    return zlib.compress(buffer.getvalue(), level=9)


def _pairs(codes: Ints) -> Pairs:
    pairs, counts = np.unique(codes[:-1] << 21 | codes[1:], return_counts=True)
    frequent = (counts >= _RAREST) & _is_han(pairs >> 21) & _is_han(pairs & 0x1FFFFF)
    pairs, counts = pairs[frequent], counts[frequent]
    single = np.bincount(codes, minlength=0x110000)
    chance = single[pairs >> 21] * single[pairs & 0x1FFFFF].astype(np.float64)
    return Pairs(pairs, np.log2(counts * float(len(codes)) / chance))


def _bonds(pairs: Pairs) -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """Keys of pairs that cling together, sorted, and how firmly, in steps."""
    firm = pairs.information > BOND_STEPS[0]
    keys = _keys([pairs.pairs[firm] >> 21, pairs.pairs[firm] & 0x1FFFFF])
    order = np.argsort(keys)
    return keys[order], np.digitize(pairs.information[firm], BOND_STEPS).astype(np.uint8)[order]


def _is_han(codes: Ints) -> NDArray[np.bool_]:
    return (codes >= 0x4E00) & (codes < 0xA000)


def _keys(columns: list[Ints]) -> NDArray[np.uint64]:
    key = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        key = mix(key, column.astype(np.uint64))
    return key


def _ranks(codes: Ints, size: int) -> Ints:
    """Of each character its rank by frequency, `size` for all rarer ones."""
    values, counts = np.unique(codes, return_counts=True)
    table = np.full(0x110000, size, dtype=np.int64)
    frequent = values[np.argsort(-counts, kind="stable")[:size]]
    table[frequent] = np.arange(len(frequent))
    return table[codes]


def _strings_of(codes: Ints, length: int, most: int, pairs: Pairs) -> Strings:
    """The most frequent strings of that length, which hold letters of any script only."""
    common = _ranks(codes, _ALPHABET)
    letters = (_is_han(codes) | ((codes >= ord("A")) & (codes <= ord("z")))) & (common < _ALPHABET)
    starts = np.arange(2, max(2, len(codes) - length - 2))
    key, whole = np.zeros(len(starts), dtype=np.int64), np.ones(len(starts), dtype=bool)
    for offset in range(length):
        key = key * (_ALPHABET + 1) + common[starts + offset]
        whole &= letters[starts + offset]
    starts, key = starts[whole], key[whole]
    _, first, which, counts = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    chosen = np.argsort(-counts, kind="stable")[:most]
    row = np.full(len(counts), -1)
    row[chosen] = np.arange(len(chosen))
    origin = starts[first[chosen]]
    starts, rows = starts[row[which] >= 0], row[which][row[which] >= 0]
    columns = [codes[origin + offset] for offset in range(length)]
    contexts = [_beside(codes, starts + (n if n < 0 else length + n), rows, size) for n, size in _CONTEXT]
    return Strings(
        _keys(columns), np.full(len(chosen), length), np.concatenate(contexts, axis=1), _holds(columns, pairs)
    )


def _beside(codes: Ints, places: Ints, rows: Ints, size: int) -> Floats:
    """How often each row has which of the `size` - 1 most frequent characters, or another one, at its places."""
    count = int(rows.max(initial=-1)) + 1
    size = min(size, len(np.unique(codes)) + 1)
    flat = rows * size + _ranks(codes, size - 1)[places]
    return np.bincount(flat, minlength=count * size).reshape(count, size).astype(np.float32)


def _holds(columns: list[Ints], pairs: Pairs) -> NDArray[np.bool_]:
    """Whether every two neighbours in a string go together and two of them firmly; Latin words always do."""
    inside = []
    for left, right in itertools.pairwise(columns):
        pair = left << 21 | right
        place = np.minimum(np.searchsorted(pairs.pairs, pair), len(pairs.pairs) - 1)
        inside.append(np.where(pairs.pairs[place] == pair, pairs.information[place], -np.inf))
    together = np.stack(inside)
    latin = np.all(
        [np.char.isalpha(np.array([chr(c) for c in column])) & (column < 0x7B) for column in columns], axis=0
    )
    return np.asarray(latin | ((together.min(axis=0) > _TOGETHER) & (together.max(axis=0) > _FIRMLY)))


def _embed(contexts: Floats) -> Floats:
    """Unit vectors: leading singular vectors of positive pointwise mutual information with smoothed contexts."""
    columns = contexts.sum(axis=0) ** 0.75
    expected = contexts.sum(axis=1, keepdims=True) * (columns / max(float(columns.sum()), 1e-9))
    information = np.log(np.maximum(contexts / (expected + 1e-9), 1.0)).astype(np.float32)
    values, vectors = np.linalg.eigh(information.T @ information)
    leading = vectors[:, ::-1][:, :_DIMENSIONS]
    strength = np.sqrt(np.maximum(values[::-1][:_DIMENSIONS], 1e-9))
    embedded = information @ leading / np.sqrt(strength)
    return np.asarray(embedded / (np.linalg.norm(embedded, axis=1, keepdims=True) + 1e-9), dtype=np.float32)


def _clusters(vectors: Floats, number: int, random: np.random.Generator) -> Ints:
    """k-means on the unit sphere."""
    number = min(number, len(vectors))
    centres = vectors[random.choice(len(vectors), number, replace=False)].copy()
    nearest = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(_ROUNDS):
        nearest = (vectors @ centres.T).argmax(axis=1)
        for cluster in range(number):
            members = vectors[nearest == cluster]
            if len(members):
                mean = members.mean(axis=0)
                centres[cluster] = mean / (np.linalg.norm(mean) + 1e-9)
    return nearest
