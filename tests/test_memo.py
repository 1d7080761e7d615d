"""What was computed before is found again, and never where anything that it depends on has changed."""

from __future__ import annotations

import pytest

from kg import memo
from kg.memo import lasting, memoized

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
