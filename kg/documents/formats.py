"""Which format a file has, by the end of its name, and how the documents in it are read.

Codes: too-large (limit in bytes), broken-file (the error's name), encrypted, nested-archive, foreign-format, bomb,
empty-folder (formats).
"""

from __future__ import annotations

import gzip
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from kg.documents.archive import EncryptedError, members
from kg.documents.files import FOREIGN, INSIDE
from kg.documents.pdf import read_pdf
from kg.documents.records import read_records
from kg.documents.single import MAX_PRINTED, Content, Format, read_plain
from kg.documents.unpacked import BombError, Budget, Unpacked
from kg.documents.web import read_page
from kg.documents.word import read_word
from kg.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.documents.archive import Member
    from kg.documents.unpacked import Stream
    from kg.model import Document

    Items = Iterator[Document | Problem]

_PLAIN = Format(read_plain)
_PAGE = Format(read_page)
_SINGLE = {
    ".txt": _PLAIN,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".xhtml": _PAGE,
    ".docx": Format(read_word, MAX_PRINTED),
    ".pdf": Format(read_pdf, MAX_PRINTED),
}
_RECORDS = (".jsonl", ".ndjson")
_PACKED_RECORDS = (".jsonl.gz", ".ndjson.gz")
_ARCHIVES = (".zip",)
SUFFIXES = (*_SINGLE, *_RECORDS, *_PACKED_RECORDS, *_ARCHIVES)


def read_file(source: str, where: str, file: BinaryIO, size: int) -> Items:
    """The documents of an open file of so many bytes, and its problems; a name of no known end is a text file's.

    Raises OSError where the system does not hand out the file.
    """
    try:
        if source.lower().endswith(_ARCHIVES):
            yield from _members(source, where, file, size)
        else:
            yield from _read(source, where, file, Budget(size))
    except OSError as error:
        if error.errno is not None:
            raise
        yield Problem(where, "broken-file", (type(error).__name__,))  # gzip.BadGzipFile is an OSError of its own
    except BombError:
        yield Problem(where, "bomb")
    except Exception as error:  # noqa: BLE001 - a broken file makes the library that reads it raise what it likes
        yield Problem(where, "broken-file", (type(error).__name__,))


def _read(source: str, where: str, file: Stream, budget: Budget) -> Items:
    name = source.lower()
    if name.endswith(_PACKED_RECORDS):
        unzipped = gzip.GzipFile(fileobj=cast("IO[bytes]", file), mode="rb")
        yield from read_records(source, where, Unpacked(unzipped, budget))
    elif name.endswith(_RECORDS):
        yield from read_records(source, where, file)
    else:
        form = next((form for suffix, form in _SINGLE.items() if name.endswith(suffix)), _PLAIN)
        data = file.read(form.max_bytes + 1)
        if len(data) > form.max_bytes:
            yield Problem(where, "too-large", (str(form.max_bytes),))
        else:
            yield form.read(Content(source, where, data))


def _members(source: str, where: str, file: BinaryIO, size: int) -> Items:
    budget, empty = Budget(size), True
    for member in members(file):
        name, inside = member.name.lower(), f"{where}{INSIDE}{member.name}"
        if name.endswith(_ARCHIVES):
            yield Problem(inside, "nested-archive")
        elif name.endswith(SUFFIXES):
            yield from _member(f"{source}{INSIDE}{member.name}", inside, member, budget)
        elif name.endswith(FOREIGN):
            yield Problem(inside, "foreign-format")
        else:
            continue
        empty = False
    if empty:
        yield Problem(where, "empty-folder", (" ".join(SUFFIXES),))


def _member(source: str, where: str, member: Member, budget: Budget) -> Items:
    """What one member holds; a broken one costs only itself, one that never ends the rest of the archive."""
    try:
        with member.open() as stream:
            yield from _read(source, where, Unpacked(stream, budget), budget)
    except BombError:
        raise
    except EncryptedError:
        yield Problem(where, "encrypted")
    except Exception as error:  # noqa: BLE001 - as above
        yield Problem(where, "broken-file", (type(error).__name__,))
