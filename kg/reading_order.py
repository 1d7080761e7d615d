"""Puts the sections of an article back into order where the columns were read in the wrong one.

An article opens with text, not with a subhead. One that opens with a subhead has its opening further down:
before the section numbered first, or before the section that a road map (本市协同推进甲、乙、丙) names first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.newsprint import looks_ahead

if TYPE_CHECKING:
    from kg.columns import Paragraph

_MAX_SECTIONS = 20  # subheads; a text with more is a list, not an article
_FIRST = re.compile(r"\(?(?:一|1)[、.)]|第一|其一")


def in_reading_order(body: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with a displaced opening and what follows it put before the rest; else as they were."""
    if not body or body[0].role != "heading":
        return body
    first = _first_section(body)
    if not first:
        return body
    opening = _opening(body, first)
    return body[opening:] + body[:opening]


def _first_section(body: list[Paragraph]) -> int | None:
    """The index of the subhead that ought to come first."""
    headings = [index for index, paragraph in enumerate(body) if paragraph.role == "heading"]
    for index in headings if len(headings) <= _MAX_SECTIONS else ():
        if _FIRST.match(body[index].text) or _announces(body, index, headings):
            return index
    return None


def _announces(body: list[Paragraph], index: int, headings: list[int]) -> bool:
    """Whether the paragraph above a subhead names this one and then others of the article's subheads."""
    if index == 0:
        return False
    named = {body[heading].text: body[index - 1].text.find(body[heading].text) for heading in headings}
    places = [place for place in named.values() if place >= 0]
    return len(places) > 1 and named[body[index].text] == min(places)


def _opening(body: list[Paragraph], first: int) -> int:
    """Where the opening above the first section begins: after the ending, which looks ahead; else right above it."""
    start = first
    while start > 0 and body[start - 1].role != "heading":
        start -= 1
    endings = [index for index in range(start, first) if looks_ahead(body[index].text)]
    if endings and endings[-1] + 1 < first:
        return endings[-1] + 1
    return first - 1 if _announces(body, first, [i for i, p in enumerate(body) if p.role == "heading"]) else first
