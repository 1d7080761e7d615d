"""Observations: what each figure of an article says about which named thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts.bearers import Last, bearer
from kg.facts.clauses import FIGURE, slots
from kg.facts.figures import of_gathering, states
from kg.facts.indicators import phrase, read_indicator
from kg.facts.named_sizes import named_sizes
from kg.facts.references import resolve_references
from kg.model import Evidence, Observation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.clauses import Slot
    from kg.facts.indicators import Indicator
    from kg.facts.sentence import Item, Sentence

_SHORT = 60  # characters: a sentence up to this length is evidence as a whole
_RANGE = 2  # a/b


def observations(sentences: Sequence[Sentence]) -> list[Observation]:
    """What the figures of one article's sentences, given in order, say about named things."""
    out = list(named_sizes(sentences))
    if any(FIGURE in sentence.skeleton for sentence in sentences):
        sentences = resolve_references(sentences)
        for index, sentence in enumerate(sentences):
            if FIGURE in sentence.skeleton and sentence.block != "headline":
                out.extend(_in_sentence(sentences, index))
    return list(dict.fromkeys(out))


def _in_sentence(sentences: Sequence[Sentence], index: int) -> Iterator[Observation]:
    sentence = sentences[index]
    found = slots(sentence)
    before = ""
    last: Last | None = None
    for slot in found:
        if not states(slot) or of_gathering(slot):
            continue
        indicator = read_indicator(sentence, slot)
        about = bearer(sentences, index, slot, indicator, last)
        if about is None:
            continue
        last = Last(slot, about)
        group = _group(found, slot)
        for item in _share(about.items, slot, group):
            before = phrase(sentence, slot, item.end if sentence.start <= item.start < slot.item.start else 0, before)
            period = _period(sentence, slot, group)
            yield _observation(sentence, slot, item, indicator, about, before, period)


def _group(found: Sequence[Slot], slot: Slot) -> list[Slot]:
    """The figures of the clause that 分别 deals out, the slot among them; the slot alone without the word."""
    if "分别" not in slot.left:
        return [slot]
    return [other for other in found if other.start == slot.start and "分别" in other.left]


def _share(items: tuple[Item, ...], slot: Slot, group: list[Slot]) -> tuple[Item, ...]:
    """A、B、C分别…x、y和z: the item in the figure's place; with 均 or 各 each of them."""
    if len(group) > 1:
        return (items[group.index(slot)],) if len(items) == len(group) else items[:1]
    return items


def _period(sentence: Sentence, slot: Slot, group: list[Slot]) -> str | None:
    """The last date before the figure in its clause, else in its sentence; of a range of years the figure's own."""
    dates = [item.date.value for item in sentence.items if item.date and item.start < slot.item.start and item.date.value]
    if not dates:
        return None
    ends = dates[-1].split("/")
    if len(ends) == _RANGE and len(group) > 1 and all(end.isdigit() for end in ends):
        years = range(int(ends[0]), int(ends[1]) + 1)
        if len(years) == len(group):
            return str(years[group.index(slot)])
    return dates[-1]


def _observation(sentence, slot, item, indicator, about, words, period) -> Observation:
    figure = slot.figure
    sign = -1 if indicator.falls else 1
    start, end = sentence.start, sentence.end
    if end - start > _SHORT:
        start, end = sentence.offset(slot.start), sentence.offset(slot.end)
        if sentence.start <= item.start < start:
            start = item.start
    return Observation(
        about=item.ref,
        indicator=words,
        value=figure.value * sign,
        unit=indicator.unit,
        kind=indicator.kind,
        confidence=about.confidence,
        rule=f"observation:{about.rule}",
        evidence=(Evidence(sentence.article, start, end),),
        value_to=None if figure.value_to is None else figure.value_to * sign,
        bound=figure.bound,
        period=period,
    )
