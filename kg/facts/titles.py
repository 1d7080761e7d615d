"""Titles that the names component left: a known title between a body and its holder (某校的教师某某)."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from kg.facts.posts import BODIES
from kg.facts.sentence import KIND_CHAR, Item
from kg.lexicon import grammar, rows, words

if TYPE_CHECKING:
    from kg.facts.sentence import Sentence


def with_titles(sentence: Sentence) -> Sentence:
    """The sentence with a Title for each known title between a body and a person or the next post, and in bylines."""
    found = [
        *([] if sentence.kinds.isdisjoint(BODIES) else _between().finditer(sentence.skeleton)),
        *(_reporting().finditer(sentence.skeleton) if "Person" in sentence.kinds else []),
    ]
    if not found:
        return sentence
    titles = [_item(sentence, match) for match in found]
    return sentence.with_items(tuple(sorted((*sentence.items, *titles), key=lambda item: item.start)))


def _item(sentence: Sentence, found: re.Match[str]) -> Item:
    start, end = sentence.offset(found.start(1)), sentence.offset(found.end(1) - 1) + 1
    return Item(start, end, "Title", sentence.slice(start, end))


@functools.cache
def _between() -> re.Pattern[str]:
    titles = sorted({*words("titles"), *grammar("positions")["titles"]["beside_a_body"]}, key=lambda t: (-len(t), t))
    body = "".join(KIND_CHAR[kind] for kind in sorted(BODIES))
    person, title = KIND_CHAR["Person"], KIND_CHAR["Title"]
    return re.compile(rf"(?<=[{body}])的?({'|'.join(map(re.escape, titles))})(?=[{person}]|[、兼][{body}{title}])")


@functools.cache
def _reporting() -> re.Pattern[str]:
    """记者 and 通讯员 before a name, spaces between."""
    roles = sorted({row[0] for row in rows("byline_roles")} & words("titles"), key=lambda role: (-len(role), role))
    return re.compile(rf"({'|'.join(map(re.escape, roles))}) *(?=[{KIND_CHAR['Person']}])")
