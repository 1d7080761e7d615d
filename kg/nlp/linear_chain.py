"""A linear-chain model over feature keys: rows of weights in a hash table, best label sequences by Viterbi.

Lafferty, McCallum, Pereira, Conditional Random Fields (ICML 2001); weights are small integers, so that the model is
small and its sums are exact on every machine. All spans of a text are decoded at once.
"""

from __future__ import annotations

import io
import itertools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.nlp.key_table import KeyTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Scores = NDArray[np.int32]

_CHUNK = 4096  # characters whose weights are added up at once
_NEVER = -(10**6)
_BLOCK = 256  # spans that are decoded at once: what is reckoned of so many stays in the processor's cache
_UNSCALED = 4  # steps after which sums of products are scaled, so that they stay within the range of numbers
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
    keys: Keys  # sorted
    weights: Scores  # row 0 of zeros, then a row for each key
    table: KeyTable
    scale: float  # one step of an integer weight

    @classmethod
    def of(
        cls, labels: Sequence[str], transitions: Scores, keys: Keys, weights: NDArray[np.int16], scale: float
    ) -> LinearChain:
        """The model of these keys, each with its row of weights; keys are distinct and not 0."""
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        rows = np.zeros((len(keys) + 1, len(labels)), dtype=np.int32)
        rows[1:] = weights[order]
        return cls(tuple(labels), transitions, keys, rows, KeyTable.of(keys), scale)

    def emissions(self, keys: Keys) -> Scores:
        """The score of every label at every character, from `features.feature_keys`."""
        parts = [self._sum(keys[start : start + _CHUNK]) for start in range(0, len(keys), _CHUNK)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.labels)), dtype=np.int32)

    def _sum(self, keys: Keys) -> Scores:
        """The rows of weights of each character's keys, added up; most keys have none.

        The first row of all characters that have one is added, then the second of those that have two, and so on.
        """
        flat = keys.ravel()
        held = np.flatnonzero(flat != 0)
        rows = self.table.numbers(flat[held])
        hit = np.flatnonzero(rows != 0)
        rows = rows[hit]
        count = np.bincount(held[hit] // keys.shape[1], minlength=len(keys))
        order = np.argsort(-count, kind="stable")
        first = (np.cumsum(count) - count)[order]
        having = np.searchsorted(-count[order], -np.arange(count.max(initial=0)))
        added = np.zeros((len(keys), len(self.labels)), dtype=np.int32)
        for number, size in enumerate(having.tolist()):
            added[:size] += self.weights.take(rows.take(first[:size] + number), axis=0)
        total = np.empty_like(added)
        total[order] = added
        return total

    def best(self, emissions: Scores, spans: Sequence[Span]) -> NDArray[np.int16]:
        """The best label of every character; characters outside all spans get label 0."""
        out = np.zeros(len(emissions), dtype=np.int16)
        ordered = _side_by_side(spans)
        active = ordered.active
        if not active:
            return out
        starts = ordered.starts
        closing = np.where(ordered.closed[:, None], self.transitions[:, 0], 0)  # to the character after the span
        scores, bounds = self._forward(emissions, ordered), list(itertools.accumulate(active, initial=0))
        label = np.zeros(len(starts), dtype=np.int64)
        into = np.ascontiguousarray(self.transitions.T)
        for step in range(len(active) - 1, -1, -1):
            going, ending = (active[step + 1] if step + 1 < len(active) else 0), active[step]
            score = scores[:, bounds[step] : bounds[step + 1]].T
            if going:
                label[:going] = (score[:going] + into[label[:going]]).argmax(axis=1)
            if going < ending:
                label[going:ending] = (score[going:] + closing[going:ending]).argmax(axis=1)
            out[starts[:ending] + step] = label[:ending]
        return out

    def _forward(self, emissions: Scores, ordered: _Ordered) -> Scores:
        """The score of the best way to each label: [label, span], the spans that are so long step by step.

        Most labels follow any other; those that follow few, as I-Park follows B-Park and I-Park, are reckoned apart.
        """
        starts, active = ordered.starts, ordered.active
        places = np.concatenate([starts[:size] + step for step, size in enumerate(active)])
        scores = np.ascontiguousarray(emissions.take(places, axis=0).T)
        scores[:, : len(starts)] += np.where(ordered.opened[:, None], self.transitions[0], self._start).T
        ways = _ways(self.transitions)
        bounds = itertools.accumulate(active, initial=0)
        for (before, here), size in zip(itertools.pairwise(bounds), active[1:], strict=False):
            for first in range(0, size, _BLOCK):
                last = min(first + _BLOCK, size)
                score = scores[:, before + first : before + last]
                for labels, froms, steps in ways:
                    from_ = score[:, None] if froms is None else score[froms]
                    scores[labels, here + first : here + last] += np.maximum.reduce(from_ + steps, axis=0)
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
        ends = ordered.starts + ordered.lengths
        places = np.concatenate([np.arange(*span) for span in zip(ordered.starts, ends, strict=True)])
        scores = emissions[places] * np.float64(self.scale)
        local = np.exp(scores - scores.max(axis=1, keepdims=True))
        steps = np.exp(np.minimum(self.transitions.astype(np.float64) * np.float64(self.scale), 50))
        both = np.stack([steps, steps.T])
        begin = (self._start == 0).astype(np.float64)
        opening = np.where(ordered.opened[:, None], steps[0], begin)
        message = np.stack([opening, np.where(ordered.closed[:, None], steps[:, 0], 1.0)])
        before, after = np.empty_like(local), np.empty_like(local)
        last = np.cumsum(ordered.lengths) - 1  # in `places`
        first = last + 1 - ordered.lengths
        for step, size in enumerate(active):
            if step:
                message = message[:, :size] @ both
            left, right = first[:size] + step, last[:size] - step
            before[left], after[right] = message
            message *= local[np.stack([left, right])]
            if step % _UNSCALED == 0:
                message = _scaled(message)
        out[places] = _scaled(before * local * after)
        return out

    @property
    def _start(self) -> Scores:
        """What each label costs at the start of a sentence: none begins inside a name."""
        return np.array([_NEVER * label.startswith("I-") for label in self.labels], dtype=np.int32)

    def dump(self) -> bytes:
        """The model as bytes, only the weights that are not 0; the same model gives the same bytes."""
        weights = self.weights[1:].astype(np.int16)
        rows, columns = np.nonzero(weights)
        header = np.array([str(self.scale), *self.labels])
        counts = np.bincount(rows, minlength=len(self.keys)).astype(np.uint8)
        buffer = io.BytesIO()
        for field in (
            header,
            self.transitions,
            self.keys,
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


def _ways(transitions: Scores) -> list[tuple[NDArray[np.intp], NDArray[np.intp] | None, Scores]]:
    """The labels that as many lead to, those (None: all), and the scores of the steps: [way, label] and one more.

    What no label may lead to is reckoned as if all did.
    """
    may = transitions > _NEVER
    may[:, ~may.any(axis=0)] = True
    count = may.sum(axis=0)
    found = []
    for size in np.unique(count):
        labels = np.flatnonzero(count == size)
        before = np.nonzero(may[:, labels].T)[1].reshape(len(labels), size).T
        steps = transitions[before, labels][:, :, None]
        found.append((labels, None if size == len(transitions) else before, steps))
    return found


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
