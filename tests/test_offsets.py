"""Offsets in runs are the numbers they were made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.offsets import Offsets

NUMBERS = st.lists(st.integers(0, 40)).map(tuple) | st.integers(0, 40).map(lambda n: tuple(range(n, n + 30)))


@given(NUMBERS)
def test_they_are_what_they_were_made_of(numbers):
    offsets = Offsets.of(numbers)
    assert tuple(offsets) == numbers
    assert [offsets[i] for i in range(len(offsets))] == list(numbers)
    assert [offsets[i] for i in range(-len(offsets), 0)] == list(numbers)
    assert offsets[2:9] == numbers[2:9]
    assert offsets == numbers
    assert hash(offsets) == hash(numbers)
    assert Offsets(*offsets.runs) == offsets


def test_a_long_run_takes_no_more_room_than_a_short_one():
    assert Offsets.of(range(7, 10**6)).runs == ((0,), (7,), 10**6 - 7)


def test_there_is_nothing_behind_the_end():
    with pytest.raises(IndexError):
        Offsets.of([3, 4])[2]
    assert Offsets.of([3]) != [4]
