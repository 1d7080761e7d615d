"""Characters and their places on a page → text in reading order, columns one after the other, lines made paragraphs.

The order is a recursive XY cut (Nagy and Seth, Hierarchical representation of optically scanned documents, 1984): a
region is cut at its widest gutter from top to bottom, so that columns are read one by one; where something spans the
columns, as a headline does, at its widest gap from left to right.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# All in ems, the size of the type.
_MAX_SPACE = 1.2  # between characters of a line; more is a gutter, or a title set wide
_SPACE = 0.18  # more than usual in the line, between two Chinese characters or two letters
_GUTTER = 0.8  # the least between columns
_SAME_LINE = 0.5  # how far apart the base lines of a line's characters may lie
_INDENT = 1.2  # from which a line begins a paragraph
_SHORT = 1.8  # how much shorter the last line of a paragraph is at least
_BLOCK_GAP = 1.2  # white between lines from which the lower is another block
_OTHER_SIZE = 1.15  # ratio of type sizes that are not of one block
# Of the cuts.
_NEARLY = 0.9  # share of the widest gap from which one is as good
_NO_GAP = 1e-3  # points
_MAX_DEPTH = 50  # pages are cut ten times; one made to be cut for ever is not


class Character(NamedTuple):
    """A printed character; its edges, its base line above the bottom of the page and its size in points."""

    text: str
    left: float
    base: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters side by side."""

    text: str
    left: float
    base: float
    right: float
    size: float

    @property
    def top(self) -> float:
        return self.base + self.size


def page_text(characters: Sequence[Character]) -> str:
    """The page's text: a paragraph a line, a blank line between blocks."""
    lines = _lines(_in_order(_runs(characters)))
    return "\n\n".join("\n".join(_paragraphs(block)) for block in _blocks(lines))


def _runs(characters: Iterable[Character]) -> list[_Run]:
    runs: list[_Run] = []
    group: list[Character] = []
    for character in characters:  # what stands for a space is a gap as well
        if character.text.isspace():
            continue
        if group and not _follows(group[-1], character):
            runs.append(_run(group))
            group = []
        group.append(character)
    if group:
        runs.append(_run(group))
    return [run for run in runs if run.text]


def _follows(before: Character, after: Character) -> bool:
    size = max(before.size, after.size)
    level = abs(before.base - after.base) < _SAME_LINE * size
    return level and -_SAME_LINE * size < after.left - before.right < _MAX_SPACE * size


def _run(group: Sequence[Character]) -> _Run:
    gaps = [after.left - before.right for before, after in pairwise(group)]
    usual = statistics.median(gaps) if gaps else 0.0  # a justified line is set wide everywhere
    text = group[0].text
    for gap, (before, after) in zip(gaps, pairwise(group), strict=True):
        wide = gap - usual > _SPACE * after.size
        text += " " * (wide and before.text.isascii() == after.text.isascii()) + after.text
    return _bounds(group, text, statistics.median(each.size for each in group))


def _bounds(parts: Sequence[Character | _Run], text: str, size: float) -> _Run:
    left, base = min(part.left for part in parts), min(part.base for part in parts)
    return _Run(text, left, base, max(part.right for part in parts), size)


def _in_order(runs: list[_Run]) -> list[_Run]:
    """The runs as they are read; the regions still to be cut are kept on a stack, not in calls."""
    ordered: list[_Run] = []
    left = [(runs, 0)]
    while left:
        region, depth = left.pop()
        parts = _cut(region) if len(region) > 1 and depth < _MAX_DEPTH else []
        if len(parts) > 1:
            left.extend((part, depth + 1) for part in reversed(parts))
        else:
            ordered.extend(sorted(region, key=lambda run: (-run.base, run.left)))
    return ordered


def _cut(region: list[_Run]) -> list[list[_Run]]:
    """The region's columns, or else its parts between the widest gaps; the region itself where nothing parts it."""
    em = statistics.median(run.size for run in region)
    columns = _parts(region, lambda run: (run.left, run.right), lambda _: _GUTTER * em)
    if len(columns) > 1:
        return columns
    return _parts(region, lambda run: (-run.top, -run.base), lambda widest: _NEARLY * widest)


def _parts(
    region: list[_Run], span: Callable[[_Run], tuple[float, float]], least: Callable[[float], float]
) -> list[list[_Run]]:
    """The region in the order of the spans, cut where no run reaches for so long: at least what the widest gap says."""
    runs = sorted(region, key=span)
    reached = list(accumulate((span(run)[1] for run in runs), max))
    gaps = [span(run)[0] - end for end, run in zip(reached, runs[1:], strict=False)]
    limit = max(least(max(gaps)), _NO_GAP)
    cuts = [at for at, gap in enumerate(gaps, 1) if gap >= limit]
    return [runs[start:end] for start, end in pairwise([0, *cuts, len(runs)])]


def _lines(runs: Iterable[_Run]) -> list[_Run]:
    """Runs that follow each other on one level are a line."""
    lines: list[_Run] = []
    for run in runs:
        last = lines[-1] if lines else None
        if last and abs(last.base - run.base) < _SAME_LINE * run.size and run.left >= last.right:
            lines[-1] = _bounds([last, run], f"{last.text} {run.text}", max(last.size, run.size))
        else:
            lines.append(run)
    return lines


def _blocks(lines: Iterable[_Run]) -> list[list[_Run]]:
    blocks: list[list[_Run]] = []
    for line in lines:
        if blocks and _same_block(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _same_block(above: _Run, below: _Run) -> bool:
    small, large = sorted((above.size, below.size))
    near = -_SAME_LINE * large < above.base - below.top < _BLOCK_GAP * large
    return near and large <= _OTHER_SIZE * small and above.left < below.right and below.left < above.right


def _paragraphs(block: Sequence[_Run]) -> Iterator[str]:
    """A line begins a paragraph when it is indented, or the one above ends early."""
    left, right = min(line.left for line in block), max(line.right for line in block)
    paragraph = block[0].text
    for above, line in pairwise(block):
        if line.left - left > _INDENT * line.size or right - above.right > _SHORT * line.size:
            yield paragraph
            paragraph = line.text
        else:
            paragraph += " " * (paragraph[-1].isascii() and line.text[0].isascii()) + line.text  # Latin words
    yield paragraph
