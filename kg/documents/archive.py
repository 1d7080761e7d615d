"""What stands in a zip file, read a member at a time, and never more of it than a text can be.

Nothing is unpacked to the disk, so that names with .. or / at the start lead nowhere; they are names only. An
archive inside an archive is not opened. A member whose name has no Unicode mark is named in UTF-8 or GB18030.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from kg.documents.plain import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

_UNICODE, _ENCRYPTED = 0x800, 0x1  # bits of a member's flags


class EncryptedError(Exception):
    """A member that only a password opens."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, by a name that no other there has."""

    name: str
    _archive: zipfile.ZipFile
    _information: zipfile.ZipInfo

    def open(self) -> IO[bytes]:
        """Its bytes as a stream. Raises EncryptedError, and zipfile.BadZipFile and others for a broken one."""
        if self._information.flag_bits & _ENCRYPTED:
            raise EncryptedError
        return self._archive.open(self._information)


def members(file: BinaryIO) -> Iterator[Member]:
    """The files of a zip file as they follow in it, without hidden ones.

    Raises zipfile.BadZipFile and others for what is no zip file.
    """
    archive = zipfile.ZipFile(file)
    taken: set[str] = set()
    for information in sorted(archive.infolist(), key=lambda each: each.header_offset):
        parts = [part for part in _name(information).split("/") if part not in {"", ".", ".."}]
        if not information.is_dir() and parts and not any(part.startswith((".", "__MACOSX")) for part in parts):
            name = _free("/".join(parts), taken)
            taken.add(name)
            yield Member(name, archive, information)


def _name(member: zipfile.ZipInfo) -> str:
    name = member.filename
    if not member.flag_bits & _UNICODE:
        decoded = decode(name.encode("cp437", "replace"))  # zipfile reads such names as cp437
        name = decoded[0] if decoded else name
    return name.replace("\\", "/")


def _free(name: str, taken: set[str]) -> str:
    """The name, or, where that is taken, with a folder in front of it."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"~{number}/{name}"
    return free
