"""A linear-chain model over feature keys: rows of weights in a hash table, best label sequences by Viterbi.

Lafferty, McCallum, Pereira, Conditional Random Fields (ICML 2001); weights are small integers, so that the model is
small and its sums are exact on every machine. All spans of a text are decoded at once.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Scores = NDArray[np.int32]

_SLOT_BITS = 20  # home slots of the table
_CHUNK = 1024  # characters whose weights are added up at once
_NEVER = -(10**6)
_TINY = np.finfo(np.float64).tiny


class Span(NamedTuple):
    """Characters that are labelled together; whether there is one with label 0 (O) before them, and after them."""

    start: int
    end: int
    opened: bool = False
    closed: bool = False


class _Ordered(NamedTuple):
    """Spans, longest first, and at each step how many are longer than that."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    opened: NDArray[np.bool_]
    closed: NDArray[np.bool_]
    active: list[int]


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
        """The rows of weights of each character's keys, added up; most keys have none."""
        flat = keys.ravel()
        held = np.flatnonzero(flat)
        rows = self._rows(flat[held])
        hit = rows > 0
        rows, chars = rows[hit], held[hit] // keys.shape[1]
        first = np.flatnonzero(np.diff(chars, prepend=-1))
        total = np.zeros((len(keys), len(self.labels)), dtype=np.int32)
        if len(first):
            total[chars[first]] = np.add.reduceat(self.weights.take(rows, axis=0), first, axis=0, dtype=np.int32)
        return total

    def _rows(self, keys: Keys) -> NDArray[np.int32]:
        """Rows of the keys, none of them 0; row 0, all zero, for a key that has none."""
        slot = (keys >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
        here = self.keys.take(slot)
        out = np.where(here == keys, self.index.take(slot), 0)
        open_ = np.flatnonzero((here != keys) & (here != 0))
        while len(open_):
            slot[open_] += 1
            here = self.keys[slot[open_]]
            hit = here == keys[open_]
            out[open_[hit]] = self.index[slot[open_[hit]]]
            open_ = open_[~hit & (here != 0)]
        return out

    def best(self, emissions: Scores, spans: Sequence[Span]) -> NDArray[np.int16]:
        """The best label of every character; characters outside all spans get label 0."""
        out = np.zeros(len(emissions), dtype=np.int16)
        ordered = _side_by_side(spans)
        active = ordered.active
        if not active:
            return out
        starts = ordered.starts
        closing = np.where(ordered.closed[:, None], self.transitions[:, 0], 0)  # to the character after the span
        scores = self._forward(emissions, ordered)
        label = np.zeros(len(starts), dtype=np.int64)
        into = np.ascontiguousarray(self.transitions.T)
        for step in range(len(active) - 1, -1, -1):
            going, ending = (active[step + 1] if step + 1 < len(active) else 0), active[step]
            label[:going] = (scores[step][:going] + into[label[:going]]).argmax(axis=1)
            label[going:ending] = (scores[step][going:] + closing[going:ending]).argmax(axis=1)
            out[starts[:ending] + step] = label[:ending]
        return out

    def _forward(self, emissions: Scores, ordered: _Ordered) -> list[Scores]:
        """At each step, for each span that is so long, the score of the best way to each label."""
        starts, active = ordered.starts, ordered.active
        opening = np.where(ordered.opened[:, None], self.transitions[0], self._start)
        score = emissions[starts] + opening
        into = np.ascontiguousarray(self.transitions.T)  # [to, from]
        scores = [score]
        for step in range(1, len(active)):
            ways = score[: active[step], None, :] + into
            score = ways.max(axis=2) + emissions[starts[: active[step]] + step]
            scores.append(score)
        return scores

    def marginals(self, emissions: Scores, spans: Sequence[Span]) -> NDArray[np.float64]:
        """The probability of every label at every character, by forward and backward sums; 0 outside all spans.

        Both sums are taken at once, the backward ones over the reversed spans.
        """
        out = np.zeros(emissions.shape, dtype=np.float64)
        ordered = _side_by_side(spans)
        active = ordered.active
        if not active:
            return out
        scores = emissions.astype(np.float64) * np.float64(self.scale)
        local = np.exp(scores - scores.max(axis=1, keepdims=True))
        steps = np.exp(np.minimum(self.transitions.astype(np.float64) * np.float64(self.scale), 50))
        both = np.stack([steps, steps.T])
        begin = (self._start == 0).astype(np.float64)
        message = np.stack(
            [
                np.where(ordered.opened[:, None], steps[0], begin),
                np.where(ordered.closed[:, None], steps[:, 0], np.ones(len(begin))),
            ]
        )
        before, after = np.zeros_like(local), np.zeros_like(local)
        starts, ends = ordered.starts, ordered.starts + ordered.lengths - 1
        for step, size in enumerate(active):
            if step:
                message = message[:, :size] @ both
            left, right = starts[:size] + step, ends[:size] - step
            before[left], after[right] = message
            message = _scaled(message * np.stack([local[left], local[right]]))
        return _scaled(before * local * after)

    @property
    def _start(self) -> Scores:
        """What each label costs at the start of a sentence: none begins inside a name."""
        return np.array([_NEVER * label.startswith("I-") for label in self.labels], dtype=np.int32)

    def dump(self) -> bytes:
        """The model as bytes, only the weights that are not 0; the same model gives the same bytes."""
        used = np.flatnonzero(self.keys)
        weights = self.weights[self.index[used]]
        rows, columns = np.nonzero(weights)
        header = np.array([str(self.scale), *self.labels])
        counts = np.bincount(rows, minlength=len(used)).astype(np.uint8)
        buffer = io.BytesIO()
        for field in (
            header,
            self.transitions,
            self.keys[used],
            counts,
            columns.astype(np.uint8),
            weights[rows, columns],
        ):
            np.save(buffer, field, allow_pickle=False)
        return zlib.compress(buffer.getvalue(), level=9)

    @classmethod
    def load(cls, data: bytes) -> LinearChain:
        """The model that `dump` wrote. Raises ValueError or zlib.error if it is damaged."""
        buffer = io.BytesIO(zlib.decompress(data))
        header, transitions, keys, counts, columns, values = (np.load(buffer, allow_pickle=False) for _ in range(6))
        weights = np.zeros((len(keys), len(header) - 1), dtype=np.int16)
        weights[np.repeat(np.arange(len(keys)), counts), columns] = values
        return cls.of([str(label) for label in header[1:]], transitions, keys, weights, float(header[0]))


def _side_by_side(spans: Sequence[Span]) -> _Ordered:
    """The spans, longest first."""
    order = sorted((span for span in spans if span.start < span.end), key=lambda span: (span.start - span.end, span))
    lengths = np.array([span.end - span.start for span in order], dtype=np.int64)
    active = np.searchsorted(-lengths, -np.arange(int(lengths.max(initial=0))), side="left")
    return _Ordered(
        np.array([span.start for span in order], dtype=np.int64),
        lengths,
        np.array([span.opened for span in order], dtype=bool),
        np.array([span.closed for span in order], dtype=bool),
        active.tolist(),
    )


def _scaled(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows that add up to 1, or to 0."""
    scaled: NDArray[np.float64] = rows / np.maximum(rows.sum(axis=-1, keepdims=True), _TINY)
    return scaled
