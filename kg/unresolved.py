"""What a build could not resolve: home words without a home, days without a date of publication."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.dates import find_dates
from kg.lexicon import rows, words
from kg.model import Problem
from kg.text import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Article, Mention

_MOST = 5  # words that a note shows


def open_days(article: Article) -> tuple[str, ...]:
    """The words for days of the article whose year or day only a date of publication would tell."""
    if article.published is not None:
        return ()
    return tuple(sorted({d.text for d in find_dates(normalize(article.text), None) if (d.value or "--")[:2] == "--"}))


def homeless(article: Article, mentions: Iterable[Mention]) -> set[str]:
    """The names among the mentions that only a reader at home understands, and that no home resolved."""
    text = normalize(article.text)
    surfaces = ((m, text[m.start : m.end]) for m in mentions if m.resolved is None)
    return {surface for mention, surface in surfaces if mention.name == surface and _home_word(surface)}


def unresolved(found: Iterable[tuple[str, Iterable[str], Iterable[str]]]) -> list[Problem]:
    """Notes, at most two a document, in the order of documents: "unresolved-home" and "unresolved-dates".

    Each article is told by its source, what is `homeless` and the `open_days` in it. The value of a note lists the
    words. Nothing is lost by either: the graph keeps what the text says.
    """
    words: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"unresolved-home": set(), "unresolved-dates": set()})
    for source, homes, days in found:
        words[source]["unresolved-home"].update(homes)
        words[source]["unresolved-dates"].update(days)
    return [
        Problem(source, what, (_list(listed),))
        for source, both in words.items()
        for what, listed in both.items()
        if listed
    ]


def _home_word(surface: str) -> bool:
    """Whether only a reader at home knows what is meant: 我区, 全市, 区委."""
    return _home_words().fullmatch(surface) is not None


@functools.cache
def _home_words() -> re.Pattern[str]:
    levels = "".join(sorted({row[0] for row in rows("levels") if len(row[0]) == 1}))
    bodies = "|".join(sorted(words("home_bodies")))
    return re.compile(rf"[我全本][{levels}]|[{levels}](?:{bodies}|.{{1,6}}[局厅办])")


def _list(words: Iterable[str]) -> str:
    every = sorted(words)
    return "、".join(every[:_MOST]) + ("…" if len(every) > _MOST else "")
