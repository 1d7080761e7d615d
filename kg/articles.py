"""A page → its articles and captions, every character with its place in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.bylines import authors, trailing_byline, trailing_credit
from kg.collection import Collection
from kg.columns import paragraphs
from kg.model import Article, Block
from kg.newsprint import dateline, header_date
from kg.stories import stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.columns import Paragraph
    from kg.model import BlockKind, Document
    from kg.stories import Story

    Piece = tuple[BlockKind, Paragraph]

_DATE = re.compile(r"(?<![至到])(?<![将定]于)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_LONGEST = 20_000  # characters of an article; a work report of a city's government has as many
_DATE_WITHIN = 40  # characters from the start of the text; later dates are what the text tells of


def split_articles(document: Document, collection: Collection | None = None) -> list[Article]:
    """The articles and captions of a page in the order in which they begin there.

    Blocks are in reading order: headline, with kicker and deck as subheads beside it; byline (本报讯 (记者
    陈远山) is one of its own, the body begins after it); body and subheads; credit. Every stretch of the
    page is in one article at most; text without headline or byline is an article too. One as long as a book
    is several, for an article is read with all of it in view.
    """
    known = collection or Collection()
    published = known.published_on(document.source) or document.published or header_date(document.text)
    found = stories(paragraphs(document.text, document.headline))
    portions = [(story, pieces) for story in found for pieces in _portions([*_head(story), *_body(story)])]
    return [
        _article(document, article_id(document.source, number), story=story, pieces=pieces, published=published)
        for number, (story, pieces) in enumerate(portions, 1)
    ]


def article_id(source: str, number: int) -> str:
    """The name of a source's n-th article, different for different sources: a.txt → a-1, a.html → a.html/1."""
    stem = source.removesuffix(".txt")
    return f"{stem}/{number}" if stem == source else f"{stem}-{number}"


def _portions(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces in as many lists as it takes for none to hold more than an article does."""
    portion: list[Piece] = []
    size = 0
    for kind, whole in pieces:
        rest: Paragraph | None = whole
        while rest is not None:
            part, rest = rest.cut(_LONGEST) if len(rest.text) > _LONGEST else (rest, None)
            if part is None:
                continue
            if portion and size + len(part.text) > _LONGEST:
                yield portion
                portion, size = [], 0
            portion.append((kind, part))
            size += len(part.text)
    if portion:
        yield portion


def _article(
    document: Document, identifier: str, *, story: Story, pieces: list[Piece], published: str | None
) -> Article:
    text, offsets, blocks = _assemble(document.text, pieces)
    sent = _byline_date(pieces)
    return Article(
        id=identifier,
        source=document.source,
        kind=story.kind,
        headline=_printed(document.text, story.title) if story.title else None,
        authors=_authors(pieces),
        published=published or (sent if sent and not sent.startswith("-") else None),
        dateline=_dateline(pieces),
        text=text,
        offsets=offsets,
        blocks=blocks,
    )


def _head(story: Story) -> Iterator[Piece]:
    for paragraph in story.head:
        if paragraph.role in {"byline", "credit"}:
            yield paragraph.role, paragraph
        else:
            yield ("headline" if paragraph is story.title else "subhead"), paragraph


def _body(story: Story) -> Iterator[Piece]:
    for paragraph in story.body:
        match paragraph.role:
            case "opening":
                opening = dateline(paragraph.text)
                byline, rest = paragraph.cut(opening.end if opening else 0)
                yield from _parts([("byline", byline)])
                yield from _text(rest, story) if rest else ()
            case "heading" | "headline":
                yield "subhead", paragraph
            case "prose":
                yield from _text(paragraph, story)
            case role:
                yield role, paragraph


def _text(paragraph: Paragraph, story: Story) -> Iterator[Piece]:
    """Body text, less the byline or credit that ends it."""
    kind: BlockKind = "byline"
    at = trailing_byline(paragraph.text)
    if at is None and (story.kind == "caption" or paragraph is story.body[-1]):
        at, kind = trailing_credit(paragraph.text), "credit"
    if at is None:
        yield "body", paragraph
    else:
        body, rest = paragraph.cut(at)
        yield from _parts([("body", body), (kind, rest)])


def _parts(parts: Iterable[tuple[BlockKind, Paragraph | None]]) -> Iterator[Piece]:
    yield from ((kind, part) for kind, part in parts if part)


def _assemble(source: str, pieces: list[Piece]) -> tuple[str, tuple[int, ...], tuple[Block, ...]]:
    """The text, its offsets and its blocks; a line feed between blocks stands where the block before it ends."""
    chars: list[str] = []
    offsets: list[int] = []
    blocks: list[Block] = []
    for kind, paragraph in pieces:
        if blocks:
            chars.append("\n")
            offsets.append(min(offsets[-1] + 1, len(source) - 1))
        blocks.append(Block(kind, len(offsets), len(offsets) + len(paragraph.offsets)))
        chars.extend(source[offset] for offset in paragraph.offsets)
        offsets.extend(paragraph.offsets)
    return "".join(chars), tuple(offsets), tuple(blocks)


def _printed(source: str, paragraph: Paragraph) -> str:
    return "".join(source[offset] for offset in paragraph.offsets)


def _authors(pieces: list[Piece]) -> tuple[str, ...]:
    """Writers first, then photographers."""
    lines = [paragraph.text for wanted in ("byline", "credit") for kind, paragraph in pieces if kind == wanted]
    return tuple(dict.fromkeys(name for line in lines for name in authors(line)))


def _dateline(pieces: list[Piece]) -> str | None:
    """The date in the byline, or at the start of the text."""
    start = next((paragraph.text[:_DATE_WITHIN] for kind, paragraph in pieces if kind == "body"), "")
    return _byline_date(pieces) or _date(start)


def _byline_date(pieces: list[Piece]) -> str | None:
    return next((_date(paragraph.text) for kind, paragraph in pieces if kind == "byline"), None)


def _date(text: str) -> str | None:
    match = _DATE.search(text)
    if not match:
        return None
    year, month, day = match.groups()
    return f"{year or '-'}-{int(month):02}-{int(day):02}"
