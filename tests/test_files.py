"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from kg.files import UnwritableError, check_folder, make_folder, write_files, write_folder

as_user = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")


def test_writes_all_files_and_leaves_nothing_else(tmp_path):
    write_files({tmp_path / "a.ttl": b"one", tmp_path / "b.html": "两".encode()})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.ttl": b"one", "b.html": "两".encode()}


def test_replaces_what_was_there(tmp_path):
    (tmp_path / "a").write_bytes(b"a longer old text")
    write_files({tmp_path / "a": b"new"})
    assert (tmp_path / "a").read_bytes() == b"new"


def test_one_bad_place_leaves_every_file_as_it_was(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(UnwritableError) as caught:
        write_files({tmp_path / "a": b"new", tmp_path / "none" / "b": b"new"})
    assert caught.value.path == tmp_path / "none" / "b"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path):
    (tmp_path / "graph.ttl").mkdir()
    with pytest.raises(UnwritableError, match=r"graph\.ttl: "):
        write_files({tmp_path / "graph.ttl": b""})
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_full_disk_keeps_the_old_file(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableError, match="No space left"):
        write_files({tmp_path / "a": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_follows_a_link_to_the_file_it_names(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_files({tmp_path / "link": b"new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_permissions_are_those_of_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        write_files({tmp_path / "a": b""})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_checking_a_folder_leaves_nothing_and_making_it_makes_all(tmp_path):
    check_folder(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
    make_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(UnwritableError) as caught:
        check_folder(tmp_path / "out")
    assert caught.value.path == tmp_path / "out"


@as_user
def test_a_folder_without_permission_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UnwritableError, match="Permission denied"):
        check_folder(tmp_path)


KILLED_WHILE_WRITING = """
import os, pathlib, signal, sys
from kg import files
folder = pathlib.Path(sys.argv[1])
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
files.write_files({folder / "a": b"new" * 1000, folder / "b": b"new" * 1000})
"""


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_a_kill_leaves_the_old_files(tmp_path):
    for name in "ab":
        (tmp_path / name).write_bytes(b"old")
    ended = subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, str(tmp_path)], check=False)
    assert ended.returncode == -9
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == b"old"


def test_a_new_folder_appears_whole(tmp_path):
    write_folder(tmp_path / "new" / "out", {"a.csv": b"1", "b.csv": b"2"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "new" / "out").iterdir()} == {
        "a.csv": b"1",
        "b.csv": b"2",
    }
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["out"]


def test_a_folder_that_is_there_keeps_its_other_files(tmp_path):
    (tmp_path / "mine.txt").write_bytes(b"mine")
    write_folder(tmp_path, {"a.csv": b"1"})
    assert {path.name for path in tmp_path.iterdir()} == {"mine.txt", "a.csv"}


def test_a_folder_that_cannot_be_written_whole_does_not_appear(tmp_path):
    with pytest.raises(UnwritableError) as error:
        write_folder(tmp_path / "out", {"a.csv": b"1", "no/such/b.csv": b"2"})
    assert error.value.path == tmp_path / "out"
    assert list(tmp_path.iterdir()) == []
