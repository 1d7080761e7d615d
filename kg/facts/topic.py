"""Who a clause without a subject speaks of.

Chinese news drops a subject that stays the same: the clause then speaks of whoever opened an earlier clause of the
sentence, else a sentence before it in the paragraph, else of what the article is about.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.facts.sentence import Item, Sentence

CLAUSE_END = ",。;:!?…—"
_HEADLINE_WEIGHT = 3


def subject_at(sentences: Sequence[Sentence], index: int, offset: int, kinds: Collection[str]) -> Item | None:
    """The item that a clause of `sentences[index]` starting before the article offset `offset` speaks of.

    `sentences` is one article in order; only items of `kinds` are considered. None where nothing fits.
    """
    here = sentences[index]
    found = _last(subjects(here, kinds), offset)
    if found is not None:
        return found
    for sentence in reversed(sentences[:index]):
        if sentence.paragraph != here.paragraph:
            break
        spoken = subjects(sentence, kinds)
        if spoken:
            return spoken[0]
    return main_topic(sentences, kinds)


def subjects(sentence: Sentence, kinds: Collection[str]) -> list[Item]:
    """The items of `kinds` that open a clause of the sentence, in order."""
    return [item for at, item in _placed(sentence) if item.kind in kinds and opens_clause(sentence.skeleton, at)]


def main_topic(sentences: Sequence[Sentence], kinds: Collection[str]) -> Item | None:
    """The thing of `kinds` that the article names most often in subject position or headline; the first of equals."""
    score: Counter[str] = Counter()
    first: dict[str, Item] = {}
    for sentence in sentences:
        weight = _HEADLINE_WEIGHT if sentence.block in ("headline", "subhead") else 1
        opened = subjects(sentence, kinds)
        for item in sentence.items:
            if item.kind in kinds and item.ref is not None:
                first.setdefault(item.ref, item)
                score[item.ref] += weight * (2 if item in opened else 1)
    return first[max(score, key=lambda ref: score[ref])] if score else None


def _last(items: list[Item], offset: int) -> Item | None:
    before = [item for item in items if item.end <= offset]
    return before[-1] if before else None


def _placed(sentence: Sentence) -> list[tuple[int, Item]]:
    """Items with their places in the skeleton."""
    at, shift, out = 0, 0, []
    for item in sentence.items:
        at = item.start - sentence.start - shift
        out.append((at, item))
        shift += item.end - item.start - 1
    return out


def opens_clause(skeleton: str, at: int) -> bool:
    """Whether nothing but lead-in words stands between a clause's start and `skeleton[at]`."""
    start = max(skeleton.rfind(mark, 0, at) for mark in CLAUSE_END) + 1
    return _lead_in().fullmatch(skeleton, start, at) is not None


@functools.cache
def _lead_in() -> re.Pattern[str]:
    from kg.facts.sentence import KIND_CHAR

    words = sorted((row[0] for row in rows("lead_ins")), key=lambda word: (-len(word), word))
    when = f"(?:自|到|在|截至)?{KIND_CHAR['Date']}(?:以来|起|前|后|底|末|期间)?"
    return re.compile(rf"[\s“‘\"'《(]*(?:(?:{when}|{'|'.join(map(re.escape, words))})[,\s“]*)*")
