"""A file that is one document: its bytes → the document, or the problem that it has.

Codes: empty-file, too-long (characters, limit), binary-file, undecodable.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Required, TypedDict, Unpack

from kg.documents.plain import decode, is_binary
from kg.model import Document, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES = 4_000_000  # of text: over a million characters, a hundred newspaper pages
MAX_PRINTED = 100_000_000  # of a Word or PDF file, most of which is pictures
MAX_CHARACTERS = 1_000_000  # what spaCy takes at once


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file or of a member of one; `where` is how a problem names it."""

    source: str
    where: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Format:
    """How a file of one document is read, and how many bytes of it at most."""

    read: Callable[[Content], Document | Problem]
    max_bytes: int = MAX_BYTES


def derived(content: Content, text: str, **known: Unpack[_Known]) -> Document | Problem:
    """The document of a text that was taken out of the file's bytes, without what no file of text can hold."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if not text.strip("\ufeff").strip():
        return Problem(content.where, "empty-file")
    if len(text) > MAX_CHARACTERS:
        return Problem(content.where, "too-long", (str(len(text)), str(MAX_CHARACTERS)))
    return Document(content.source, text, sha256=content.sha256, **known)


class _Known(TypedDict, total=False):
    encoding: Required[str | None]
    headline: int
    published: str | None
    origin: str | None
    reader: str | None


def read_plain(content: Content) -> Document | Problem:
    """A text file: its characters after the byte order mark, line ends as they are."""
    if not content.data.strip() or content.data == codecs.BOM_UTF8:
        return Problem(content.where, "empty-file")
    if is_binary(content.data):
        return Problem(content.where, "binary-file")
    decoded = decode(content.data)
    if decoded is None:
        return Problem(content.where, "undecodable")
    text, encoding = decoded
    return derived(content, text, encoding=encoding)
