"""Where a name begins and ends: no stray punctuation, whole brackets, one name a member of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAIRS = {"“": "”", "《": "》", "(": ")", "‘": "’", "【": "】", "[": "]"}
_CLOSING = {close: open_ for open_, close in _PAIRS.items()}
_STRAY = " \n,。;:、!?…-—·.~|/"
_MARK = re.compile("[" + re.escape("".join((*_PAIRS, *_CLOSING, _STRAY))) + "]")
_LISTED = frozenset(
    {
        "Enterprise",
        "Product",
        "Industry",
        "Person",
        "AdministrativeArea",
        "GovernmentBody",
        "Initiative",
        "Facility",
        "Title",
    }
)


def tidy(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    """The names in `text[start:end]`: usually one; none if nothing is left."""
    if start < end and not _MARK.search(text, start, end):
        yield start, end
        return
    for left, right in _members(text, start, end, kind):
        a, b = _trim(text, *_balance(text, *_trim(text, left, right)))
        if a < b:
            yield a, b


def _members(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    """Split at 、 outside brackets, where the type is one of single things."""
    depth, left = 0, start
    for place in range(start, end):
        char = text[place]
        depth += (char in _PAIRS) - (char in _CLOSING)
        if (char == "、" and depth <= 0 and kind in _LISTED) or char == "\n":
            yield left, place
            left = place + 1
    yield left, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _STRAY:
        start += 1
    while start < end and text[end - 1] in _STRAY:
        end -= 1
    return start, end


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a bracket that stands right beside the name, or leave out one whose partner is elsewhere."""
    for place in range(start, end):
        char = text[place]
        if char in _PAIRS and _PAIRS[char] not in text[place + 1 : end]:
            if end < len(text) and text[end] == _PAIRS[char]:
                return _bare(text, start, end + 1)
            return (place + 1, end) if place - start < end - place else (start, place)
    for place in range(end - 1, start - 1, -1):
        char = text[place]
        if char in _CLOSING and _CLOSING[char] not in text[start:place]:
            if start > 0 and text[start - 1] == _CLOSING[char]:
                return _bare(text, start - 1, end)
            return (place + 1, end) if place - start < end - place - 1 else (start, place)
    return _bare(text, start, end)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the quotation marks around the whole name."""
    if (
        end - start > 2
        and text[start] in "“‘"
        and text[end - 1] == {"“": "”", "‘": "’"}[text[start]]
        and text[start + 1 : end - 1].find(text[start]) < 0
    ):
        return start + 1, end - 1
    return start, end
