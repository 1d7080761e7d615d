"""Paths, folders and globs → the files to read, each once, with the name that the graph gives it.

Codes: no-match, empty-folder (formats), foreign-format, unreadable (errno name).
"""

from __future__ import annotations

import errno
import glob
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import BinaryIO

INSIDE = "!/"  # between a file and what stands in it: pages.zip!/a.txt, news.jsonl!/12
# Formats that hold text and are not read: in a folder they are named, where pictures and the like are passed over.
FOREIGN = (".doc", ".wps", ".rtf", ".odt", ".ofd", ".epub", ".rar", ".7z", ".tar", ".tar.gz", ".tgz", ".txt.gz")


class SpecialFileError(Exception):
    """A pipe, a device or the like."""


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file to read; `size` in bytes, 0 where it cannot be told."""

    source: str
    path: Path
    size: int


def find_files(inputs: Iterable[Path], suffixes: Collection[str]) -> tuple[list[File], list[Problem]]:
    """Files, folders with all files of these suffixes below them, and globs; sorted by source name.

    Hidden files and folders are passed over; a file that is reached twice is listed once. The source is the path
    below the folder; equal names of different files get their folders' names.
    """
    problems: list[Problem] = []
    shortest: dict[str, tuple[int, str, Path]] = {}
    for given in inputs:
        for name, path in _found(given, tuple(suffixes), problems):
            real = os.path.realpath(path)
            shortest[real] = min(shortest.get(real, (len(name), name, path)), (len(name), name, path))
    names = _told_apart({real: name for real, (_, name, _) in shortest.items()})
    return sorted(File(_source(names[real]), path, _size(path)) for real, (_, _, path) in shortest.items()), problems


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file, to read its bytes. Raises OSError, and SpecialFileError for a pipe, at which reading would wait."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise SpecialFileError(path)
        yield file


def printable(name: str) -> str:
    """File names need not be valid text, but the graph is."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def unreadable(where: str, error: OSError) -> Problem:
    """The problem of a file that the system does not hand out, with the error's name."""
    return Problem(where, "unreadable", (errno.errorcode.get(error.errno or 0, type(error).__name__),))


def _source(name: str) -> str:
    """Different for different names, and never like the name of what stands inside a file."""
    return printable(name.replace("\\", "\\x5c")).replace(INSIDE, "\\x21/")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say what is wrong


def _found(given: Path, suffixes: tuple[str, ...], problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    if os.path.isdir(given):  # noqa: PTH112 - Path.is_dir raises on folders that may not be entered
        yield from _in_folder(given, suffixes, problems)
    elif glob.has_magic(str(given)) and not os.path.lexists(given):
        matches = sorted(glob.glob(str(given), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns
        if not matches:
            problems.append(Problem(printable(str(given)), "no-match"))
        for match in matches:
            yield from _found(Path(match), suffixes, problems)
    else:
        yield given.name, given


def _in_folder(folder: Path, suffixes: tuple[str, ...], problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    empty = True
    for path in _walk(folder, problems):
        if path.name.lower().endswith(suffixes):
            empty = False
            yield path.relative_to(folder).as_posix(), path
        elif path.name.lower().endswith(FOREIGN):
            empty = False
            problems.append(Problem(printable(str(path)), "foreign-format"))
    if empty:
        problems.append(Problem(printable(str(folder)), "empty-folder", (" ".join(suffixes),)))


def _walk(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def report(error: OSError) -> None:
        problems.append(unreadable(printable(error.filename), error))

    for at, folders, files in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(at, name)


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    """Real path → name; where names are equal, one more folder name at a time in front of them."""
    names = dict(names)
    while True:
        by_name: dict[str, list[str]] = {}
        for real, name in names.items():
            by_name.setdefault(name, []).append(real)
        equal = [real for reals in by_name.values() if len(reals) > 1 for real in reals]
        if not equal:
            return names
        for real in equal:
            depth = len(Path(names[real]).parts) + 1
            names[real] = "/".join(Path(real).parts[1:][-depth:])
