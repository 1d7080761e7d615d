"""Source files → documents, one at a time, and a Problem for each one that cannot be read.

Codes beside those of `files`, `formats`, `records` and the readers of single files: missing, special-file.
`Problem.where` is the path as it was given or found, with `!/` before what stands inside the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.documents.files import SpecialFileError, find_files, opened, printable, unreadable
from kg.documents.formats import SUFFIXES, read_file
from kg.documents.plain import decode
from kg.documents.single import MAX_BYTES
from kg.model import Document, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from kg.documents.files import File

__all__ = ["MAX_BYTES", "DocumentStream", "decode", "read_documents"]


def read_documents(inputs: Iterable[Path]) -> tuple[list[Document], list[Problem]]:
    """All documents of files, folders and globs, and what cannot be read of them; both sorted."""
    documents: list[Document] = []
    problems: set[Problem] = set()
    for item in DocumentStream(inputs):
        if isinstance(item, Document):
            documents.append(item)
        else:
            problems.add(item)
    return documents, sorted(problems, key=lambda problem: (problem.where, problem.what))


class DocumentStream:
    """The documents of files, folders and globs, one at a time, and a Problem for each that cannot be read.

    The order is that of the files' sources, and in a file that of its articles, whatever the order of the inputs.
    No more is held in memory than the list of the files and one document. `size` is that of all files in bytes,
    `done` how much of it is behind: of the document that came last all but what is read ahead.
    """

    def __init__(self, inputs: Iterable[Path]) -> None:
        self._files, self._problems = find_files(inputs, SUFFIXES)
        self.size = sum(file.size for file in self._files)
        self._finished = 0
        self._open: BinaryIO | None = None

    @property
    def done(self) -> int:
        """Bytes of the files read so far."""
        return self._finished + (self._open.tell() if self._open else 0)

    def __iter__(self) -> Iterator[Document | Problem]:
        """Read all files; once."""
        yield from self._problems
        for file in self._files:
            yield from self._read(file)
            self._finished += file.size

    def _read(self, file: File) -> Iterator[Document | Problem]:
        where = printable(str(file.path))
        try:
            with opened(file.path) as self._open:
                yield from read_file(file.source, where, self._open, file.size)
        except FileNotFoundError:
            yield Problem(where, "missing")
        except SpecialFileError:
            yield Problem(where, "special-file")
        except OSError as error:
            yield unreadable(where, error)
        finally:
            self._open = None
