"""Observations: what each figure of an article says about which named thing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.bearer_choice import bearer
from kg.facts.bearers import Bearer, Context, Last
from kg.facts.clauses import FIGURE, slots
from kg.facts.evidence import short_or
from kg.facts.figures import states
from kg.facts.gatherings import gathering, of_gathering
from kg.facts.indicators import deal_out, is_elliptic, read_indicator, read_phrase
from kg.facts.named_sizes import named_sizes
from kg.facts.periods import dealt_period, is_dated, period
from kg.model import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.clauses import Slot
    from kg.facts.indicators import Indicator
    from kg.facts.sentence import Item, Sentence
    from kg.model import Event, Evidence, Ref

_OF_EVENT = 0.6  # confidence that a clause counts the people of the event that it seems to


@dataclass(frozen=True, slots=True)
class _Reading:
    """A figure that says something, and about whom."""

    slot: Slot
    indicator: Indicator
    about: Bearer


class _Said(NamedTuple):
    """What the words around a figure say: of whom, what, and of which time."""

    about: Ref
    indicator: str
    period: str | None


def observations(sentences: Sequence[Sentence], events: Sequence[Event] = ()) -> list[Observation]:
    """What the figures of one article's sentences, given in order, say about named things and its `events`.

    References (公司, 该项目) should stand among the sentences' items.
    """
    out = list(named_sizes(sentences))
    before: list[Observation] = []
    for index, sentence in enumerate(sentences):
        said: list[Observation] = []
        if FIGURE in sentence.skeleton and sentence.block != "headline":
            said = list(_said(sentence, _readings(sentences, index, events)))
        before = said if is_dated(sentence) else [_continued(each, before) for each in said]
        if index and sentences[index - 1].text.endswith(";"):
            before = [_aimed(each, out) for each in before]
        out.extend(before)
    return _once(out)


def _once(observations: Sequence[Observation]) -> list[Observation]:
    """What a later sentence says again is further evidence, not another observation."""
    out: dict[tuple[object, ...], list[Observation]] = {}
    for each in observations:
        same = out.setdefault((each.about, each.value, each.value_to, each.unit), [])
        at = next((n for n, old in enumerate(same) if _repeats(each, old)), None)
        if at is None:
            same.append(each)
        else:
            same[at] = replace(same[at], evidence=tuple(dict.fromkeys((*same[at].evidence, *each.evidence))))
    return [each for same in out.values() for each in same]


def _repeats(new: Observation, old: Observation) -> bool:
    """Whether two observations with one figure measure the same: a later one, half of whose phrase is shared."""
    ours, theirs = _pairs(new.indicator), _pairs(old.indicator)
    alike = new.indicator == old.indicator or 2 * len(ours & theirs) >= max(1, min(len(ours), len(theirs)))
    return new == old or (alike and new.evidence[0].start >= old.evidence[0].end)


def _pairs(phrase: str) -> set[str]:
    return {phrase[at : at + 2] for at in range(len(phrase) - 1)}


def _continued(observation: Observation, before: Sequence[Observation]) -> Observation:
    """With the period of the sentence before, if this one, without a date, goes on about the same thing."""
    if observation.period is None and before and before[-1].about == observation.about:
        return replace(observation, period=before[-1].period)
    return observation


def _aimed(observation: Observation, before: Sequence[Observation]) -> Observation:
    """An aim, where it goes on a list of aims: 力争…达300家;累计…不少于8亿元."""
    if observation.kind == "actual" and before and before[-1].kind == "target":
        return replace(observation, kind="target")
    return observation


def _readings(sentences: Sequence[Sentence], index: int, events: Sequence[Event]) -> list[_Reading]:
    """The figures of a sentence that say something about somebody."""
    sentence, out = sentences[index], list[_Reading]()
    for slot in slots(sentence):
        attended = of_gathering(slot)
        if not states(slot, attended=attended):
            continue
        last = out[-1] if out else None
        indicator = read_indicator(sentence, slot)
        if last and not slot.since and last.slot.start == slot.start:  # x、y和z have one indicator
            indicator = replace(last.indicator, unit=slot.figure.unit or last.indicator.unit)
        if attended:
            event = gathering(events, sentence)
            about = Bearer((event,), "event", _OF_EVENT) if event else None
        else:
            context = Context(indicator, Last(last.slot, last.about) if last else None)
            about = bearer(sentences, index, slot, context)
        if about is not None:
            out.append(_Reading(slot, indicator, about))
    return out


def _said(sentence: Sentence, readings: Sequence[_Reading]) -> Iterator[Observation]:
    base = ""  # the last phrase with a noun, which 同比增长 takes up
    for reading in readings:
        slot = reading.slot
        group = _group(readings, reading)
        at = group.index(reading)
        for item in _share(reading.about.items, len(group), at):
            phrase = read_phrase(sentence, group[0].slot, _end(sentence, group[0].slot, item))
            elliptic = is_elliptic(phrase)
            base = base if elliptic else phrase
            words = deal_out(base + phrase if elliptic else phrase, len(group))[at]
            said = _Said(item.ref or "", words, dealt_period(period(sentence, slot), len(group), at))
            yield _observation(reading, said, _evidence(sentence, slot, item))


def _end(sentence: Sentence, slot: Slot, item: Item) -> int:
    """Where the thing ends that the clause before the figure opens with; 0 if it is named elsewhere."""
    return item.end if sentence.start <= item.start < slot.item.start else 0


def _group(readings: Sequence[_Reading], reading: _Reading) -> list[_Reading]:
    """The figures of the clause that 分别 deals out, the reading among them; it alone without the word."""
    if "分别" not in reading.slot.left:
        return [reading]
    return [other for other in readings if other.slot.start == reading.slot.start and "分别" in other.slot.left]


def _share(items: tuple[Item, ...], number: int, at: int) -> tuple[Item, ...]:
    """A、B、C分别…x、y和z: the item in the figure's place; with 均 or 各 each of them."""
    if number > 1:
        return (items[at],) if len(items) == number else items[:1]
    return items


def _observation(reading: _Reading, said: _Said, evidence: Evidence) -> Observation:
    figure, indicator = reading.slot.figure, reading.indicator
    sign = -1 if indicator.falls else 1
    ends = sorted(end * sign for end in (figure.value, figure.value_to) if end is not None)
    return Observation(
        about=said.about,
        indicator=said.indicator,
        value=ends[0],
        unit=indicator.unit,
        kind=indicator.kind,
        confidence=reading.about.confidence,
        rule=f"observation:{reading.about.rule}",
        evidence=(evidence,),
        value_to=None if figure.value_to is None else ends[-1],
        bound=figure.bound,
        period=said.period,
    )


def _evidence(sentence: Sentence, slot: Slot, item: Item) -> Evidence:
    """A short sentence as a whole, else the clause, from the thing spoken of if the sentence names it before."""
    start = sentence.offset(slot.start)
    if sentence.start <= item.start < start:
        start = item.start
    return short_or(sentence, start, sentence.offset(slot.end))
