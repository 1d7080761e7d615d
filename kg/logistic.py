"""Logistic regression over features that are short strings: what has been learned is a number a feature.

A model keeps numbers of strings (CRC-32), not the strings, and whole weights, so that the same features give the
same probability everywhere.
"""

from __future__ import annotations

import io
import json
import math
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = tuple[list[str], bool]  # the features of something, and whether it is right

_STEPS = 100  # weights are hundredths
_DIGITS = 3
_REMEMBERED = 1 << 16  # features whose weights are remembered: the same few are asked for again and again
_PENALTY = 2.0  # of the squares of weights, in learning; chosen by cross-validation
_ALWAYS = "*"  # the feature that everything has
_RIGHT, _WRONG = "1", "0"


class _Known(dict[str, int]):
    """Weights by feature, as they were asked for; when they are many, all are forgotten."""

    def __init__(self, weights: Mapping[int, int]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, feature: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        weight = self[feature] = self._weights.get(number(feature), 0)
        return weight


@dataclass(frozen=True, slots=True)
class Logistic:
    """The weights, in hundredths, of features by their numbers, and that of having none."""

    weights: Mapping[int, int]
    bias: int
    _known: _Known = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Nothing is known yet."""
        object.__setattr__(self, "_known", _Known(self.weights))

    def probability(self, features: Iterable[str]) -> float:
        """How probable it is that something with these features is right, to three digits."""
        total = self.bias + sum(map(self._known.__getitem__, features))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total / _STEPS)))), _DIGITS)

    def dump(self) -> bytes:
        """The model as bytes; the same model gives the same bytes."""
        rows = [self.bias, *(value for pair in sorted(self.weights.items()) for value in pair)]
        return zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), level=9)

    @classmethod
    def load(cls, data: bytes) -> Logistic:
        """The model that `dump` wrote. Raises ValueError or zlib.error if it is damaged."""
        bias, *rows = json.load(io.BytesIO(zlib.decompress(data)))
        return cls(dict(zip(rows[::2], rows[1::2], strict=True)), bias)

    @classmethod
    def of(cls, weights: Mapping[str, float], bias: float) -> Logistic:
        """The model of these weights; those that would be 0 are left out."""
        whole = {number(feature): round(weight * _STEPS) for feature, weight in sorted(weights.items())}
        return cls({key: weight for key, weight in whole.items() if weight}, round(bias * _STEPS))


def number(feature: str) -> int:
    """The number of a feature."""
    return zlib.crc32(feature.encode())


def learn(rows: Iterable[Row]) -> Logistic:
    """Logistic regression of the rows. Deterministic.

    By CRFsuite's L-BFGS with a quadratic penalty: a label alone in its sequence makes a random field just that.
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.0, "c2": _PENALTY, "max_iterations": 100})
    names: dict[str, str] = {}  # CRFsuite reads its own models back only where features are plain
    for features, right in rows:
        plain = [names.setdefault(feature, str(len(names))) for feature in features]
        trainer.append([[*plain, _ALWAYS]], [_RIGHT if right else _WRONG])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        weights: dict[str, float] = {}
        for (feature, label), weight in tagger.info().state_features.items():
            weights[feature] = weights.get(feature, 0.0) + (weight if label == _RIGHT else -weight)
        tagger.close()
    bias = weights.pop(_ALWAYS, 0.0)
    return Logistic.of({feature: weights[plain] for feature, plain in names.items() if plain in weights}, bias)
