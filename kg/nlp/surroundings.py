"""What the names model sees further off: the brackets around a character, what its list ends in, the cue before it."""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING

import numpy as np

from kg.lexicon import rows
from kg.nlp.keys import combine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

_BRACKETED = re.compile(r"《[^《》\n]{1,60}》|“[^“”\n]{1,30}”|\([^()\n]{1,30}\)|‘[^‘’\n]{1,30}’")
_LIST = re.compile(r"[^。;!?:,\n、]{1,24}(?:、[^。;!?:,\n、]{1,24})+")
_MEMBER = re.compile(r"[^。;!?:,\n、]*\Z")
_LONGEST = 24  # characters of a member of a list
_AND_SO_ON = re.compile(r"等(?:\d+|[一二三四五六七八九十百多余]+)?[家个项名位种类大款]?(?P<kind>[^\d,。;、的\n]{2})")
_APART = "\n\n"  # between texts that are read at once; none looks over it
_CLAUSE = re.compile(r"[^。;!?,\n]+")


def surroundings(text: str, codes: Keys, base: int) -> list[Keys]:
    """Keys of templates `base`, `base` + 1 …, one array each; 0 where there is nothing to say."""
    columns = _brackets(text, codes, base)
    columns.append(_lists(text, base + 4))
    columns += _cues(text, base + 5)
    return columns


def _brackets(text: str, codes: Keys, base: int) -> list[Keys]:
    """Kind of bracket and place in it, with what closes it, what follows it, what opens it."""
    size = len(text)
    place, ending, after, before = (np.zeros(size, dtype=np.uint64) for _ in range(4))
    for match in _BRACKETED.finditer(text):
        start, end = match.span()
        kind = "《“(‘".index(text[start]) + 1
        place[start:end] = kind * 8 + 2
        place[start] = kind * 8
        place[end - 1] = kind * 8 + 4
        if end - start > 2:
            place[start + 1] = kind * 8 + 1
            place[end - 2] = kind * 8 + 3
        ending[start:end] = _code(text[max(start + 1, end - 3) : end - 1])
        after[start:end] = _code(text[end : end + 3].partition(_APART)[0][:2])
        before[start:end] = _code(text[max(0, start - 3) : start].rpartition(_APART)[2][-2:])
    inside = place > 0
    return [
        np.where(inside, combine(base + n, [place, value]), 0) for n, value in enumerate((codes, ending, after, before))
    ]


def _lists(text: str, number: int) -> Keys:
    """In A、B、C等企业 the word after 等, or else the last two characters of the list, for every member."""
    said = np.zeros(len(text), dtype=np.uint64)
    for match in _enumerated(text):
        rest = _AND_SO_ON.search(text, match.start(), min(len(text), match.end() + 6))
        said[match.start() : match.end()] = (
            _code(rest["kind"]) if rest else _code(text[match.end() - 2 : match.end()]) + 1
        )
    return np.where(said > 0, combine(number, [said]), 0)


def _enumerated(text: str) -> Iterator[re.Match[str]]:
    """The lists in a text, as `_LIST` finds them, but looked for where there is a joint: that is much faster."""
    at, joint = 0, text.find("、")
    while joint >= 0:
        member = _MEMBER.search(text, max(at, joint - _LONGEST), joint)
        match = _LIST.match(text, member.start()) if member else None
        if match:
            yield match
        at = match.end() if match else joint + 1
        joint = text.find("、", at)


def _cues(text: str, base: int) -> list[Keys]:
    """The last cue before a character in its clause, and the next one after it."""
    before, after = (np.zeros(len(text), dtype=np.uint64) for _ in range(2))
    pattern, numbers = _cue_words()
    for clause in _CLAUSE.finditer(text):
        hits = [
            (match.start(), match.end(), numbers[match.group()]) for match in pattern.finditer(text, *clause.span())
        ]
        for (_, end, number), (until, _, _) in itertools.pairwise([*hits, (clause.end(), 0, 0)]):
            before[end:until] = number
        for (_, since, _), (start, _, number) in itertools.pairwise([(0, clause.start(), 0), *hits]):
            after[since:start] = number
    columns = [np.where(before > 0, combine(base, [before]), 0), np.where(after > 0, combine(base + 1, [after]), 0)]
    return [*columns, np.where((before > 0) & (after > 0), combine(base + 2, [before, after]), 0)]


@functools.cache
def _cue_words() -> tuple[re.Pattern[str], dict[str, int]]:
    """Cues of one group share a number."""
    groups = list(dict.fromkeys(row[1] for row in rows("name_cues")))
    numbers = {row[0]: groups.index(row[1]) + 1 for row in rows("name_cues")}
    return re.compile("|".join(map(re.escape, sorted(numbers, key=lambda word: (-len(word), word))))), numbers


def _code(chars: Iterable[str]) -> int:
    code = 0
    for char in chars:
        code = code << 21 | ord(char)
    return code
