"""Source files → decoded documents, and a Problem for each one that cannot be read.

Codes: missing, unreadable (errno name), empty-folder, empty-file, too-large (bytes, limit), binary-file,
undecodable. `Problem.where` is the path as it was given or found.
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Document, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_BYTES = 4_000_000  # over a million characters: a hundred newspaper pages, and more than spaCy takes at once
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MAX_CONTROLS = 0.01  # share of control bytes from which a file is no text
_MIN_COMMON = 0.6  # share of common characters: .99 in Chinese news, .3 to .4 in Big5 read as GB18030


def read_documents(inputs: Sequence[Path]) -> tuple[list[Document], list[Problem]]:
    """Read files, and folders with all *.txt below them; sorted by source, whatever the order of the inputs.

    Hidden files and folders are passed over; a file that is reached twice is read once. UTF-8, with or
    without byte order mark, and GB18030 are recognised; `Document.text` keeps every character after the
    mark, line ends as they are. Whatever cannot be read is a Problem and does not stop the others.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    for source, path in _sources(inputs, problems):
        document = _read(source, path)
        (documents if isinstance(document, Document) else problems).append(document)  # type: ignore[arg-type]
    return documents, sorted(set(problems), key=lambda problem: (problem.where, problem.what))


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and its encoding (utf-8, utf-8-sig or gb18030), or None when it is none of them."""
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return (text, "gb18030") if _looks_chinese(text) else None


def _sources(inputs: Iterable[Path], problems: list[Problem]) -> list[tuple[str, Path]]:
    """Every file once with its source name, sorted; equal names of different files get their folders' names."""
    shortest: dict[str, tuple[int, str, Path]] = {}
    for given in inputs:
        for name, path in _found(Path(given), problems):
            real = os.path.realpath(path)
            shortest[real] = min(shortest.get(real, (len(name), name, path)), (len(name), name, path))
    by_name: dict[str, list[Path]] = {}
    for _, name, path in shortest.values():
        by_name.setdefault(name, []).append(path)
    return sorted((_printable(n), path) for name, paths in by_name.items() for n, path in _told_apart(name, paths))


def _found(given: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    if not os.path.isdir(given):  # noqa: PTH112 - Path.is_dir raises on folders that may not be entered
        yield given.name, given
        return
    found = list(_walk(given, problems))
    if not found:
        problems.append(Problem(_printable(str(given)), "empty-folder"))
    yield from found


def _walk(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    def report(error: OSError) -> None:
        problems.append(_unreadable(Path(error.filename), error))

    for at, folders, files in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(".txt") and not name.startswith("."):
                path = Path(at, name)
                yield path.relative_to(folder).as_posix(), path


def _told_apart(name: str, paths: list[Path]) -> list[tuple[str, Path]]:
    """One more folder name at a time in front, until the names differ."""
    depth = len(Path(name).parts)
    parts = [Path(os.path.realpath(path)).parts[1:] for path in paths]
    names = [name] * len(paths)
    while len(set(names)) < len(paths):
        depth += 1
        names = ["/".join(part[-depth:]) for part in parts]
    return list(zip(names, paths, strict=True))


def _printable(name: str) -> str:
    """File names need not be valid text, but the graph is."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _read(source: str, path: Path) -> Document | Problem:
    where = _printable(str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Problem(where, "unreadable", ("not a regular file",))
        if status.st_size > MAX_BYTES:
            return Problem(where, "too-large", (str(status.st_size), str(MAX_BYTES)))
        data = path.read_bytes()
    except FileNotFoundError:
        return Problem(where, "missing")
    except OSError as error:
        return _unreadable(path, error)
    return _document(source, where, data)


def _document(source: str, where: str, data: bytes) -> Document | Problem:
    if not data.strip() or data == codecs.BOM_UTF8:
        return Problem(where, "empty-file")
    if _is_binary(data):
        return Problem(where, "binary-file")
    decoded = decode(data)
    if decoded is None:
        return Problem(where, "undecodable")
    text, encoding = decoded
    if not text.strip("\ufeff").strip():
        return Problem(where, "empty-file")
    return Document(source, text, encoding, hashlib.sha256(data).hexdigest())


def _is_binary(data: bytes) -> bool:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False  # text, but in no encoding that is read here
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return b"\0" in data or controls > _MAX_CONTROLS * len(data)


def _looks_chinese(text: str) -> bool:
    """Whether most characters beyond ASCII are punctuation or level 1 of GB 2312, the 3,755 commonest."""
    beyond = [char for char in text if not char.isascii()]
    encoded = "".join(beyond).encode("gb2312", "ignore")
    common = sum(0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7 for lead in encoded[::2])
    return common >= _MIN_COMMON * len(beyond)


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(_printable(str(path)), "unreadable", (errno.errorcode.get(error.errno or 0, type(error).__name__),))
