"""Who a clause without a subject speaks of.

Chinese news drops a subject that stays the same: the clause then speaks of the noun that it modifies (致力于…的X), of
whoever opened an earlier clause of the sentence, else a sentence before it in the paragraph, else of what the
article is about.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.facts.sentence import KIND_CHAR
from kg.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts.sentence import Item, Kinds, Sentence
    from kg.model import Ref

CLAUSE_END = ",。;:!?…—"
_END = re.compile(f"[{CLAUSE_END}]")
_HEADLINE_WEIGHT = 3
_AND = "、和及"  # not 与: X与Y签约 speaks of X
_ANTICIPATES = re.compile(r"作为|在[^,。;]+(?:支持|指导|帮助|推动)下")  # clauses that stand before their subject
_PREPOSITIONS = "与对向从由为"
_PLACES = frozenset(KIND_CHAR[kind] for kind in ("AdministrativeArea", "Park"))
_KEPT = 10_000  # places remembered, as many readers ask of the same
_SENTENCES = 300  # remembered with all that is in them: those of the article that is read
_ARTICLES = 8  # articles and kinds remembered


def subject_at(sentences: Sequence[Sentence], index: int, offset: int, kinds: Kinds) -> Item | None:
    """The item that a clause of `sentences[index]` starting before the article offset `offset` speaks of.

    `sentences` is one article in order; only items of `kinds` are considered. None where nothing fits.
    """
    found = subjects_at(sentences, index, offset, kinds)
    return found[0] if found else None


def subjects_at(
    sentences: Sequence[Sentence], index: int, offset: int, kinds: Kinds, beyond: float = 0
) -> tuple[Item, ...]:
    """As `subject_at`, with all members where the subject is an enumeration (A、B和C).

    With `beyond`, a subject that the sentence itself does not name must be the article's main topic, too, and prevail
    in it: 0.5 asks that it be named as often as any other of the kinds, 0.6 half as often again; above 1, none will do.
    """
    here = sentences[index]
    opening = [at for at in _openings(here, kinds) if here.offset(at) < offset]
    ahead = _ahead(here, offset, kinds, opening)
    if ahead:
        return ahead
    if opening:
        return _group(here, _spoken_of(here, opening, here.place(offset)), kinds)
    found = _from_before(sentences, index, kinds) if beyond <= 1 else ()
    if not beyond or not found:
        return found
    ref, share = _prevailing(tuple(sentences), tuple(kinds))
    return found if found[0].ref == ref and share >= beyond else ()


def _spoken_of(sentence: Sentence, opening: Sequence[int], at: int) -> int:
    """The last opening; whom something is done to (推动X投产) is spoken of in no later clause."""
    start = clause_start(sentence.skeleton, at)
    for place in reversed(opening):
        if place >= start or not _caused().search(sentence.skeleton, clause_start(sentence.skeleton, place), place):
            return place
    return opening[-1]


def _from_before(sentences: Sequence[Sentence], index: int, kinds: Kinds) -> tuple[Item, ...]:
    """Who was spoken of in the paragraph before the sentence, else what the article is about."""
    here = sentences[index]
    for sentence in reversed(sentences[:index]):
        if sentence.paragraph != here.paragraph:
            break
        for at in reversed(_openings(sentence, kinds)):
            group = _group(sentence, at, kinds)
            if len(group) == 1:  # what follows a list goes back to who was spoken of before it
                return group
    topic = main_topic(sentences, kinds)
    return () if topic is None else (topic,)


def subjects(sentence: Sentence, kinds: Kinds) -> list[Item]:
    """The items of `kinds` that open a clause of the sentence, in order, less those that only say whose head speaks."""
    return [item for at in _openings(sentence, kinds) if (item := sentence.item_at(at)) is not None]


def main_topic(sentences: Sequence[Sentence], kinds: Kinds) -> Item | None:
    """The thing of `kinds` that the article names most often in subject position or headline; the first of equals."""
    return _main_topic(tuple(sentences), kinds)


@functools.lru_cache(_SENTENCES)
def _main_topic(sentences: tuple[Sentence, ...], kinds: Kinds) -> Item | None:
    score: Counter[str] = Counter()
    spoken: set[str] = set()
    first: dict[str, Item] = {}
    for sentence in sentences:
        weight = _HEADLINE_WEIGHT if sentence.block in ("headline", "subhead") else 1
        for ref, item, opens in _named(sentence, kinds):
            first.setdefault(ref, item)
            spoken |= {ref} if opens else set()
            score[ref] += weight * (2 if opens else 1)
    spoken &= score.keys()
    return first[max(spoken, key=lambda ref: (score[ref], -first[ref].start))] if spoken else None


@functools.lru_cache(_SENTENCES)
def _named(sentence: Sentence, kinds: Kinds) -> tuple[tuple[Ref, Item, bool], ...]:
    """The sentence's things of `kinds`, each with whether it opens a clause; every later reference asks for them."""
    opened = {item.start for item in subjects(sentence, kinds)}
    items = ((item.ref, item) for item in sentence.items if item.kind in kinds)
    return tuple((ref, item, item.start in opened) for ref, item in items if ref is not None)


