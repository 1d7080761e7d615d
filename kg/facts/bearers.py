"""Whom a figure speaks of by rule: the thing that the noun before or behind it belongs to, or the topic."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.sentence import KIND_CHAR
from kg.facts.taken_up import taken_up
from kg.facts.topic import main_topic, opens_clause
from kg.lexicon import rows, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.clauses import Slot
    from kg.facts.indicators import Indicator
    from kg.facts.sentence import Item, Kinds, Sentence


def _chars(kinds: str) -> str:
    return "".join(KIND_CHAR[kind] for kind in kinds.split())


KINDS = (
    *("Enterprise", "Park", "Institution", "Association", "AdministrativeArea"),
    *("Facility", "Project", "Cluster", "Initiative", "Person"),
)
_CHARS = _chars(" ".join(KINDS))
_THINGS = _chars("Project Facility Park Cluster Enterprise Institution Person")
_SITES = _chars("Project Facility Park")
_BODIES = _chars("Enterprise Institution Park")
_FIGURE = KIND_CHAR["Figure"]
_HEAD = re.compile(rf"的[^,的{_FIGURE}]{{0,12}}?([{_THINGS}])(?!的)")
_SPENDS = re.compile(r"(?:投资(?:总?额)?|投入|以)(?:了|约|近|达)?\Z")
_GOES_TO = re.compile(rf"将?(?:投向|用于|投入)[^,。;]{{0,6}}?([{_SITES}])")
_COMES_TO = re.compile(rf"[^,。;]{{0,24}}?(?:与|同|在|落户|入驻|进驻|加入)([{_CHARS}])")
_STAYING = frozenset(
    ("Association", "Initiative", "Enterprise", "Park", "AdministrativeArea", "Project", "Facility", "Institution")
)
_REACH = 3  # sentences for which a subject stays the subject unsaid
_SENTENCES = 300  # answers remembered with all that is in their sentences
_KEPT = 4000  # answers remembered, as every figure asks of the sentences before it
_AND = "、和与及"
_PREPOSITION = "与和同跟向对为给由被比较从于自将把按据经以及、联合携邀"
_LISTED = re.compile(rf"(?:[、和][^,。;{_FIGURE}]{{0,40}})?等(?!于)|(?:[、和][{_CHARS}])+(?={_FIGURE})")
_PREPOSED = re.compile(r"(?:^|[,。;:])(?:并|还|又)?(?:为|与|向|对|由|给|把|从|经)[^,。;:]*\Z")
_ONE = re.compile(r"(?:^|[,。;:])每?一[辆台座件架艘吨]\Z")
_QUOTED = re.compile(rf"([{_BODIES}])[^,。]{{0,8}}[{KIND_CHAR['Title']}{KIND_CHAR['Person']}]")
_ALL = re.compile(r"均|各|分别|并列|都")


class Last(NamedTuple):
    """A figure and whom it speaks of."""

    slot: Slot
    bearer: Bearer


class Bearer(NamedTuple):
    """Whom a figure speaks of, by which rule, and how sure that is."""

    items: tuple[Item, ...]
    rule: str
    confidence: float


class Context(NamedTuple):
    """What is known of a figure before it is known whom it speaks of."""

    indicator: Indicator
    last: Last | None  # the sentence's figure before


def by_rule(sentences: Sequence[Sentence], index: int, slot: Slot, context: Context) -> Bearer | None:
    """The thing that the figure of `slot` in `sentences[index]` speaks of; several where it is said of each."""
    sentence = sentences[index]
    kinds = context.indicator.kinds
    here = _in_clause(sentence, slot, (*KINDS, *kinds))
    near = _near(sentences, index, slot, context, here)
    if near is not None:
        return near
    earlier = _earlier(sentences, index, slot, context.indicator)
    if kinds == ("Person",):  # nothing else has an age
        return earlier if earlier and earlier.items[0].kind == "Person" else None
    unlikely = Bearer(here, "clause", 0.6) if here else None
    return (
        earlier or unlikely or _topical(sentences, index, _STAYING & {*kinds}) or _topical(sentences, index, _STAYING)
    )


def _near(
    sentences: Sequence[Sentence], index: int, slot: Slot, context: Context, here: tuple[Item, ...]
) -> Bearer | None:
    """What the figure's own clause speaks of, or goes on to speak of; `here` is the clause's subject."""
    sentence = sentences[index]
    kinds, last = context.indicator.kinds, context.last
    if (head := _head(sentence, slot)) is not None:
        return Bearer((head,), "head", 0.83)
    if (taken := taken_up(sentences, index, slot, here)) is not None:
        return Bearer((taken,), "taken up", 0.75)
    if here:
        return Bearer(here, "clause", 0.8) if _suits(here[0].kind, kinds) else None
    for rule, found in (("guest", _guest), ("owner", _owner)):
        if (item := found(sentence, slot)) is not None:
            return Bearer((item,), rule, 0.6)
    if last and not any(_candidates(sentence, last.slot.at, slot.start, (*KINDS, *kinds))):
        return Bearer(last.bearer.items[-1:], "same", last.bearer.confidence)
    return None


def _suits(kind: str, kinds: Sequence[str]) -> bool:
    """Whether the clause's own subject may have an indicator of things of `kinds`; areas only have their own."""
    return not kinds or kind in kinds or not (kind == "AdministrativeArea" or kinds[0] == "Person")


