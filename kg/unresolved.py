"""What a build could not resolve: home words without a home, days without a date of publication."""

from __future__ import annotations

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


def unresolved(articles: Iterable[Article], mentions: Iterable[Mention]) -> list[Problem]:
    """Notes, at most two a document, in the order of documents: "unresolved-home" and "unresolved-dates".

    Their value lists the words. Nothing is lost by either: the graph keeps what the text says.
    """
    articles = list(articles)
    texts = {article.id: normalize(article.text) for article in articles}
    source = {article.id: article.source for article in articles}
    homeless: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        surface = texts[mention.article][mention.start : mention.end]
        if mention.resolved is None and mention.name == surface and _home_word(surface):
            homeless[source[mention.article]].add(surface)
    undated: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        if article.published is None:
            undated[article.source] |= {
                d.text for d in find_dates(texts[article.id], None) if (d.value or "--").startswith("--")
            }
    found = (("unresolved-home", homeless), ("unresolved-dates", undated))
    return [
        Problem(name, what, (_list(words[name]),))
        for name in dict.fromkeys(source.values())
        for what, words in found
        if words[name]
    ]


def _home_word(surface: str) -> bool:
    """Whether only a reader at home knows what is meant: 我区, 全市, 区委."""
    levels = "".join(sorted({row[0] for row in rows("levels") if len(row[0]) == 1}))
    bodies = "|".join(sorted(words("home_bodies")))
    return re.fullmatch(rf"[我全本][{levels}]|[{levels}](?:{bodies}|.{{1,6}}[局厅办])", surface) is not None


def _list(words: Iterable[str]) -> str:
    every = sorted(words)
    return "、".join(every[:_MOST]) + ("…" if len(every) > _MOST else "")
