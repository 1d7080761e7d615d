"""Whom a figure speaks of: the thing that the noun before or behind it belongs to, or the topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.facts.sentence import KIND_CHAR
from kg.facts.topic import main_topic, opens_clause

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.facts.clauses import Slot
    from kg.facts.sentence import Item, Sentence

KINDS = ("Enterprise", "Park", "Institution", "Association", "AdministrativeArea", "Facility", "Project", "Cluster", "Initiative")
_CHARS = "".join(KIND_CHAR[k] for k in KINDS)
_THINGS = "".join(KIND_CHAR[k] for k in ("Project", "Facility", "Park", "Cluster", "Enterprise", "Institution", "Person"))
_SITES = "".join(KIND_CHAR[k] for k in ("Project", "Facility", "Park"))
_FIGURE = KIND_CHAR["Figure"]
_HEAD = re.compile(rf"的[^,的{_FIGURE}]{{0,12}}?([{_THINGS}])(?!的)")
_SPENDS = re.compile(r"(?:投资(?:总?额)?|以)(?:约|近|达)?\Z")
_BUILDS = re.compile(
    rf"[^。;{_FIGURE}]{{0,24}}?(?:建设|新建|打造|共建|兴建|投建|升级|扩建|建|竞得|中标|摘得|收购)[^,。;{_FIGURE}]{{0,16}}?([{_SITES}])"
    rf"|,对([{_SITES}])[^,。;]{{0,8}}(?:升级|改造|扩)"
)
_GOES_TO = re.compile(rf"将?(?:投向|用于|投入)[^,。;]{{0,6}}?([{_SITES}])")
_COMES_TO = re.compile(rf"[^,。;]{{0,24}}?(?:与|同|在|落户|入驻|进驻|加入)([{_CHARS}])")
_AND = "、和与及"
_PREPOSITION = "与和同跟向对为给由被比较从于自将把按据经以及、联合携邀"
_SPEAKS = re.compile(rf"\W{{0,2}}[{KIND_CHAR['Title']}{KIND_CHAR['Person']}]|[^,]{{0,8}}(?:负责人|介绍|表示|透露|记者)")
_LISTED = re.compile(rf"(?:、[^,。;]{{0,40}})?等(?=[^,。;、]{{0,14}}{_FIGURE})")
_ALL = re.compile(r"均|各|分别|并列|都")


def bearers(sentences: Sequence[Sentence], index: int, slot: Slot, kinds: Sequence[str]) -> tuple[Item, ...]:
    """The things that the figure of `slot` in `sentences[index]` speaks of; `kinds` are those its indicator prefers."""
    sentence = sentences[index]
    head = _head(sentence, slot)
    if head is not None:
        return (head,)
    wanted = kinds or KINDS
    here = _in_clause(sentence, slot, (*KINDS, *kinds))
    if here and here[0].kind in wanted:
        return here
    guest = _COMES_TO.match(sentence.skeleton, slot.at + 1) if slot.figure.unit in ("家", "个", "户") else None
    if guest and not here:
        found = sentence.item_at(guest.start(1))
        return (found,) if found else ()
    spoken = _spoken(sentence, slot.start, (*KINDS, *kinds))
    for item in reversed(spoken):
        if item.kind in wanted:
            return (item,)
    if kinds:
        near = _nearest(sentences, index, slot.item.start, kinds)
        if near is not None:
            return (near,)
    if here:
        return here
    if spoken:
        return (spoken[-1],)
    return _before(sentences, index)


def _head(sentence: Sentence, slot: Slot) -> Item | None:
    """The noun that the figure modifies (总投资50亿元的X), or what the money builds (投资5亿元新建X)."""
    skeleton = sentence.skeleton
    for pattern, applies in ((_HEAD, True), (_GOES_TO, True), (_BUILDS, _SPENDS.search(slot.left) is not None)):
        match = pattern.match(skeleton, slot.at + 1) if applies else None
        if match:
            return sentence.item_at(match.start(match.lastindex or 1))
    return None


def _candidates(sentence: Sentence, start: int, end: int, kinds: Collection[str]) -> Iterator[int]:
    """Places between `start` and `end` where a thing of `kinds` opens a clause and is not just listed or quoted."""
    skeleton = sentence.skeleton
    for at in range(start, end):
        item = sentence.item_at(at)
        if item is None or item.kind not in kinds or item.ref is None:
            continue
        if _LISTED.match(skeleton, at + 1) or _SPEAKS.match(skeleton, at + 1):
            continue
        if opens_clause(skeleton, at) or (at > 0 and (skeleton[at - 1] in _CHARS)):
            yield at


def _in_clause(sentence: Sentence, slot: Slot, kinds: Collection[str]) -> tuple[Item, ...]:
    """The subject in the figure's own clause."""
    skeleton = sentence.skeleton
    chosen: list[int] = []
    for at in _candidates(sentence, slot.start, slot.at, kinds):
        if not chosen:
            chosen = [at]
        elif skeleton[chosen[-1] + 1 : at] in ("", "的"):
            chosen = [at]
    if chosen:
        at = chosen[0]
        while skeleton[at + 1 : at + 2] in _AND and at + 2 < slot.at and (item := sentence.item_at(at + 2)) and item.kind in kinds:
            at += 2
            chosen.append(at)
    items = [item for at in chosen if (item := sentence.item_at(at)) is not None]
    return tuple(items) if _ALL.search(slot.left) else tuple(items[:1])


def _spoken(sentence: Sentence, end: int, kinds: Collection[str]) -> list[Item]:
    """The subjects of the sentence's clauses before `end`."""
    skeleton = sentence.skeleton
    out: list[int] = []
    for at in _candidates(sentence, 0, end, kinds):
        if out and skeleton[out[-1] + 1 : at] in ("", "的"):
            out.pop()
        out.append(at)
    return [item for at in out if (item := sentence.item_at(at)) is not None]


def _before(sentences: Sequence[Sentence], index: int) -> tuple[Item, ...]:
    """The subject of the last sentence of the paragraph that has one, else the article's topic."""
    for sentence in reversed(sentences[:index]):
        if sentence.paragraph != sentences[index].paragraph:
            break
        spoken = _spoken(sentence, len(sentence.skeleton), KINDS)
        if spoken:
            return (spoken[0],)
    topic = main_topic(sentences, KINDS)
    return () if topic is None else (topic,)


def _nearest(sentences: Sequence[Sentence], index: int, offset: int, kinds: Sequence[str]) -> Item | None:
    """The last thing of the likeliest of `kinds` named before the offset, in this sentence or one of the two before it."""
    window = sentences[max(0, index - 2) : index + 1]
    for kind in kinds:
        for sentence in reversed(window):
            for item in reversed(sentence.items):
                if item.kind == kind and item.ref is not None and item.end <= offset:
                    return item
    return None
