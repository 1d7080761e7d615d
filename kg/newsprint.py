"""How newspapers mark a line: byline, dateline, credit, heading; word lists are in `ontology/words`.

All functions take normalised text (`kg.text.normalize`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.lexicon import rows, words
from kg.text import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_HEADING = 45  # characters; longer lines are text
_TAIL = 60  # characters at the end of a line in which a byline or a web page's footer begins
_MAX_ORIGINAL = 60  # characters of a headline that a web page repeats
_HEADER = 300  # characters in which a web page's header ends
_MIN_CLAUSE, _MAX_DIFFERENCE = 4, 3  # of the two halves of a heading with a comma

_HAN = "[\u4e00-\u9fff]"
_COMPLETE = re.compile(r"(?:[。!?…]|\((?:完|[^()]*(?:记者|通讯员|来源)[^()]*)\))[”’)\]》\"]*$")
_HANGING = re.compile(r"[、,:;“‘《(\[—~·-]$")
_PAIRS = (("“", "”"), ("(", ")"), ("《", "》"), ("‘", "’"), ("[", "]"))


def any_of(name: str) -> str:
    """A regular expression for the words of a list."""
    return "(?:" + "|".join(map(re.escape, sorted(words(name), key=lambda word: (-len(word), word)))) + ")"


@cache
def roles() -> str:
    """A regular expression for the words of `byline_roles`; one of a single character stands alone (文/陈远山)."""
    alone = (
        r"(?:(?<![\u4e00-\u9fff])[" + "".join(sorted(w for w in words("byline_roles") if len(w) == 1)) + "](?=[/: ]|$))"
    )
    longer = "|".join(sorted((w for w in words("byline_roles") if len(w) > 1), key=lambda word: (-len(word), word)))
    return f"(?:{longer}|{alone})"


@cache
def expressions(name: str) -> str:
    """A regular expression for a list of regular expressions."""
    return "(?:" + "|".join(sorted(words(name), key=lambda word: (-len(word), word))) + ")"


def is_complete(text: str) -> bool:
    """Whether a paragraph may end here."""
    return bool(_COMPLETE.search(text[-_TAIL:]))


def is_open(text: str) -> bool:
    """Whether the text cannot end here: inside brackets or quotes, or after a comma or the like."""
    return bool(_HANGING.search(text)) or any(text.count(left) > text.count(right) for left, right in _PAIRS)


def continues(text: str) -> bool:
    """Whether the text begins in a way that no paragraph does."""
    return re.match(expressions("continuations"), text) is not None


def is_heading(text: str, *, loosely: bool = False) -> bool:
    """Whether the line can be a headline or subhead: short, whole, no sentence; halves of a comma balance.

    `loosely`: where a headline is expected, commas may stand anywhere.
    """
    if len(text) > MAX_HEADING or is_open(text) or re.search(r"[。;…]|[!?].", text):
        return False
    if loosely:
        return True
    if text.endswith(tuple(words("hanging_ends"))) or text.startswith(tuple(words("sentence_openers"))):
        return False
    if "," not in text:
        return True
    clauses = [len(clause.strip()) for clause in text.split(",")]
    return min(clauses) >= _MIN_CLAUSE and max(clauses) - min(clauses) <= _MAX_DIFFERENCE


def is_slogan(lines: Sequence[str]) -> bool:
    """Whether the lines are phrases of equal length and nothing else: 四字一句 四字一句, or set below each other.

    Papers fill pages with such verses; a first line of them makes its neighbours part of the same box.
    """
    return any(_is_verse(re.split(r"[ ·]+", line)) for line in lines) or _is_verse(lines)


def _is_verse(phrases: Sequence[str]) -> bool:
    lengths = {len(phrase) for phrase in phrases}
    return len(phrases) > 1 and len(lengths) == 1 and lengths <= set(range(3, 8)) and all(map(_is_plain, phrases))


def _is_plain(phrase: str) -> bool:
    return re.fullmatch(r"[\u4e00-\u9fff]+", phrase) is not None


class Dateline(NamedTuple):
    """The head of a report: 本报讯 (记者 …), 新华社北京8月9日电."""

    end: int
    text: str


@cache
def _dateline() -> re.Pattern[str]:
    outlet, role, cue = any_of("outlets"), roles(), any_of("dateline_cues")
    bracket = r"(?:\ *\([^()]{2,60}\))"
    name = rf"(?:{_HAN}{{2,3}}|{_HAN}\ {_HAN})"
    names = rf"(?:{_HAN}{{0,8}}{role}[\ :]*{name}(?:[\ 、]+{name}){{0,6}}\ *){{1,3}}"
    return re.compile(
        rf"""(?:本报|本刊|本台|本网)[^,。:;()]{{0,12}}(?:讯|电|消息)(?:{bracket}|\ *{names}报道)?
        | [^,。:;()]{{1,12}}{outlet}?[^,。:;()]{{0,10}}\d{{1,2}}日(?:讯|电){bracket}?
        | [^,。:;()]{{1,10}}{outlet}{cue}{bracket}
        | [^,。:;()]{{1,10}}{cue}\ *\([^()]{{0,30}}{role}[^()]{{1,30}}\)
        | [^,。:;()]{{0,12}}{outlet}{_HAN}{{0,4}}记者[^,。:;()]{{2,20}}报道:?
        | {any_of("byline_marks")}?{names}(?={expressions("time_openers")})
        | \((?:{role})[^()]{{2,60}}\)""",
        re.VERBOSE,
    )


def dateline(text: str) -> Dateline | None:
    """The dateline at the start of a paragraph, with the byline in brackets that follows it, or None."""
    match = _dateline().match(text)
    return Dateline(match.end(), match[0]) if match else None


def points_to_picture(text: str) -> bool:
    """Whether the text speaks of the picture beside it: 图为…, 上图…"""
    return any(cue in text for cue in words("caption_cues"))


def looks_ahead(text: str) -> bool:
    """Whether a paragraph begins as the last of a report or speech does: 新征程上, 下一步, …"""
    return text.startswith(tuple(words("closing_cues")))


@cache
def _furniture(side: str) -> re.Pattern[str]:
    end = r"\Z" if side == "after" else ""
    return re.compile("(?:" + "|".join(row[0] for row in rows("web_furniture") if row[1] == side) + ")" + end)


def without_furniture(line: str) -> tuple[int, int]:
    """The span of a line that is text, between what a web page puts before and after it."""
    start, end = 0, len(line)
    while match := _furniture("before").match(line, start):
        start = match.end()
    tail = max(start, end - _TAIL)
    while match := _furniture("after").search(line[:end], tail):
        end = match.start()
    return start, end


def original_headline(line: str) -> tuple[int, int] | None:
    """The span of the headline that a web page repeats (原标题:…) before the text, up to where a report begins."""
    mark = re.match(r"原标题: *", line)
    if not mark:
        return None
    report = re.compile(rf"{any_of('agencies')}|图为|{expressions('time_openers')}")
    begins = report.search(line, mark.end() + _MIN_CLAUSE, mark.end() + _MAX_ORIGINAL)
    return mark.end(), begins.start() if begins else mark.end()


def header_date(text: str) -> str | None:
    """The ISO date that a web page's header gives before the text, if it does."""
    header = _furniture("before").match(normalize(text[:_HEADER]).lstrip())
    date = re.search(r"(\d{4})[年/-](\d{1,2})[月/-](\d{1,2})", header[0]) if header else None
    return f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}" if date else None
