"""One names model from several: the mean of their scores, which errs less than each of them.

Collins, Discriminative Training Methods for Hidden Markov Models (EMNLP 2002), averages the weights of one run;
here they come from runs over different texts. As scores are sums of weights, the mean of models is a model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.nlp.linear_chain import LinearChain
from kg.train import quantize

if TYPE_CHECKING:
    from collections.abc import Sequence


_NEVER = -100.0  # a transition below this is forbidden
_ROW, _WEIGHT = 20, 4


def average(
    models: Sequence[LinearChain], shares: Sequence[float], *, row: int = _ROW, weight: int = _WEIGHT
) -> LinearChain:
    """The mean of models with the same labels; `shares` add up to 1. ValueError if the labels differ.

    Weights below `weight` steps (of 1000 to the largest one) become 0, features none of whose reach `row` are dropped.
    """
    labels = models[0].labels
    if any(model.labels != labels for model in models):
        raise ValueError("models with different labels have no mean")
    keys = np.unique(np.concatenate([model.keys for model in models]))
    weights = np.zeros((len(keys), len(labels)), dtype=np.float32)
    steps = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for model, share in zip(models, shares, strict=True):
        weights[np.searchsorted(keys, model.keys)] += share * model.scale * model.weights[1:].astype(np.float32)
        steps += share * model.scale * model.transitions.astype(np.float32)
    steps[steps < _NEVER] = -1e9
    return _thinned(quantize(labels, steps, keys, weights), row, weight)


def _thinned(model: LinearChain, row: int, weight: int) -> LinearChain:
    """The model without faint weights, which several models have by chance: smaller, faster and no worse."""
    strong = np.where(np.abs(model.weights[1:]) < weight, 0, model.weights[1:])
    kept = np.abs(strong).max(axis=1, initial=0) >= row
    return LinearChain.of(model.labels, model.transitions, model.keys[kept], strong[kept].astype(np.int16), model.scale)
