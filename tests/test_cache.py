"""What is made from a file is made once, found by its content, and never in the way."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.cache import ChangedError, cache_folder, forget, made_from


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "海岳.ttl"
    path.write_text("one", encoding="utf-8")
    return path


class Copy:
    """Makes a folder with a copy of the source, and counts how often."""

    def __init__(self, source):
        self.source, self.times = source, 0

    def __call__(self, place):
        self.times += 1
        place.mkdir()
        (place / "copy").write_bytes(self.source.read_bytes())


def kept(cache):
    return [path for path in cache.glob("*/*") if path.name != "source"]


def test_it_is_made_once(source, cache):
    copy = Copy(source)
    first, second = made_from(source, "copy", copy), made_from(source, "copy", copy)
    assert (first / "copy").read_text(encoding="utf-8") == "one"
    assert (first, copy.times) == (second, 1)
    assert kept(cache) == [first]


def test_a_changed_file_is_made_anew_even_in_the_same_tick(source, cache):
    copy, status = Copy(source), source.stat()
    made_from(source, "copy", copy)
    source.write_text("two", encoding="utf-8")  # as long as before
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    second = made_from(source, "copy", copy)
    assert (second / "copy").read_text(encoding="utf-8") == "two"
    assert kept(cache) == [second]  # nobody asks for the old one again


def test_kinds_live_side_by_side(source, cache):
    first, second = made_from(source, "copy-1", Copy(source)), made_from(source, "copy-2", Copy(source))
    assert {first, second} == set(kept(cache))


def test_a_file_that_changes_while_it_is_read_is_read_again(source):
    copy = Copy(source)

    def make(place):
        copy(place)
        if copy.times == 1:
            source.write_text("two", encoding="utf-8")

    assert (made_from(source, "copy", make) / "copy").read_text(encoding="utf-8") == "two"
    assert copy.times == 2


def test_a_file_that_never_stops_changing_is_an_error(source, cache):
    copy = Copy(source)

    def make(place):
        copy(place)
        source.write_text(f"{copy.times}", encoding="utf-8")

    with pytest.raises(ChangedError):
        made_from(source, "copy", make)
    assert kept(cache) == []


def test_what_fails_leaves_nothing(source, cache):
    def make(place):
        Copy(source)(place)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own
        made_from(source, "copy", make)
    assert kept(cache) == []


def test_a_cache_that_cannot_be_written_is_none(source, cache):
    cache.write_text("a file, no folder", encoding="utf-8")
    assert made_from(source, "copy", Copy(source)) is None


def test_a_full_disk_is_none(source, cache):
    def make(place):
        Copy(source)(place)
        raise OSError(28, "No space left on device")

    assert made_from(source, "copy", make) is None
    assert kept(cache) == []


def test_many_at_once_get_the_same(source, cache):
    def make(place):
        time.sleep(0.05)
        Copy(source)(place)

    with ThreadPoolExecutor(8) as pool:
        places = set(pool.map(lambda _: made_from(source, "copy", make), range(16)))
    assert len(places) == 1
    assert kept(cache) == list(places)


def test_what_belongs_to_files_that_are_gone_is_swept_out(source, tmp_path, cache):
    gone = tmp_path / "gone.ttl"
    gone.write_text("gone", encoding="utf-8")
    old = made_from(gone, "copy", Copy(gone))
    gone.unlink()
    new = made_from(source, "copy", Copy(source))
    assert kept(cache) == [new]
    assert not old.exists()


def test_what_a_killed_process_left_is_swept_out_after_a_day(source, cache):
    home = made_from(source, "copy", Copy(source)).parent
    fresh, left = home / "making-1-a", home / "making-2-b"
    for path in (fresh, left):
        path.mkdir()
    os.utime(left, (0, 0))
    made_from(source, "other", Copy(source))
    assert fresh.exists()
    assert not left.exists()


def test_it_can_be_forgotten(source):
    copy = Copy(source)
    forget(made_from(source, "copy", copy))
    made_from(source, "copy", copy)
    assert copy.times == 2


def test_the_folder_is_the_users_unless_said_otherwise(monkeypatch, cache):
    assert cache_folder() == cache
    monkeypatch.delenv("KG_CACHE")
    assert cache_folder().name == "kg"
