"""The hard name pairs: as good as they were, and as good as they must be."""

from __future__ import annotations

import json
from collections import Counter

from name_pairs import RESULTS, pairs, results


def test_pairs_are_many_and_of_both_kinds() -> None:
    found = pairs()
    assert len(found) >= 350
    assert min(Counter(pair.same for pair in found).values()) > 150
    assert len({pair.line for pair in found}) == len(found)
    assert len({pair.kind for pair in found}) >= 20


def test_pairs_are_told_as_the_frozen_results_say() -> None:
    found, frozen = results(), json.loads(RESULTS.read_text(encoding="utf-8"))
    assert found == frozen, "if it is better, freeze it: python tests/name_pairs.py --write"
    assert found["precision"] >= 0.98
    assert found["recall"] >= 0.90
