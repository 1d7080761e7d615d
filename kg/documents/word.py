"""A Word file (.docx) → its text: the paragraphs of the body, of tables and of text boxes, as they follow in it.

Read from its XML by expat, for the libraries that read it leave out what stands in smart tags, content controls and
tracked insertions. A document type, which no such file may have and which can make a small file endless, is refused.
Codes: broken-file (reason), empty-file, too-long.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.parsers import expat

from kg.documents.single import derived
from kg.model import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.documents.single import Content
    from kg.model import Document

_MAX_XML = 40_000_000  # bytes of the body's XML: ten for each of text
_CHUNK = 1 << 16
_BODY = re.compile(r"word/document\d*\.xml")
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_LEFT_OUT = {"http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"}  # what is there a second time
_LEFT_OUT |= {f"{word}{name}" for word in _WORD for name in ("moveFrom", "del")}  # what was taken away
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_word(content: Content) -> Document | Problem:
    """The document's text, a paragraph a line."""
    body = _Body()
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            [name, *_] = sorted(filter(_BODY.fullmatch, archive.namelist()))
            with archive.open(name) as file:
                body.read(file.read(_MAX_XML + 1))
    except ValueError as error:
        return Problem(content.where, "broken-file", (str(error) or type(error).__name__,))
    return derived(content, "\n".join(body.paragraphs), encoding=None, reader="kg 1")


class _Body:
    """Collects the paragraphs of the XML; one that stands in another, as in a text box, comes before it."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []
        self._left_out = 0
        self._in_text = False

    def read(self, xml: bytes) -> None:
        """Raises ValueError for XML that is broken, too large, or has a document type."""
        if len(xml) > _MAX_XML:
            raise ValueError("too large")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _refuse(self, *_: object) -> None:
        raise ValueError("it has a document type")

    def _start(self, name: str, _: Mapping[str, str]) -> None:
        self._left_out += name in _LEFT_OUT
        match _local(name):
            case "p":
                self._open.append([])
            case "t":
                self._in_text = True
            case local if local in _CHARACTERS:
                self._add(_CHARACTERS[local])

    def _end(self, name: str) -> None:
        self._left_out -= name in _LEFT_OUT
        match _local(name):
            case "p":
                if paragraph := "".join(self._open.pop()).strip("\n"):
                    self.paragraphs.append(paragraph)
            case "t":
                self._in_text = False

    def _characters(self, text: str) -> None:
        if self._in_text:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._open and not self._left_out:
            self._open[-1].append(text)


def _local(name: str) -> str:
    """The name of a Word element without its namespace; "" for any other."""
    return next((name.removeprefix(word) for word in _WORD if name.startswith(word)), "")
