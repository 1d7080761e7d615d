"""Sentences from nested inline markup: `[[海岳|Enterprise]产业园一期|Project]开工。`; a thing's name is its surface."""

from __future__ import annotations

import re

from kg.facts.sentence import Item, Sentence
from kg.model import Mention

ARTICLE = "p1-1"
_TOKEN = re.compile(r"\[|\|(\w+)\]|[^\[\]|]+")


def sentences(marked: str) -> list[Sentence]:
    """The sentences of a marked text, one paragraph a line."""
    text, items = _read(marked)
    out = []
    for number, line in enumerate(re.finditer(r"[^\n]+", text)):
        for part in re.finditer(r"[^。;]+[。;]?", line.group()):
            start, end = line.start() + part.start(), line.start() + part.end()
            inside = tuple(item for item in items if start <= item.start < end)
            out.append(Sentence(ARTICLE, start, end, text[start:end], "body", number, inside))
    return out


def _read(marked: str) -> tuple[str, tuple[Item, ...]]:
    text = ""
    open_: list[tuple[int, list[Item]]] = [(0, [])]
    for token in _TOKEN.finditer(marked):
        if token.group() == "[":
            open_.append((len(text), []))
        elif kind := token[1]:
            start, inner = open_.pop()
            open_[-1][1].append(_item(start, text[start:], kind, tuple(inner)))
        else:
            text += token.group()
    return text, tuple(open_[0][1])


def _item(start: int, surface: str, kind: str, inner: tuple[Item, ...]) -> Item:
    end = start + len(surface)
    if kind in ("Title", "Figure", "Date"):
        return Item(start, end, kind, surface, inner=inner)
    mention = Mention(ARTICLE, start, end, kind, surface, "test", 1.0)
    return Item(start, end, kind, surface, mention.ref, mention, inner=inner)