def _earlier(sentences: Sequence[Sentence], index: int, slot: Slot, indicator: Indicator) -> Bearer | None:
    """The subject of an earlier clause, who is quoted, or what has such an indicator."""
    kinds = indicator.kinds
    spoken = _spoken(sentences[index], slot.start, (*KINDS, *kinds))
    fitting = [item for item in spoken if item.kind in (kinds or KINDS)]
    if fitting:
        return Bearer((fitting[-1],), "sentence", 0.67)
    speaker = _speaker(sentences, index, slot)
    if speaker is not None:
        return Bearer((speaker,), "speaker", 0.65)
    found = _elsewhere(sentences, index, slot, indicator) if kinds else None
    if found is not None:
        return Bearer((found,), "kind", 0.65)
    return Bearer((spoken[-1],), "clause", 0.6) if spoken else None


def _topical(sentences: Sequence[Sentence], index: int, kinds: Kinds) -> Bearer | None:
    """The subject of `kinds` of a sentence shortly before, or the topic of all the article."""
    earlier = _before(sentences[max(0, index - _REACH) :], min(index, _REACH), kinds)
    if earlier:
        return Bearer(earlier, "paragraph", 0.5)
    told = sentences[:index]
    spoken = [item for sentence in told for item in _spoken(sentence, len(sentence.skeleton), kinds)]
    if not spoken:
        return None
    often = Counter(itertools.chain.from_iterable(sentence.refs for sentence in told))
    topic = max(reversed(spoken), key=lambda item: often[item.ref])
    return Bearer((topic,), "topic", 0.35) if often[topic.ref] > 1 else None


def _owner(sentence: Sentence, slot: Slot) -> Item | None:
    """The last thing in the clause that owns what is measured: X的钴、镍销量."""
    skeleton = sentence.skeleton
    for at in range(slot.at - 2, slot.start - 1, -1):
        if skeleton[at] in _THINGS and skeleton[at + 1] == "的" and not _PREPOSED.search(skeleton, 0, at):
            return None if at and skeleton[at - 1] in _PREPOSITION else sentence.item_at(at)
    return None


def _speaker(sentences: Sequence[Sentence], index: int, slot: Slot) -> Item | None:
    """我们 in a quotation: the body whose head is named after it, or before it."""
    quote = sentences[index].skeleton[: slot.at]
    if "我们" not in quote and "我司" not in quote:
        return None
    for sentence in (*sentences[index : index + 2], *reversed(sentences[max(0, index - 2) : index])):
        match = _QUOTED.search(sentence.skeleton)
        if match:
            return sentence.item_at(match.start(1))
    return None


def _guest(sentence: Sentence, slot: Slot) -> Item | None:
    """Where so many firms came to: 40多家企业落户X."""
    if slot.figure.unit not in ("家", "个", "户"):
        return None
    match = _COMES_TO.match(sentence.skeleton, slot.at + 1)
    return sentence.item_at(match.start(1)) if match else None


def _elsewhere(sentences: Sequence[Sentence], index: int, slot: Slot, indicator: Indicator) -> Item | None:
    """A thing of the kind that has such an indicator, outside the sentence's subjects."""
    if indicator.named:
        near = _nearest(sentences[max(0, index - 2) : index + 1], slot.item.start, indicator.kinds)
        return near or _nearest(sentences[: index + 1], slot.item.start, indicator.kinds)
    found = _before(sentences, index, indicator.kinds) or _topic(sentences, indicator.kinds)
    return found[0] if found else None


def _head(sentence: Sentence, slot: Slot) -> Item | None:
    """The noun that the figure modifies (总投资7亿元的X), or what the money builds (投资5亿元新建X)."""
    skeleton = sentence.skeleton
    modifies = not slot.since.endswith("了")  # 建了50个…的X is no modifier
    spends = _SPENDS.search(slot.left) is not None
    for pattern, applies in ((_HEAD, modifies), (_GOES_TO, modifies), (_builds(), spends)):
        match = pattern.match(skeleton, slot.at + 1) if applies else None
        if match:
            return sentence.item_at(match.start(match.lastindex or 1))
    return None


