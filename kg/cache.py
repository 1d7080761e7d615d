"""What is made from a file once and found again by every later process: kept in the user's cache folder.

It is found by the file's content, so a changed file is never answered from what the old one gave. What belongs to
files that have changed or are gone is swept out when something new is made.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Callable

_ABANDONED = 24 * 3600  # seconds after which what a killed process was making is swept out
_SOURCE = "source"  # the file that names whose things a folder holds


class ChangedError(Exception):
    """The file went on changing while it was read."""


def cache_folder() -> Path:
    """Where made things are kept: KG_CACHE, or the system's place for caches."""
    given = os.environ.get("KG_CACHE")
    return Path(given) if given else user_cache_path("kg", appauthor=False)


def made_from(path: Path, kind: str, make: Callable[[Path], None]) -> Path | None:
    """What `make` makes of the file: found if it was made before, else made by `make(place)` and kept.

    `kind` names the thing and its version. Two processes may make the same thing at once: each makes it whole under
    another name, and the first that is done gives it its place. None if the cache cannot be written: the disk is full
    or read-only. Raises OSError if the file cannot be read, ChangedError if it changes all the while, and whatever
    `make` raises of its own.
    """
    home = cache_folder() / hashlib.sha256(bytes(path.resolve())).hexdigest()[:16]
    for _ in range(3):
        before = _digest(path)
        place = home / f"{before}-{kind}"
        if place.exists():
            return place
        try:
            made = _made(path, place, make)
        except _UnwritableCacheError:
            return None
        if _digest(path) == before:
            return _settled(made, place)
        forget(made)
    raise ChangedError


def forget(path: Path) -> None:
    """Take a made thing away."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


class _UnwritableCacheError(Exception):
    pass


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _made(path: Path, place: Path, make: Callable[[Path], None]) -> Path:
    """The thing, whole, under a name of its own."""
    temporary = place.with_name(f"making-{os.getpid()}-{os.urandom(4).hex()}")
    try:
        _sweep(place.parent.parent)
        place.parent.mkdir(parents=True, exist_ok=True)
        (place.parent / _SOURCE).write_bytes(bytes(path.resolve()))
    except OSError as error:
        raise _UnwritableCacheError from error
    try:
        make(temporary)
    except OSError as error:
        forget(temporary)
        raise _UnwritableCacheError from error
    except BaseException:
        forget(temporary)
        raise
    return temporary


def _settled(made: Path, place: Path) -> Path | None:
    """Give the thing its place, and take away what was made of the file's former contents."""
    try:
        made.rename(place)
    except OSError:
        forget(made)  # another process was faster
    current = place.name.partition("-")[0]
    for other in place.parent.iterdir():
        if other.name != _SOURCE and not other.name.startswith((f"{current}-", "making-")):
            forget(other)  # a process that has it open goes on reading it
    return place if place.exists() else None


def _sweep(folder: Path) -> None:
    """Take away what belongs to files that are gone, and what killed processes left half made."""
    for home in folder.iterdir() if folder.is_dir() else ():
        source = home / _SOURCE
        if source.is_file() and not Path(os.fsdecode(source.read_bytes())).exists():
            forget(home)
        for left in home.glob("making-*"):
            with contextlib.suppress(OSError):
                if left.stat().st_mtime < time.time() - _ABANDONED:
                    forget(left)