@functools.lru_cache(_ARTICLES)
def _prevailing(sentences: tuple[Sentence, ...], kinds: tuple[str, ...]) -> tuple[Ref | None, float]:
    """The article's main topic, and the share that it has of its mentions and those of the next most named one."""
    topic = main_topic(sentences, kinds)
    named = Counter(item.ref for sentence in sentences for item in sentence.items if item.kind in kinds)
    if topic is None:
        return None, 0.0
    own = named.pop(topic.ref)
    return topic.ref, own / (own + max(named.values(), default=0))


@functools.lru_cache(_KEPT)
def opens_clause(skeleton: str, at: int) -> bool:
    """Whether nothing but lead-in words stands between a clause's start and `skeleton[at]`."""
    start = clause_start(skeleton, at)
    for word in _reporting().finditer(skeleton, start, at):
        start = word.end()
    return _lead_in().fullmatch(skeleton, start, at) is not None


def _openings(sentence: Sentence, kinds: Kinds) -> list[int]:
    """Where in the skeleton items of `kinds` open a clause; of names side by side (我区X集群) the last counts."""
    items, skeleton = sentence.places, sentence.skeleton
    places = [at for at, item in items.items() if item.kind in kinds]
    return [at for at in places if (at + 1 not in items or items[at + 1].kind not in kinds) and _opens(skeleton, at)]


@functools.lru_cache(_KEPT)
def _opens(skeleton: str, at: int) -> bool:
    """Whether the item there, with the areas right before it, opens a clause and does not just say who speaks."""
    return opens_clause(skeleton, _compound_start(skeleton, at)) and not _attribution().match(skeleton, at + 1)


def _compound_start(skeleton: str, at: int) -> int:
    while at and skeleton[at - 1] in _PLACES:
        at -= 1
    return at


def _ahead(sentence: Sentence, offset: int, kinds: Kinds, opening: list[int]) -> tuple[Item, ...]:
    """The subject behind the clause: the noun it modifies, or, where it anticipates it (作为…), the next clause's."""
    skeleton = sentence.skeleton
    at = sentence.place(offset)
    start = clause_start(skeleton, at)
    if any(place >= start for place in opening):
        return ()
    chars = "".join(sorted(KIND_CHAR[kind] for kind in kinds))
    head = _head(chars).match(skeleton, at)
    if head is None and _ANTICIPATES.match(skeleton, start):
        head = _anticipated(chars).match(skeleton, at)
    return _group(sentence, head.start(1), kinds) if head else ()


@functools.cache
def _head(chars: str) -> re.Pattern[str]:
    return re.compile(rf"[^{CLAUSE_END}]*?的[^{CLAUSE_END}的]{{0,12}}?([{chars}])(?!的)")


@functools.cache
def _anticipated(chars: str) -> re.Pattern[str]:
    return re.compile(rf"[^。;]{{0,60}}?,(?:[^,。;]{{0,6}},)?([{chars}])")


def _group(sentence: Sentence, at: int, kinds: Kinds) -> tuple[Item, ...]:
    """The item at a place of the skeleton and those of its kinds that it is enumerated with."""
    out = []
    item = sentence.item_at(at)
    while item is not None and item.kind in kinds:
        out.append(item)
        item = (
            sentence.item_at(at + 2)
            if sentence.skeleton[at + 1 : at + 2] in _AND and at + 2 < len(sentence.skeleton)
            else None
        )
        at += 2
    return tuple(out)


def clause_start(skeleton: str, at: int) -> int:
    """Where the clause begins that holds `skeleton[at]`."""
    ends = _clause_ends(skeleton)
    before = bisect.bisect_right(ends, at)
    return ends[before - 1] if before else 0


@functools.lru_cache(_KEPT)
def _clause_ends(skeleton: str) -> list[int]:
    return [match.end() for match in _END.finditer(skeleton)]


@functools.cache
def _lead_in() -> re.Pattern[str]:
    words = _alternatives("lead_ins")
    when = f"(?:自|到|在|截至)?{KIND_CHAR['Date']}(?:以来|起|前|后|底|末|期间)?"
    names = "".join(char for char in KIND_CHAR.values() if char not in _PLACES)
    modifier = rf"[^,]{{1,30}}的|[^{names}{_PREPOSITIONS},]{{0,24}}(?:{_alternatives('head_nouns')})"
    return re.compile(rf"[\s“‘\"'《(]*(?:(?:{when}|{words})[,\s“]*)*(?:(?:{modifier})[—、]*)?[“‘]?")


@functools.cache
def _reporting() -> re.Pattern[str]:
    return re.compile(_alternatives("reporting"))


@functools.cache
def _caused() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row[0]) for row in rows("reporting") if row[1:] == ("cause",)))


@functools.cache
def _attribution() -> re.Pattern[str]:
    """What follows a name that is no subject: a count (江海市5家企业), the body's spokesman, a paper's dateline."""
    speaker = f"[{KIND_CHAR['Title']}{KIND_CHAR['Person']}]"
    date = KIND_CHAR["Date"]
    return re.compile(
        rf"{KIND_CHAR['Figure']}|\W{{0,2}}{speaker}|.{{0,6}}(?:{_alternatives('spokesmen')})|[^,。]{{0,3}}{date}[电讯]|[^,。]{{0,8}}记者"
    )


def _alternatives(name: str) -> str:
    return "|".join(re.escape(row[0]) for row in sorted(rows(name), key=lambda row: (-len(row[0]), row[0])))
