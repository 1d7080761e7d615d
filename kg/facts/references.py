"""References inside an article: 该公司, 园区, 该项目, 其 stand for something named before.

A reference becomes an item like a name, of the kind and with the ref of what it stands for.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from kg.facts.nesting import nest_names
from kg.facts.sentence import Item
from kg.facts.topic import opens_clause, subject_at
from kg.lexicon import rows
from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.sentence import Sentence

_RULE = "reference"
_SCORE = 0.7
_AFTER = "在由为对向与和将把给从让使是到令助及赴被以"  # may stand before a word that is otherwise too common
_NOT_BEFORE = "家们法化界间级类群名文经部数总主园中他实"  # 企业家, 公司法, 项目经理 are other words


def resolve_references(sentences: Sequence[Sentence]) -> list[Sentence]:
    """One article's sentences with an item added for each reference whose antecedent is found."""
    out: list[Sentence] = []
    for sentence in nest_names(sentences):
        out.append(sentence)
        for start, end, kinds in _words(sentence):
            antecedent = subject_at(out, len(out) - 1, start, kinds)
            if antecedent is not None and antecedent.ref is not None:
                out[-1] = _with_item(out[-1], start, end, antecedent)
    return out


def _words(sentence: Sentence) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Article offsets of the reference words outside all items, and what each may stand for."""
    skeleton = sentence.skeleton
    for match in _expression().finditer(skeleton):
        kinds, where = _meanings()[match.group()]
        start, end = match.span()
        if not kinds or (where == "opening" and not _free(skeleton, start, end)):
            continue
        yield sentence.offset(start), sentence.offset(end - 1) + 1, kinds


def _free(skeleton: str, start: int, end: int) -> bool:
    if skeleton[end : end + 1] in _NOT_BEFORE and end < len(skeleton):
        return False
    return (
        skeleton[start - 1 : start] in _AFTER
        if start and skeleton[start - 1] in _AFTER
        else opens_clause(skeleton, start)
    )


def _with_item(sentence: Sentence, start: int, end: int, antecedent: Item) -> Sentence:
    text = sentence.slice(start, end)
    known = antecedent.mention
    name = known.name if known else antecedent.text
    mention = Mention(
        sentence.article, start, end, antecedent.kind, name, _RULE, _SCORE, known.resolved if known else None, True
    )
    item = Item(start, end, antecedent.kind, text, antecedent.ref, mention)
    return sentence.with_items(tuple(sorted((*sentence.items, item), key=lambda i: i.start)))


@functools.cache
def _meanings() -> dict[str, tuple[tuple[str, ...], str]]:
    return {word: (tuple(kinds.split()), where) for word, kinds, where in rows("references")}


@functools.cache
def _expression() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _meanings()), key=lambda word: (-len(word), word))))
