"""Text laid out for a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# May not begin a line (Chinese and Western closing punctuation).
_CLOSING = frozenset("，。、；：？！）》」』】〉”’…,.;:?!)]}%")
_MAX_COLUMNS = 100  # longer lines are hard to read


def columns(*, full: bool = False) -> int:
    """How wide to lay out text: the terminal, but for running text not too wide to read."""
    wide = shutil.get_terminal_size().columns
    return wide if full else min(wide, _MAX_COLUMNS)


def on_terminal() -> bool:
    """Whether what is printed goes to a terminal, not to a file or a pipe."""
    return sys.stdout.isatty()


def width(text: str) -> int:
    """Columns the text takes: two for wide and full-width characters, none for combining ones (UAX #11)."""
    return sum(map(_width, text))


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text, filled with spaces to that many columns."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def clip(text: str, columns: int) -> str:
    """The text, cut to that many columns with … where it was longer."""
    if width(text) <= columns:
        return text
    reached = accumulate(map(_width, text))
    return text[: sum(1 for end in reached if end < columns)] + "…"


def wrap(text: str, columns: int, indent: str = "") -> str:
    """Paragraphs broken at spaces and between Chinese characters; lines that start with a space stay as they are."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        kept = paragraph[:1].isspace() or not paragraph
        lines.extend([paragraph] if kept else _broken(paragraph, columns - width(indent)))
    return "\n".join((indent + line).rstrip() for line in lines)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], limit: int | None = None) -> str:
    """Aligned columns, numbers to the right; cells are clipped when a limit of columns is given."""
    body = [[printable(cell) for cell in row] for row in rows]
    heads = [printable(cell) for cell in header]
    widths = [max(map(width, cells)) for cells in zip(heads, *body, strict=True)]
    if limit is not None:
        widths = _narrowed(widths, limit)
    numeric = [all(_is_number(cell) for cell in cells if cell) and any(cells) for cells in zip(*body, strict=True)]
    rule = ["─" * columns for columns in widths]
    return "\n".join(_row(cells, widths, numeric) for cells in [heads, rule, *body])


def printable(text: str) -> str:
    """Without control characters, which could command the terminal; line ends and tabs become spaces."""
    return "".join(" " if c in "\n\r\t" else c for c in text if c in "\n\r\t" or unicodedata.category(c)[0] != "C")


def definitions(pairs: Sequence[tuple[str, str]], columns: int) -> str:
    """Terms, and beside them what they mean."""
    left = min(max((width(term) for term, _ in pairs), default=0), columns // 3)
    lines: list[str] = []
    for term, meaning in pairs:
        beside = wrap(meaning, columns - left - 4).splitlines() or [""]
        if width(term) > left:
            lines.append(f"  {term}")
            term = ""  # noqa: PLW2901 - the meaning starts on the next line
        lines.extend(f"  {pad(a, left)}  {b}".rstrip() for a, b in zip_longest([term], beside, fillvalue=""))
    return "\n".join(lines)


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _broken(paragraph: str, columns: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(paragraph):
        if line and width((line + piece).rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What may not be broken: words with the space after them, Chinese characters with their closing punctuation."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1][-1] if pieces else " "
        in_word = _width(character) == 1 and _width(last) == 1 and last != " "
        if pieces and (in_word or character == " " or character in _CLOSING):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _narrowed(widths: list[int], limit: int) -> list[int]:
    """Take columns from the widest until the row fits."""
    widths = list(widths)
    while sum(widths) + 2 * (len(widths) - 1) > limit and max(widths) > 4:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    sides = numeric or [False] * len(cells)
    parts = [pad(clip(c, w), w, right=right) for c, w, right in zip(cells, widths, sides, strict=True)]
    return "  ".join(parts).rstrip()


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isascii() and text.replace(".", "", 1).removeprefix("-").isdigit()
