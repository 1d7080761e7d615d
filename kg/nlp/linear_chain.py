"""A linear-chain model over feature keys: rows of weights in a hash table, best label sequences by Viterbi.

Lafferty, McCallum, Pereira, Conditional Random Fields (ICML 2001); weights are small integers, so that the model is
small and its sums are exact on every machine. All sentences of a text are decoded at once.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Scores = NDArray[np.int32]

_SLOT_BITS = 20  # home slots of the table
_CHUNK = 1024  # characters whose weights are added up at once
_NEVER = -(10**6)


@dataclass(frozen=True, slots=True)
class LinearChain:
    """Labels, a transition score for each pair, and for each feature key a row of scores."""

    labels: tuple[str, ...]
    transitions: Scores  # [from, to]
    keys: Keys  # sorted by home slot; 0 is an empty slot of the table
    weights: NDArray[np.int16]  # row of slot i; empty slots share row 0 of zeros
    index: NDArray[np.int32]  # of a slot: its row of weights
    scale: float  # one step of an integer weight

    @classmethod
    def of(
        cls, labels: Sequence[str], transitions: Scores, keys: Keys, weights: NDArray[np.int16], scale: float
    ) -> LinearChain:
        """The model of these keys, each with its row of weights; keys are distinct and not 0."""
        order = np.argsort(keys, kind="stable")
        home = (keys[order] >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
        ranks = np.arange(len(order))
        slots = ranks + np.maximum.accumulate(home - ranks) if len(order) else ranks
        table = np.zeros((1 << _SLOT_BITS) + len(order) + 1, dtype=np.uint64)[
            : max(1 << _SLOT_BITS, int(slots.max(initial=0)) + 2)
        ]
        index = np.zeros(len(table), dtype=np.int32)
        table[slots] = keys[order]
        index[slots] = order + 1
        padded = np.concatenate([np.zeros((1, len(labels)), dtype=np.int16), weights])
        return cls(tuple(labels), transitions, table, padded, index, scale)

    def emissions(self, keys: Keys) -> Scores:
        """The score of every label at every character, from `features.feature_keys`."""
        parts = [self._sum(keys[start : start + _CHUNK]) for start in range(0, len(keys), _CHUNK)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.labels)), dtype=np.int32)

    def _sum(self, keys: Keys) -> Scores:
        rows = self._rows(keys.ravel()).reshape(keys.shape)
        total = np.zeros((len(keys), len(self.labels)), dtype=np.int32)
        for column in rows.T:
            total += self.weights[column]
        return total

    def _rows(self, keys: Keys) -> NDArray[np.int32]:
        """Rows of the keys; row 0, all zero, for a key that has none."""
        slot = (keys >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
        out = np.zeros(len(keys), dtype=np.int32)
        open_ = np.flatnonzero(keys)
        while len(open_):
            here = self.keys[slot[open_]]
            hit = here == keys[open_]
            out[open_[hit]] = self.index[slot[open_[hit]]]
            open_ = open_[~hit & (here != 0)]
            slot[open_] += 1
        return out

    def best(self, emissions: Scores, sentences: Sequence[tuple[int, int]]) -> NDArray[np.int16]:
        """The best label of every character; characters outside `sentences` get label 0."""
        out = np.zeros(len(emissions), dtype=np.int16)
        order = sorted((s for s in sentences if s[0] < s[1]), key=lambda s: (s[0] - s[1], s[0]))
        if not order:
            return out
        starts = np.array([start for start, _ in order])
        lengths = np.array([end - start for start, end in order])
        back, last = self._forward(emissions, starts, lengths)
        label = last
        for step in range(int(lengths[0]) - 1, -1, -1):
            active = int(np.searchsorted(-lengths, -step, side="left"))
            out[starts[:active] + step] = label[:active]
            if step:
                label[:active] = back[step][np.arange(active), label[:active]]
        return out

    def _forward(
        self, emissions: Scores, starts: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> tuple[list[NDArray[np.int8]], NDArray[np.int64]]:
        """Back pointers a step, and the best last label of each sentence; sentences come longest first."""
        into = np.ascontiguousarray(self.transitions.T)
        score = emissions[starts].copy()
        score[:, [n for n, label in enumerate(self.labels) if label.startswith("I-")]] += _NEVER
        back: list[NDArray[np.int8]] = [np.zeros((0, 0), dtype=np.int8)]
        for step in range(1, int(lengths[0])):
            active = int(np.searchsorted(-lengths, -step, side="left"))
            paths = score[:active, None, :] + into[None]
            best = paths.argmax(axis=2)
            back.append(best.astype(np.int8))
            score[:active] = (
                np.take_along_axis(paths, best[:, :, None], axis=2)[:, :, 0] + emissions[starts[:active] + step]
            )
        return back, score.argmax(axis=1)

    def marginals(self, emissions: Scores, sentences: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
        """The probability of every label at every character, by forward and backward sums; 0 outside `sentences`."""
        out = np.zeros(emissions.shape, dtype=np.float64)
        order = sorted((s for s in sentences if s[0] < s[1]), key=lambda s: (s[0] - s[1], s[0]))
        if not order:
            return out
        starts = np.array([start for start, _ in order])
        lengths = np.array([end - start for start, end in order])
        scores = emissions.astype(np.float64) * np.float64(self.scale)
        local = np.exp(scores - scores.max(axis=1, keepdims=True))
        steps = np.exp(np.minimum(self.transitions.astype(np.float64) * np.float64(self.scale), 50))
        begin = np.array([0 if label.startswith("I-") else 1 for label in self.labels], dtype=np.float64)
        active = [int(np.searchsorted(-lengths, -step, side="left")) for step in range(int(lengths[0]))]
        ahead = _scaled(local[starts] * begin)
        out[starts] = ahead
        for step in range(1, len(active)):
            ahead = _scaled((ahead[: active[step]] @ steps) * local[starts[: active[step]] + step])
            out[starts[: active[step]] + step] = ahead
        behind = np.ones((len(starts), len(self.labels)), dtype=np.float64)
        for step in range(len(active) - 1, 0, -1):
            here = starts[: active[step]] + step
            behind[: active[step]] = _scaled((local[here] * behind[: active[step]]) @ steps.T)
            out[here - 1] *= behind[: active[step]]
        return _scaled(out)

    def dump(self) -> bytes:
        """The model as bytes; the same model gives the same bytes."""
        used = np.flatnonzero(self.keys)
        buffer = io.BytesIO()
        header = np.array([str(self.scale), *self.labels])
        for field in (header, self.transitions, self.keys[used], self.weights[self.index[used]]):
            np.save(buffer, field, allow_pickle=False)
        return zlib.compress(buffer.getvalue(), level=9)

    @classmethod
    def load(cls, data: bytes) -> LinearChain:
        """The model that `dump` wrote. Raises ValueError or zlib.error if it is damaged."""
        buffer = io.BytesIO(zlib.decompress(data))
        header, transitions, keys, weights = (np.load(buffer, allow_pickle=False) for _ in range(4))
        return cls.of([str(label) for label in header[1:]], transitions, keys, weights, float(header[0]))


def _scaled(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    total = rows.sum(axis=1, keepdims=True)
    return np.asarray(rows / np.where(total > 0, total, 1), dtype=np.float64)
