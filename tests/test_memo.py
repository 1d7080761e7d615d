"""What was computed before is found again, and never where anything that it depends on has changed."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import memo
from kg.memo import lasting, memoized, memoized_each, runs

CALLS = []


def doubled(text: str, times: int = 2) -> bytes:
    CALLS.append(text)
    return text.encode() * times


def other(text: str) -> bytes:
    return b"other " + text.encode()


@pytest.fixture(autouse=True)
def no_calls():
    CALLS.clear()


def test_without_a_folder_everything_is_computed():
    assert [memoized(doubled, "海"), memoized(doubled, "海")] == ["海海".encode()] * 2
    assert CALLS == ["海", "海"]


def test_a_value_lasts_from_one_use_of_the_folder_to_the_next(tmp_path):
    for _ in range(2):
        with lasting(tmp_path / "made"):
            assert memoized(doubled, "海") == memoized(doubled, "海") == "海海".encode()
            assert memoized(doubled, "") == b""
            assert memoized(other, "海") == "other 海".encode()
    assert CALLS == ["海", ""]


def test_other_arguments_and_other_code_are_other_values(tmp_path, monkeypatch):
    with lasting(tmp_path):
        assert memoized(doubled, "海") != memoized(doubled, "海", 3)
    monkeypatch.setattr(memo, "code_fingerprint", lambda: "another")
    with lasting(tmp_path):
        memoized(doubled, "海")
    assert CALLS == ["海"] * 3


def test_what_nobody_asked_for_is_not_kept(tmp_path):
    for text in "海岳海":
        with lasting(tmp_path):
            memoized(doubled, text)
    assert CALLS == ["海", "岳", "海"]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-9], lambda data: b"", lambda data: data[:40] + b"x" + data[41:]]
)
def test_a_damaged_file_is_as_good_as_none(tmp_path, damage):
    with lasting(tmp_path):
        memoized(doubled, "海")
    (path,) = tmp_path.glob("*.arrow")
    path.write_bytes(damage(path.read_bytes()))
    with lasting(tmp_path):
        assert memoized(doubled, "海") == "海海".encode()
    assert CALLS == ["海", "海"]


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path):
    (tmp_path / "made").write_text("a file")
    with lasting(tmp_path / "made"):
        assert memoized(doubled, "海") == "海海".encode()
    assert CALLS == ["海"]


def test_what_fails_keeps_nothing(tmp_path):
    with pytest.raises(TypeError), lasting(tmp_path):
        memoized(doubled, "海", None)
    assert list(tmp_path.glob("*.arrow")) == []


def test_several_values_at_once_are_computed_together_and_each_once(tmp_path):
    together = []

    def run(make, given):
        together.append(list(given))
        return map(make, together[-1])

    assert memoized_each(doubled, "岳海岳", run) == [b * 2 for b in map(str.encode, "岳海岳")]
    for texts in ("海岳海", "海山", ""):
        with lasting(tmp_path):
            assert memoized_each(doubled, texts, run) == [text.encode() * 2 for text in texts]
    assert together == [["岳", "海", "岳"], ["海", "岳"], ["山"], []]


@given(st.lists(st.text("海岳山", max_size=3)), st.text("海岳山", max_size=3))
def test_what_is_new_changes_its_own_run_and_no_other(names, name):
    before = list(runs(sorted(names), str, 3))
    after = list(runs(sorted([*names, name]), str, 3))
    assert [each for run in before for each in run] == sorted(names)
    assert len({*after} - {*before}) <= 2
    assert all(not {*one} & {*other} for one, other in itertools.pairwise(after))
