"""Normalisation that keeps every offset, and sentences.

`normalize` maps one character to one character, so an offset in the normalised text is the same
offset in the text itself.
"""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Article

# What compatibility composition (NFKC) does not unify, or would make longer than one character.
_UNIFIED = {
    **dict.fromkeys("‐‑‒–−", "-"),  # hyphens, the en dash of ranges, minus
    **dict.fromkeys("―─━", "—"),  # bars set for an em dash
    **dict.fromkeys("〜∼˜", "~"),
    **dict.fromkeys("「〝", "“"),
    **dict.fromkeys("」〞〟", "”"),
    "『": "‘",
    "』": "’",
    **dict.fromkeys("•・･‧∙⋅", "·"),
    "\t": " ",
    "\v": " ",
    "\f": " ",
    "\u200b": " ",  # zero-width spaces: gone they would shift every offset
    "\ufeff": " ",
}

SAYING = struct.Struct("<4q")  # start and end of a sentence, how long it is without spaces and marks, a hash of that
_BLANK = re.compile(r"[\s\W]+")
_SHORTEST = 10  # characters of a sentence that is not said twice by chance
_LONGEST = 800  # characters of a sentence; the longest of 53,544 in news has 628
_UNUSUAL = re.compile(r"[^ -~\n\u4e00-\u9fff。、“”《》]")  # all others stay as they are

# Brackets and short quotations are stepped over whole; addresses hold ? and ; of their own.
_STOP = re.compile(
    r"""\([^()\n]{0,200}\) | 《[^《》\n]{0,200}》 | “[^“”\n]{0,16}” | (?:https?://|www\.)[!-~]+
    | (?P<end> (?:[。!?;]|…{2,})+ [”’)\]》"]* )""",
    re.VERBOSE,
)


def normalize(text: str) -> str:
    """The text with full-width letters, digits and punctuation made half-width, one character for one.

    Compatibility forms (NFKC) where the result is one character, all spaces but the line feed to " ",
    hyphens to "-", bars to "—", tildes to "~", corner quotes to “ ” ‘ ’, middle dots to "·". Number
    signs such as ① and ² stay: as plain digits they would run into the figures beside them. The result
    is as long as the text.
    """
    for char in {*_UNUSUAL.findall(text)}:  # no folded character is folded further
        text = text.replace(char, _fold(char))
    return text


@cache
def _fold(char: str) -> str:
    if char in _UNIFIED:
        return _UNIFIED[char]
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category in {"No", "Nl"}:
        return char
    folded = unicodedata.normalize("NFKC", char)
    return _UNIFIED.get(folded, folded) if len(folded) == 1 else char


def sentences(article: Article) -> list[tuple[int, int, int]]:
    """The article's sentences in order: (start, end, index of the block), offsets into `article.text`.

    A sentence ends with its block or after 。！？； or …… and the quotes and brackets that close there;
    never inside brackets or a quotation of at most 16 characters. Spaces around it are left out. One that goes on and
    on is cut at a comma or the like: reading it takes time that grows faster than its length.
    """
    text = normalize(article.text)
    found = []
    for index, block in enumerate(article.blocks):
        for start, end in _cut(text, block.start, block.end):
            found.append((start, end, index))
    return found


def sayings(article: Article) -> bytes:
    """What a reprint would say again: each longer sentence of the article, the first of equal ones, as a SAYING."""
    found: dict[str, tuple[int, int]] = {}
    for start, end, _ in sentences(article):
        said = bare(article.text[start:end])
        if len(said) >= _SHORTEST:
            found.setdefault(said, (start, end))
    return b"".join(SAYING.pack(*span, len(said), _hash(said)) for said, span in found.items())


def bare(text: str) -> str:
    """What stands there, normalised, without spaces and marks."""
    return _BLANK.sub("", normalize(text))


def _hash(said: str) -> int:
    digest = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    stops = [match.end() for match in _STOP.finditer(text, start, end) if match["end"]]
    bounds = [start, *stops] if stops and stops[-1] == end else [start, *stops, end]
    short = [span for left, right in pairwise(bounds) for span in _shortened(text, left, right)]
    return [span for span in (trimmed(text, *each) for each in short) if span[0] < span[1]]


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        pause = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in ",;:、 ")
        cut = pause + 1 or start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the spaces at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
