"""The decoder against all label sequences counted out one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.nlp.linear_chain import LinearChain, Span

LABELS = ("O", "B-Park", "I-Park")


def model(seed: int, features: int = 40) -> tuple[LinearChain, np.ndarray]:
    rng = np.random.default_rng(seed)
    keys = np.unique(rng.integers(1, 2**63, features, dtype=np.uint64) * np.uint64(2) + np.uint64(1))
    transitions = rng.integers(-30, 30, (3, 3)).astype(np.int32)
    transitions[0, 2] = -(10**6)
    weights = rng.integers(-99, 99, (len(keys), 3)).astype(np.int16)
    return LinearChain.of(LABELS, transitions, keys, weights, 0.05), keys


def text_keys(keys: np.ndarray, seed: int, length: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    array = rng.choice(keys, (length, 4))
    array[rng.random(array.shape) < 0.2] = 0
    array[rng.random(array.shape) < 0.2] = 12345  # a key that the model does not know
    return array


def sequences(chain: LinearChain, emissions: np.ndarray) -> dict[tuple[int, ...], int]:
    scores = {}
    for path in itertools.product(range(3), repeat=len(emissions)):
        if path[0] != 2:
            pairs = itertools.pairwise(path)
            scores[path] = int(
                sum(emissions[n, label] for n, label in enumerate(path))
                + sum(chain.transitions[a, b] for a, b in pairs)
            )
    return scores


@pytest.mark.parametrize("seed", range(8))
def test_best_and_marginals_against_enumeration(seed: int) -> None:
    chain, keys = model(seed)
    emissions = chain.emissions(text_keys(keys, seed, 9))
    sentences = [Span(0, 5), Span(5, 8), Span(8, 9)]
    best, sure = chain.best(emissions, sentences), chain.marginals(emissions, sentences)
    for start, end, _, _ in sentences:
        scores = sequences(chain, emissions[start:end])
        assert scores[tuple(int(label) for label in best[start:end])] == max(scores.values())
        weights = {path: np.exp(score * 0.05) for path, score in scores.items()}
        total = sum(weights.values())
        for place in range(end - start):
            for label in range(3):
                expected = sum(w for path, w in weights.items() if path[place] == label) / total
                assert sure[start + place, label] == pytest.approx(expected, abs=1e-4)


def test_emissions_add_the_rows_of_known_keys() -> None:
    chain, keys = model(3)
    again, _ = model(3)
    rows = {int(key): chain.emissions(np.array([[key]]))[0] for key in keys}
    total = chain.emissions(np.array([[keys[0], keys[5], np.uint64(777)]]))[0]
    assert (total == rows[int(keys[0])] + rows[int(keys[5])]).all()
    assert len({tuple(row) for row in rows.values()}) > 30
    assert chain.dump() == again.dump()


def test_dump_and_load() -> None:
    chain, keys = model(1)
    loaded = LinearChain.load(chain.dump())
    array = text_keys(keys, 1, 200)
    assert (loaded.emissions(array) == chain.emissions(array)).all()
    assert loaded.labels == LABELS
    assert loaded.dump() == chain.dump()


def test_keys_that_share_a_slot_are_told_apart() -> None:
    base = np.uint64(0xABCDE) << np.uint64(44)
    keys = base + np.arange(1, 20, 2, dtype=np.uint64)
    weights = np.arange(30, dtype=np.int16).reshape(10, 3)
    chain = LinearChain.of(LABELS, np.zeros((3, 3), dtype=np.int32), keys, weights, 1.0)
    assert (chain.emissions(keys[:, None]) == weights).all()
    assert not chain.emissions(keys[:, None] + np.uint64(1)).any()


def test_nothing_to_read() -> None:
    chain, _ = model(0)
    assert chain.emissions(np.zeros((0, 4), dtype=np.uint64)).shape == (0, 3)
    assert not chain.best(np.zeros((3, 3), dtype=np.int32), []).any()
