"""Writes files whole or not at all: a kill, a full disk or a bad path leaves what was there before."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # Windows has none, and there a second process is not noticed
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LEFT_OVER = ".*.*.????????.tmp"  # what `_temporary` names


class UnwritableError(Exception):
    """A file or folder that cannot be written; `path` says which, `reason` is the system's name for why (EACCES)."""

    def __init__(self, path: Path, error: OSError) -> None:
        self.path = path
        self.reason = error.strerror or type(error).__name__
        super().__init__(f"{path}: {self.reason}")


class BusyError(Exception):
    """A folder that another process works in; `path` says which."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(str(path))


@contextmanager
def sole_use(folder: Path) -> Iterator[None]:
    """Make the folder and keep it to this process, first rid of what a killed one was writing there.

    Raises UnwritableError, or BusyError if another process has it. Processes forked from this one do not share it.
    """
    make_folder(folder)
    try:
        lock = (folder / ".lock").open("ab")
    except OSError as error:
        raise UnwritableError(folder, error) from error
    with lock:
        try:
            if fcntl is not None:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(folder) from error
        for path in folder.glob(_LEFT_OVER):
            path.unlink(missing_ok=True)
        yield


def check_folder(folder: Path) -> None:
    """See that files can be made in the folder, or it in the nearest one that exists; UnwritableError if not."""
    place = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    try:
        probe = _temporary(place / "probe")
        os.close(_create(probe))
        probe.unlink()
    except OSError as error:
        raise UnwritableError(folder, error) from error


def make_folder(folder: Path) -> None:
    """Make the folder and those above it; UnwritableError if that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableError(folder, error) from error


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write all files, or leave all as they are; UnwritableError names the one that failed.

    Every file is first written and synced under another name beside its place; only then are all renamed,
    so that the only thing that can come between is a kill among the renames, between two whole files.
    """
    written: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            written[path] = _temporary(path)
            _write(path, written[path], data)
        for path, temporary in written.items():
            _rename(temporary, path)
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
    for folder in sorted({path.parent for path in contents}):
        _sync_folder(folder)


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files of a folder, all or none; UnwritableError names what failed.

    A new folder is written under another name and appears whole. One that is there keeps its other files.
    """
    if folder.exists():
        write_files({folder / name: data for name, data in contents.items()})
        return
    make_folder(folder.parent)
    temporary = _temporary(folder)
    try:
        make_folder(temporary)
        write_files({temporary / name: data for name, data in contents.items()})
        _rename(temporary, folder)
    except UnwritableError as error:
        raise UnwritableError(folder, OSError(0, error.reason)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write(path: Path, temporary: Path, data: bytes) -> None:
    try:
        with open(_create(temporary), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UnwritableError(path, error) from error


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path.resolve())  # a link goes on pointing at the file it names
    except OSError as error:
        raise UnwritableError(path, error) from error


def _temporary(path: Path) -> Path:
    """A hidden name beside the file, on the same file system, that no other process takes."""
    place = path.resolve()
    return place.with_name(f".{place.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")


def _create(path: Path) -> int:
    """A new file with the permissions that the user's umask gives."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)


def _sync_folder(folder: Path) -> None:
    """Make the renames last through a power cut, where the system lets folders be synced."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
