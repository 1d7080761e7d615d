"""A PDF with a text layer → its text, in the order in which a reader takes the columns, by PDFium.

Codes: needs-extra (package, extra), encrypted, broken-file (reason), no-text-layer, too-long (characters, limit).
"""

from __future__ import annotations

import ctypes
import math
import sys
from typing import TYPE_CHECKING

from kg.documents.page_layout import Character, page_text
from kg.documents.single import MAX_CHARACTERS, derived
from kg.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument, PdfTextPage

    from kg.documents.single import Content
    from kg.model import Document

_WIDE = 0x2E80  # the first of the characters that are as wide as high
_PASSWORD = 4  # PDFium's error number for a file that needs one


def read_pdf(content: Content) -> Document | Problem:
    """The pages' text; blocks of a page are parted by a blank line."""
    try:
        import pypdfium2  # only those who read PDFs have it
    except ImportError:
        return Problem(content.where, "needs-extra", ("pypdfium2", "pdf"))
    try:
        pdf = pypdfium2.PdfDocument(content.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            return Problem(content.where, "encrypted")
        return Problem(content.where, "broken-file", (str(error),))
    try:
        text = "\n\n".join(filter(None, _pages(pdf)))
    finally:
        pdf.close()
    if not text.strip():
        return Problem(content.where, "no-text-layer")
    return derived(content, text, encoding=None, reader=f"pypdfium2 {pypdfium2.PYPDFIUM_INFO}")


def _pages(pdf: PdfDocument) -> Iterator[str]:
    """Each page's text, until there is more than can be read."""
    length = 0
    for number in range(len(pdf)):
        if length > MAX_CHARACTERS:
            return
        page = pdf[number]
        text = page.get_textpage()
        found = page_text(list(_characters(text)))
        text.close()
        page.close()
        length += len(found)
        yield found


def _characters(page: PdfTextPage) -> Iterator[Character]:
    """What is printed on the page, each with its place; spaces and line ends that PDFium adds are left out."""
    from pypdfium2 import raw

    box, matrix, left, base = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        if code <= ord(" ") or code > sys.maxunicode or raw.FPDFText_IsGenerated(page, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(page, index, box)
        raw.FPDFText_GetMatrix(page, index, matrix)
        raw.FPDFText_GetCharOrigin(page, index, left, base)
        size = raw.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
        # The boxes of some fonts are those of the ink; a Chinese character takes as much room as it is high.
        right = left.value + size if code >= _WIDE else max(left.value, box.right)
        if math.isfinite(left.value + right + base.value + size):
            yield Character(chr(code), left.value, base.value, right, size)
