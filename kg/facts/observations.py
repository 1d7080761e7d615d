"""Observations: what each figure of an article says about which named thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.bearers import Bearer, Context, Last, bearer
from kg.facts.clauses import FIGURE, slots
from kg.facts.figures import states
from kg.facts.gatherings import gathering, of_gathering
from kg.facts.indicators import read_indicator, read_phrase
from kg.facts.named_sizes import named_sizes
from kg.model import Evidence, Observation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.clauses import Slot
    from kg.facts.indicators import Indicator
    from kg.facts.sentence import Item, Sentence
    from kg.model import Event

_SHORT = 60  # characters: a sentence up to this length is evidence as a whole
_OF_EVENT = 0.6  # confidence that the event told last is the one that a clause counts people of
_ENDS = 2  # of a range a/b


def observations(sentences: Sequence[Sentence], events: Sequence[Event] = ()) -> list[Observation]:
    """What the figures of one article's sentences, given in order, say about named things and its `events`.

    References (公司, 该项目) should stand among the sentences' items.
    """
    out = list(named_sizes(sentences))
    for index, sentence in enumerate(sentences):
        if FIGURE in sentence.skeleton and sentence.block != "headline":
            out.extend(_in_sentence(sentences, index, events))
    return list(dict.fromkeys(out))


def _in_sentence(sentences: Sequence[Sentence], index: int, events: Sequence[Event]) -> Iterator[Observation]:
    sentence = sentences[index]
    found = slots(sentence)
    phrase, last = "", None
    for slot in found:
        attended = of_gathering(slot)
        if not states(slot, attended=attended):
            continue
        indicator = read_indicator(sentence, slot)
        if attended:
            event = gathering(events, sentence)
            about = Bearer((event,), "event", _OF_EVENT) if event else None
        else:
            about = bearer(sentences, index, slot, Context(indicator, last))
        if about is None:
            continue
        last = Last(slot, about)
        group = _group(found, slot)
        for item in _share(about.items, slot, group):
            named = item.end if sentence.start <= item.start < slot.item.start else 0
            phrase = read_phrase(sentence, slot, named, phrase)
            said = _observation(slot, indicator, _evidence(sentence, slot, item))
            yield replace(
                said,
                about=item.ref or "",
                indicator=phrase,
                period=_period(sentence, slot, group),
                confidence=about.confidence,
                rule=f"observation:{about.rule}",
            )


def _observation(slot: Slot, indicator: Indicator, evidence: Evidence) -> Observation:
    """What the figure itself says; whom it is about is filled in."""
    figure = slot.figure
    sign = -1 if indicator.falls else 1
    return Observation(
        about="",
        indicator="",
        value=figure.value * sign,
        unit=indicator.unit,
        kind=indicator.kind,
        confidence=0,
        rule="",
        evidence=(evidence,),
        value_to=None if figure.value_to is None else figure.value_to * sign,
        bound=figure.bound,
    )


def _evidence(sentence: Sentence, slot: Slot, item: Item) -> Evidence:
    """A short sentence as a whole, else the clause, from the thing spoken of if the sentence names it before."""
    if sentence.end - sentence.start <= _SHORT:
        return Evidence(sentence.article, sentence.start, sentence.end)
    start = sentence.offset(slot.start)
    if sentence.start <= item.start < start:
        start = item.start
    return Evidence(sentence.article, start, sentence.offset(slot.end))


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
    """The last date before the figure in its sentence; of a range of years that 分别 deals out, the figure's own."""
    dates = [item.date for item in sentence.items if item.date and item.start < slot.item.start]
    value = next((date.value for date in reversed(dates) if date.value), None)
    ends = (value or "").split("/")
    if len(group) > 1 and len(ends) == _ENDS and all(end.isdecimal() for end in ends):
        years = range(int(ends[0]), int(ends[1]) + 1)
        return str(years[group.index(slot)]) if len(years) == len(group) else value
    return value
