"""Sentences from inline markup: `[9月3日|Date:2024-09-03]`, `[海岳|Enterprise:海岳科技]` (海岳科技: its full name)."""

from __future__ import annotations

import re

from kg.dates import DateSpan
from kg.facts.sentence import Item, Sentence
from kg.model import Mention

ARTICLE = "p1-1"
_ITEM = re.compile(r"\[([^\[\]|]+)\|(\w+)(?::([^\[\]]+))?\]")


def article(*marked: str, blocks: tuple[str, ...] = ()) -> list[Sentence]:
    """Sentences of one paragraph, or of the given blocks one each."""
    out, at = [], 0
    for number, text in enumerate(marked):
        block = blocks[number] if blocks else "body"
        out.append(_sentence(text, at, block, number if blocks else 0))
        at = out[-1].end + (1 if blocks else 0)
    return out


def _sentence(marked: str, start: int, block: str, paragraph: int) -> Sentence:
    text, items, last = "", [], 0
    for m in _ITEM.finditer(marked):
        text += marked[last : m.start()]
        items.append(_item(m, start + len(text)))
        text += m[1]
        last = m.end()
    text += marked[last:]
    return Sentence(ARTICLE, start, start + len(text), text, block, paragraph, tuple(items))


def _item(m: re.Match[str], at: int) -> Item:
    surface, kind, value = m.groups()
    end = at + len(surface)
    if kind == "Date":
        return Item(at, end, kind, surface, date=DateSpan(at, end, value, surface))
    if kind in ("Title", "Figure"):
        return Item(at, end, kind, surface)
    mention = Mention(ARTICLE, at, end, kind, value or surface, "test", 1.0)
    return Item(at, end, kind, surface, mention.ref, mention)
