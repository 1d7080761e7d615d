"""JSON Lines: one article a line, an object with `text` and perhaps `title`, `date` and `source`.

A line is read by itself, so that a file may have any size; one that is no such object costs only itself. The
document's text is the title, a line end and the text. Lone surrogates, which JSON can say and no file can hold,
become U+FFFD.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from kg.documents.files import INSIDE
from kg.documents.plain import decode
from kg.documents.published import iso_date
from kg.documents.single import MAX_BYTES, MAX_CHARACTERS
from kg.model import Document, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.documents.unpacked import Stream

_FIELDS = ("text", "title", "date", "source")
_MAX_NAMED = 10  # lines that a problem names
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_records(source: str, where: str, file: Stream) -> Iterator[Document | Problem]:
    """Each line's article; at the end one Problem for what is none, broken-records (how many, their lines).

    A document's source is the file's with the number of its line: news.jsonl!/12. Whatever reading the file
    raises passes through, after the articles before it. A file with nothing in it is an empty-file.
    """
    broken: list[int] = []
    empty, count = True, 0
    for number, line in enumerate(_lines(file), 1):
        if line is not None and not line.strip():
            continue
        document = _article(f"{source}{INSIDE}{number}", line) if line is not None else None
        empty = False
        if document is not None:
            yield document
            continue
        count += 1
        broken.extend([number] if count <= _MAX_NAMED else [])
    if empty:
        yield Problem(where, "empty-file")
    if count:
        yield Problem(where, "broken-records", (str(count), ", ".join(map(str, broken)) + " …" * (count > _MAX_NAMED)))


def _lines(file: Stream) -> Iterator[bytes | None]:
    """Each line without its end; None for one that is too long, which is never held whole."""
    while piece := file.readline(MAX_BYTES + 1):
        if len(piece) > MAX_BYTES:
            while piece and not piece.endswith(b"\n"):
                piece = file.readline(MAX_BYTES)
            yield None
        else:
            yield piece.rstrip(b"\r\n")


def _article(source: str, line: bytes) -> Document | None:
    decoded = decode(line)
    row = _row(decoded[0]) if decoded else None
    if decoded is None or row is None:
        return None
    title = " ".join(row["title"].split())
    text = _SURROGATE.sub("\ufffd", f"{title}\n{row['text']}" if title else row["text"])
    if not row["text"].strip("\ufeff").strip() or len(text) > MAX_CHARACTERS:
        return None
    return Document(
        source,
        text,
        decoded[1],
        hashlib.sha256(line).hexdigest(),
        headline=len(title),
        published=iso_date(row["date"]),
        origin=_SURROGATE.sub("\ufffd", row["source"]).strip() or None,
    )


def _row(line: str) -> dict[str, str] | None:
    """The article's fields, each a string; None where the line is no JSON object or one of them no string."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict):
        return None
    fields = {key: "" if row.get(key) is None else row[key] for key in _FIELDS}
    if isinstance(fields["date"], int):
        fields["date"] = str(fields["date"])  # a year
    return fields if all(isinstance(value, str) for value in fields.values()) else None