def _candidates(sentence: Sentence, start: int, end: int, kinds: Kinds) -> Iterator[int]:
    """Places between `start` and `end` where a thing of `kinds` opens a clause and is not just listed or quoted."""
    skeleton = sentence.skeleton
    last: int | None = None
    for at, item in sentence.places.items():
        if not start <= at < end or item.ref is None or not (item.kind in kinds or _is_measured(skeleton, at, item)):
            continue
        listed = _LISTED.match(skeleton, at + 1) and "分别" not in skeleton[at:end]
        if listed or _is_told_of(skeleton, at):
            continue
        owned = last is not None and _owns(skeleton[last + 1 : at])
        if owned or opens_clause(skeleton, at) or _ONE.search(skeleton, 0, at):
            last = at
            yield at


@functools.lru_cache(_KEPT)
def _is_told_of(skeleton: str, at: int) -> bool:
    """Whether the thing there only says who speaks, or stands after a preposition."""
    return bool(_speaks().match(skeleton, at + 1) or _PREPOSED.search(skeleton, 0, at))


def _is_measured(skeleton: str, at: int, item: Item) -> bool:
    """Whether the text speaks of a product or trade itself: X的销量, 一辆X需要."""
    if item.kind == "Product" and skeleton.startswith("的", at + 1):
        return True
    return item.kind in ("Product", "Industry") and _ONE.search(skeleton, 0, at) is not None


def _in_clause(sentence: Sentence, slot: Slot, kinds: Kinds) -> tuple[Item, ...]:
    """The subject in the figure's own clause."""
    skeleton = sentence.skeleton
    chosen: list[int] = []
    for at in _candidates(sentence, slot.start, slot.at, kinds):
        if not chosen or _owns(skeleton[chosen[-1] + 1 : at]):
            chosen = [at]
    while chosen and chosen[-1] + 2 < slot.at and skeleton[chosen[-1] + 1] in _AND:
        item = sentence.item_at(chosen[-1] + 2)
        if item is None or item.kind not in kinds:
            break
        chosen.append(chosen[-1] + 2)
    items = tuple(sentence.places[at] for at in chosen)
    return items if _ALL.search(slot.left) else items[:1]


@functools.lru_cache(_SENTENCES)
def _spoken(sentence: Sentence, end: int, kinds: Kinds) -> tuple[Item, ...]:
    """The subjects of the sentence's clauses before `end`."""
    skeleton = sentence.skeleton
    out: list[int] = []
    for at in _candidates(sentence, 0, end, kinds):
        if out and _owns(skeleton[out[-1] + 1 : at]):
            out.pop()
        out.append(at)
    return tuple(sentence.places[at] for at in out)


def _before(sentences: Sequence[Sentence], index: int, kinds: Kinds) -> tuple[Item, ...]:
    """The first subject of `kinds` of the last sentence of the paragraph that has one."""
    for sentence in reversed(sentences[:index]):
        if sentence.paragraph != sentences[index].paragraph:
            break
        spoken = [item for item in _spoken(sentence, len(sentence.skeleton), KINDS) if item.kind in kinds]
        if spoken:
            return (spoken[-1],)
    return ()


def _topic(sentences: Sequence[Sentence], kinds: Kinds) -> tuple[Item, ...]:
    topic = main_topic(sentences, kinds)
    return () if topic is None else (topic,)


def _nearest(window: Sequence[Sentence], offset: int, kinds: Sequence[str]) -> Item | None:
    """The last thing of the likeliest of `kinds` named before the offset."""
    for kind in kinds:
        for sentence in reversed(window):
            for item in reversed(sentence.items):
                if item.kind == kind and item.ref is not None and item.end <= offset:
                    return item
    return None


def _owns(between: str) -> bool:
    """Whether what stands between two names makes the second a thing of the first."""
    return not between or between in words("ownership_links")


@functools.cache
def _speaks() -> re.Pattern[str]:
    verbs = "|".join(row[0] for row in rows("speaking"))
    return re.compile(rf"\W{{0,2}}[{KIND_CHAR['Title']}{KIND_CHAR['Person']}]|[^,]{{0,8}}(?:{verbs})")


@functools.cache
def _builds() -> re.Pattern[str]:
    verbs = "|".join(row[0] for row in rows("building"))
    return re.compile(
        rf"[^。;{_FIGURE}]{{0,24}}?(?:{verbs})[^,。;{_FIGURE}]{{0,16}}?([{_SITES}])"
        rf"|,对([{_SITES}])[^,。;]{{0,8}}(?:升级|改造|扩)"
    )
