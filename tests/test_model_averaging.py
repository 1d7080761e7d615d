"""The mean of names models scores as they do on average."""

from __future__ import annotations

import numpy as np
import pytest

from kg.model_averaging import average
from kg.nlp.linear_chain import LinearChain

LABELS = ("O", "B-Park", "I-Park")


def model(seed: int, scale: float, labels: tuple[str, ...] = LABELS) -> tuple[LinearChain, np.ndarray]:
    rng = np.random.default_rng(seed)
    keys = np.arange(1 + 10 * seed, 41 + 10 * seed, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) | np.uint64(1)
    transitions = rng.integers(-30, 30, (3, 3)).astype(np.int32)
    transitions[0, 2] = -(10**6)
    return LinearChain.of(labels, transitions, keys, rng.integers(-99, 99, (40, 3)).astype(np.int16), scale), keys


def test_scores_are_the_mean_of_the_scores() -> None:
    (one, keys), (other, more) = model(0, 0.05), model(1, 0.02)
    mean = average([one, other], [0.25, 0.75], row=1, weight=1)
    read = np.concatenate([keys, more])[:, None]
    expected = 0.25 * 0.05 * one.emissions(read) + 0.75 * 0.02 * other.emissions(read)
    assert mean.scale * mean.emissions(read) == pytest.approx(expected, abs=4 * mean.scale)
    steps = 0.25 * 0.05 * one.transitions + 0.75 * 0.02 * other.transitions
    assert mean.scale * mean.transitions[:, :2] == pytest.approx(steps[:, :2], abs=mean.scale)
    assert mean.transitions[0, 2] == -(10**6)


def test_faint_weights_are_left_out() -> None:
    one, keys = model(0, 0.05)
    strong = average([one], [1.0], row=900, weight=500)
    assert 0 < len(strong.keys) < len(keys)
    assert np.abs(strong.weights[1:]).max(axis=1).min() >= 900
    assert set(np.abs(strong.weights[1:][strong.weights[1:] != 0]) >= 500) == {True}


def test_models_with_other_labels_have_no_mean() -> None:
    (one, _), (other, _) = model(0, 0.05), model(1, 0.02, ("O", "B-Firm", "I-Firm"))
    with pytest.raises(ValueError, match="labels"):
        average([one, other], [0.5, 0.5])
