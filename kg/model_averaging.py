"""One names model from several: the mean of their scores, which errs less than each of them.

Collins, Discriminative Training Methods for Hidden Markov Models (EMNLP 2002), averages the weights of one run;
here they come from runs over different texts. As scores are sums of weights, the mean of models is a model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.train import quantize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.nlp.linear_chain import LinearChain

_NEVER = -100.0  # a transition below this is forbidden


def average(models: Sequence[LinearChain], shares: Sequence[float]) -> LinearChain:
    """The mean of models with the same labels; `shares` add up to 1. ValueError if the labels differ."""
    labels = models[0].labels
    if any(model.labels != labels for model in models):
        raise ValueError("models with different labels have no mean")
    used = [np.flatnonzero(model.keys) for model in models]
    keys = np.unique(np.concatenate([model.keys[places] for model, places in zip(models, used, strict=True)]))
    weights = np.zeros((len(keys), len(labels)), dtype=np.float32)
    steps = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for model, places, share in zip(models, used, shares, strict=True):
        rows = model.weights[model.index[places]].astype(np.float32)
        weights[np.searchsorted(keys, model.keys[places])] += share * model.scale * rows
        steps += share * model.scale * model.transitions.astype(np.float32)
    steps[steps < _NEVER] = -1e9
    return quantize(labels, steps, keys, weights)
