"""Undoes the column layout: lines of a page → paragraphs, each with its role and its place in the source.

Columns break paragraphs anywhere by line ends and blank lines; headlines wrap. A line goes on from the one
before when that one cannot end there, and nothing that begins an article stands between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from kg.bylines import is_byline, is_credit, trailing_credit
from kg.newsprint import continues, dateline, is_complete, is_heading, is_open, original_headline, without_furniture
from kg.text import normalize, trimmed

Role = Literal["headline", "opening", "byline", "credit", "heading", "prose"]
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line, or lines that belong together; `text[i]`, normalised, stands at `offsets[i]` of the source."""

    role: Role
    text: str
    offsets: tuple[int, ...]
    gap: int  # blank lines above it
    lines: tuple[str, ...]

    def cut(self, at: int) -> tuple[Paragraph | None, Paragraph | None]:
        """The parts before and after a place in the text, without the spaces there; None for nothing."""
        return self._part(0, at), self._part(at, len(self.text))

    def _part(self, start: int, end: int) -> Paragraph | None:
        start, end = trimmed(self.text, start, end)
        part = self.text[start:end]
        return replace(self, text=part, offsets=self.offsets[start:end], lines=(part,)) if part else None


def paragraphs(source: str, headline: int = 0) -> list[Paragraph]:
    """The page's paragraphs in the order of the source, in time linear in its length.

    `headline`: so many characters at its start are known to be the headline.
    """
    groups: list[list[Paragraph]] = []
    text = normalize(source)
    adjacent = _adjacent(text)
    for line in _with_roles(_by_indent(text, _titled(_lines(text), headline))):
        touches = bool(groups) and text[groups[-1][-1].offsets[-1] + 1 : line.offsets[0]].isspace()
        broken = adjacent if len(groups) > 1 else frozenset()  # the page's first line is a headline, not a broken start
        if touches and _goes_on(groups[-1], line, broken):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_joined(group) for group in groups]


def _lines(text: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    gap = 0
    for match in _LINE.finditer(text):
        parts = [part for part in _parts(text, match.start(), match.end()) if part[1] < part[2]]
        for role, start, end in parts:
            line = text[start:end]
            found.append(Paragraph(role, line, tuple(range(start, end)), gap, (line,)))
        gap = 0 if parts else gap + 1
    return found


def _titled(lines: list[Paragraph], headline: int) -> list[Paragraph]:
    return [replace(line, role="headline") if line.offsets[-1] < headline else line for line in lines]


def _parts(text: str, start: int, end: int) -> list[tuple[Role, int, int]]:
    """A line of the source without the margins and a web page's furniture, its headline apart."""
    start, end = trimmed(text, start, end)
    left, right = without_furniture(text[start:end])
    start, end = trimmed(text, start + left, start + right)
    headline = original_headline(text[start:end])
    if headline is None:
        return [("prose", start, end)]
    left, right = headline
    return [("headline", *trimmed(text, start + left, start + right)), ("prose", *trimmed(text, start + right, end))]


def _by_indent(text: str, lines: list[Paragraph]) -> list[Paragraph]:
    """Where no blank lines part paragraphs, an indented line begins one; where nothing does, every line does."""
    if any(line.gap for line in lines[1:]):
        return lines
    indented = [text[line.offsets[0] - 1 : line.offsets[0]] == " " for line in lines]
    hanging = any(indented[1:]) and not all(indented[1:])
    return [replace(line, gap=int(begins or not hanging)) for line, begins in zip(lines, indented, strict=True)]


def _with_roles(lines: list[Paragraph]) -> list[Paragraph]:
    """Roles from the end of the page: unfinished lines right above an opening or byline are its headlines."""
    out: list[Paragraph] = []
    opens = False
    for line in reversed(lines):
        role = line.role if line.role == "headline" else _role(line.text)
        if opens and role in {"heading", "prose"} and is_heading(line.text, loosely=True):
            role = "headline"
        opens = role in {"opening", "byline"} or (opens and role in {"headline", "credit"})
        out.append(replace(line, role=role))
    return out[::-1]


def _role(text: str) -> Role:
    if dateline(text):
        return "opening"
    if is_credit(text):
        return "credit"
    if is_byline(text):
        return "byline"
    return "heading" if is_heading(text) and not is_complete(text) else "prose"


def _adjacent(text: str) -> frozenset[tuple[str, str]]:
    """The Chinese characters that stand side by side: where a line ends between such a pair, it breaks a word."""
    return frozenset(pair for pair in pairwise(text) if all("\u4e00" <= char <= "\u9fff" for char in pair))


def _goes_on(group: list[Paragraph], line: Paragraph, adjacent: frozenset[tuple[str, str]]) -> bool:
    before, last = _role_of(group), group[-1].text
    if line.role in {"opening", "byline", "credit"} or before in {"byline", "credit"}:
        return False
    if "headline" in {before, line.role} or before == line.role == "heading":
        return before == line.role and line.gap == 0
    if is_complete(last) or trailing_credit(last) is not None:
        return False
    if before != "heading" or is_open(last):
        return True
    return line.gap == 0 or continues(line.text) or (last[-1], line.text[0]) in adjacent


def _role_of(group: list[Paragraph]) -> Role:
    """Headings stay headings among themselves; with anything else they were the broken start of prose."""
    first, last = group[0].role, group[-1].role
    return first if first in {"opening", last} else "prose"


def _joined(group: list[Paragraph]) -> Paragraph:
    if len(group) == 1:
        return group[0]
    return Paragraph(
        _role_of(group),
        "".join(line.text for line in group),
        tuple(offset for line in group for offset in line.offsets),
        group[0].gap,
        tuple(line.text for line in group),
    )
