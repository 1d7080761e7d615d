"""What a reading depends on beside the text: one hash of the code, the data files, the models and the libraries.

As long as it stays the same, so does what is read of a text; what was read before need not be read again.
"""

from __future__ import annotations

import functools
import hashlib
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from kg.resources import ontology_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.name_models import Models

_HOME = Path(__file__).parent
_OTHER_ROOMS = {
    "cli",
    "evaluate",
    "export",
    "messages",
    "ontology",
}  # what comes after reading; the last by its own path
_LIBRARIES = ("numpy", "spacy")
_LATER_LIBRARIES = ("networkx", "numpy", "pyoxigraph")  # what comes after reading may depend on these
_BLOCK = 1 << 20  # bytes read at once


@functools.cache
def fingerprint(models: Models) -> str:
    """The hash for these models, hexadecimal; the same on every machine with the same files and library versions."""
    return _hashed([*_LIBRARIES, *([models.spacy] if models.spacy else [])], _files(models))


@functools.cache
def code_fingerprint() -> str:
    """The hash for what comes after reading: of all code, data and libraries but those of a user's models."""
    return _hashed(_LATER_LIBRARIES, (*_own("kg", _HOME), *_own("ontology", ontology_path())))


def _hashed(libraries: Iterable[str], files: Iterable[tuple[str, Path]]) -> str:
    state = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for name in libraries:
        state.update(f"{name} {_version(name)}\n".encode())
    for name, path in files:
        state.update(f"{name}\n".encode("utf-8", "surrogateescape"))
        state.update(_digest(path))
    return state.hexdigest()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:  # a folder is told by its files
        return None


def _files(models: Models) -> Iterator[tuple[str, Path]]:
    """Every file that reading may depend on, with a name that does not tell where it is installed."""
    yield from (each for each in _own("kg", _HOME) if each[0].split("/")[1] not in _OTHER_ROOMS)
    yield from _own("ontology", ontology_path())
    if models.names is not None:
        yield "names model", models.names
    if models.spacy is not None and Path(models.spacy).is_dir():
        yield from ((path.name, path) for path in sorted(Path(models.spacy).rglob("*")) if path.is_file())


def _own(name: str, folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        rooms = path.relative_to(folder).parts
        if path.is_file() and "__pycache__" not in rooms:
            yield f"{name}/{'/'.join(rooms)}", path


def _digest(path: Path) -> bytes:
    state = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            state.update(block)
    return state.digest()
