"""Paragraphs of a page → its stories: what belongs to one article or caption, in reading order.

An article begins with the headlines above its opening (本报讯 …) or byline. A paragraph that ends with a
picture's credit, or stands apart above one, is a caption. Verses that fill the page, and rubrics that
belong to nothing, are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from kg.bylines import trailing_credit
from kg.newsprint import is_slogan, points_to_picture
from kg.reading_order import in_reading_order

if TYPE_CHECKING:
    from kg.columns import Paragraph

_MAX_CAPTION = 400  # characters; a longer paragraph is an article with a picture
_APART = 2  # blank lines that show a picture or a box
_MIN_LIST = 3  # so many headings at the end are a list; fewer are rubrics of the page
_RELATED = 0.3  # share of a line's character pairs in the article from which it is its kicker or deck
_MAX_ZONE = 12  # lines above an opening in which its headlines stand
_LINES = {"headline", "heading"}


@dataclass(frozen=True)
class Story:
    """An article or caption: its headline among the lines of its head, and its paragraphs in reading order."""

    kind: Literal["article", "caption"]
    title: Paragraph | None
    head: list[Paragraph] = field(default_factory=list)  # headline, kicker, deck, picture credits, bylines
    body: list[Paragraph] = field(default_factory=list)

    @property
    def start(self) -> int:
        """The first of its places in the source."""
        return min(paragraph.offsets[0] for paragraph in (*self.head, *self.body))


def stories(page: list[Paragraph]) -> list[Story]:
    """The page's stories in the order in which they begin there; every paragraph is in one at most."""
    starts = _starts(page)
    parts = [page[start:end] for start, end in zip([0, *starts], [*starts, len(page)], strict=True)]
    found: list[Story] = []
    below: list[Paragraph] = []  # lines above a headline that are not the headline's, but the story's before
    for part in reversed(parts):
        above, story, captions = _story(part + below)
        below = above
        found.extend([*captions, story])
    found = [story for story in found if story.body]
    if page and not found:
        return [Story("article", None, body=page)]  # nothing but lines: all that the page says
    return _with_leads(sorted(found, key=lambda story: story.start))


def _starts(page: list[Paragraph]) -> list[int]:
    """Where the headlines begin that stand above an opening, or above a byline with headlines."""
    starts: list[int] = []
    for index, paragraph in enumerate(page):
        above = page[index - 1].role if index else None
        opens = paragraph.role == "opening" and above != "byline"
        if opens or (paragraph.role == "byline" and above in {"headline", "credit", None}):
            start = index
            while max(0, index - _MAX_ZONE) < start and page[start - 1].role in {"headline", "credit"}:
                start -= 1
            starts.append(start)
    return [start for start in starts if start]


def _story(part: list[Paragraph]) -> tuple[list[Paragraph], Story, list[Story]]:
    """A stretch of the page → lines above it that are not its own, its story, and the captions in it."""
    zone = list(takewhile(lambda paragraph: paragraph.role in {*_LINES, "credit"}, part[:_MAX_ZONE]))
    rest = part[len(zone) :]
    above, title, head = _headlines(zone, rest)
    bylines = list(takewhile(lambda paragraph: paragraph.role == "byline", rest))
    body, captions = _captions_apart(rest[len(bylines) :])
    story = Story("article", title, [*head, *bylines], in_reading_order(_without_furniture(body)))
    return above, story, captions


def _headlines(
    zone: list[Paragraph], rest: list[Paragraph]
) -> tuple[list[Paragraph], Paragraph | None, list[Paragraph]]:
    """The lines above the story's own; its headline; its own lines with the headline among them.

    The headline is the line that shares most character pairs with the article's first paragraph.
    """
    lines = [line for line in zone if line.role in _LINES and not is_slogan(line.lines)]
    lead = next((_pairs(paragraph.text) for paragraph in rest if paragraph.role in {"opening", "prose"}), frozenset())
    title = max(lines, key=lambda line: (len(_pairs(line.text) & lead), line.offsets), default=None)
    if title is None:
        return ([], None, [line for line in zone if line.role == "credit"]) if rest else (zone, None, [])
    text = _pairs("".join(paragraph.text for paragraph in rest))
    own = [line is title or (line in lines and _related(line, text)) for line in zone]
    at = zone.index(title)
    first = at - len(list(takewhile(bool, reversed(own[:at]))))
    if first and zone[first - 1].role == "credit":
        first = at  # lines right below a credit are the rubric of the caption above
    head = [line for line, is_own in zip(zone[first:], own[first:], strict=True) if is_own or line.role == "credit"]
    return zone[:first], title, head


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _related(line: Paragraph, text: frozenset[str]) -> bool:
    pairs = _pairs(line.text)
    return len(pairs & text) >= _RELATED * len(pairs)


def _captions_apart(body: list[Paragraph]) -> tuple[list[Paragraph], list[Story]]:
    """The body without its captions, and the captions."""
    rest: list[Paragraph] = []
    captions: list[Story] = []
    left = list(reversed(body))
    while left:
        paragraph = left.pop()
        if not _is_caption(paragraph, left[-1] if left else None):
            rest.append(paragraph)
            continue
        text = [paragraph]
        if left and left[-1].role == "credit":
            text.append(left.pop())
        title = _rubric(rest, left)
        captions.append(Story("caption", title, [title] if title else [], text))
    return rest, captions


def _is_caption(paragraph: Paragraph, below: Paragraph | None) -> bool:
    if paragraph.role != "prose" or len(paragraph.text) > _MAX_CAPTION:
        return False
    if trailing_credit(paragraph.text) is not None:
        return True
    credited = below is not None and below.role == "credit"
    return credited and (paragraph.gap >= _APART or points_to_picture(paragraph.text))


def _rubric(above: list[Paragraph], below: list[Paragraph]) -> Paragraph | None:
    """Takes a caption's heading from the lines above it, or from those below, which are reversed."""
    if above and _is_rubric(above[-1]) and (above[-1].gap >= _APART or not below):
        return above.pop()
    if below and _is_rubric(below[-1]) and all(line.role in _LINES for line in below):
        return below.pop()
    return None


def _is_rubric(line: Paragraph) -> bool:
    return line.role in _LINES and not is_slogan(line.lines)


def _without_furniture(body: list[Paragraph]) -> list[Paragraph]:
    """Without verses, and without rubrics at the end; lines between paragraphs are subheads."""
    kept = [
        replace(paragraph, role="heading") if paragraph.role == "headline" else paragraph
        for paragraph in body
        if not (paragraph.role in _LINES and is_slogan(paragraph.lines))
    ]
    trailing = len(list(takewhile(lambda paragraph: paragraph.role == "heading", reversed(kept))))
    return kept[: len(kept) - trailing] if 0 < trailing < _MIN_LIST else kept


def _with_leads(found: list[Story]) -> list[Story]:
    """Text at the top of the page without a headline is the lead of the article below, if a subhead begins that."""
    match found:
        case [Story("article", None) as lead, Story("article", body=[first, *_]) as below, *others] if (
            first.role == "heading"
        ):
            return [replace(below, body=lead.body + below.body), *others]
    return found
