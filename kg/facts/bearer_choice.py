"""Whom a figure speaks of: what a sure rule says, else the likeliest of the things named near it.

These are weighed by what was learned from annotated articles (`kg.train_bearers`): the signs of a thing are where it
stands and how, what is measured, and what the rules would say.
"""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.bearers import Bearer, by_rule
from kg.facts.sentence import KIND_CHAR
from kg.facts.topic import opens_clause
from kg.lexicon import read_model
from kg.logistic import Logistic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.bearers import Context
    from kg.facts.clauses import Slot
    from kg.facts.indicators import Indicator
    from kg.facts.sentence import Item, Sentence
    from kg.model import Ref

MODEL = Path(__file__).with_name("bearers.model")
# Rules that are right more often than what was learned, or too rare to be learned of.
_TRUSTED = frozenset(("clause", "head", "taken up", "same", "guest", "owner", "speaker"))
_LEAST = 0.15  # the probability from which on a guess is better than nothing: best F1 on held-out articles
_UNNAMED = ("Title", "Figure", "Date")
_REACH = 4  # sentences before in which a thing may be named
_HEADLINES = ("headline", "subhead")
_ARTICLES = 4  # whose counts are remembered
_MANY = 6  # mentions, from which on they are as good as more
_WORDS = 8  # characters before a figure that tell what it measures


class Figure(NamedTuple):
    """A figure, what it measures, and the rule that would say of whom, with its answer; without one it is empty."""

    sentences: Sequence[Sentence]
    number: int  # of its sentence
    slot: Slot
    indicator: Indicator
    rule: str
    answer: Ref | None


def bearer(sentences: Sequence[Sentence], index: int, slot: Slot, context: Context) -> Bearer | None:
    """The thing that the figure of `slot` in `sentences[index]` speaks of; several where it is said of each."""
    ruled = by_rule(sentences, index, slot, context)
    if context.indicator.kinds == ("Person",) or _is_sure(ruled):
        return ruled
    found = _likeliest(figure_of(sentences, index, slot, (context.indicator, ruled)))
    if found is None or found[1] < _LEAST:
        return None
    item, probability = found
    agrees = ruled is not None and item.ref == ruled.items[0].ref
    return Bearer((item,), ruled.rule if ruled and agrees else "likeliest", probability)


def _is_sure(ruled: Bearer | None) -> bool:
    """Whether the rules know of whom a figure speaks; only they know of several."""
    return ruled is not None and (ruled.rule in _TRUSTED or len(ruled.items) > 1)


def figure_of(sentences: Sequence[Sentence], index: int, slot: Slot, known: tuple[Indicator, Bearer | None]) -> Figure:
    """A figure with its indicator and what the rules say."""
    indicator, ruled = known
    rule, answer = ("", None) if ruled is None else (ruled.rule, ruled.items[0].ref)
    return Figure(sentences, index, slot, indicator, rule, answer)


def _likeliest(figure: Figure) -> tuple[Item, float] | None:
    """The thing that the figure most probably speaks of, and how probable that is; None if none is named."""
    model = shipped()
    rated = [(item, model.probability(signs)) for item, signs in weighed(figure)]
    return max(rated, key=lambda found: found[1], default=None)


def weighed(figure: Figure) -> Iterator[tuple[Item, list[str]]]:
    """The things that the figure may speak of, each with its signs."""
    places: dict[Ref, tuple[Item, list[str]]] = {}
    for item, signs in (*_beside(figure), *_before(figure), *_headlines(figure)):
        if item.ref is not None:
            places.setdefault(item.ref, (item, []))[1].extend(signs)
    counts = _counts(tuple(figure.sentences))
    most = max((counts[ref] for ref in places), default=0)
    words = figure.slot.since[-_WORDS:]
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    for ref, (item, signs) in places.items():
        measured = (f"{item.kind} of {pair}" for pair in sorted(pairs))
        yield item, [*dict.fromkeys(signs), *_general(figure, item, counts[ref], most), *measured]


def _general(figure: Figure, item: Item, count: int, most: int) -> list[str]:
    kinds, kind, unit = figure.indicator.kinds, item.kind, figure.indicator.unit
    rank = str(kinds.index(kind)) if kind in kinds else "no" if kinds else ""
    same = item.ref == figure.answer
    return [
        kind,
        f"{kind} {unit}",
        f"{kind} for {kinds[:1]}",
        f"rank {rank}",
        f"count {min(count, _MANY)}",
        f"most {count == most}",
        f"most {count == most} {kind}",
        f"ruled {same} {figure.rule}",
        f"ruled {same} {kind}",
        f"{kind} then {figure.slot.right[:2]}",
    ]


def _beside(figure: Figure) -> Iterator[tuple[Item, list[str]]]:
    """Things in the figure's own sentence, from the figure to its start, then to its end."""
    sentence, slot = figure.sentences[figure.number], figure.slot
    skeleton, named = sentence.skeleton, _named(sentence)
    seen: Counter[str] = Counter()
    for at, item, inside in reversed(named):
        if at < slot.at:
            where = "clause" if at >= slot.start else "sentence"
            first, rivals = opens_clause(skeleton, at), seen[item.kind]
            before, after = _shown(skeleton[at - 1 : at]), skeleton[at + 1 : at + 2]
            commas = skeleton.count(",", at, slot.at)
            signs = [f"{first}", item.kind, f"{first} {item.kind}", f"rivals {min(rivals, 2)}", f"inside {inside}"]
            signs += [f"commas {min(commas, 3)} {first}", f"< {before}", f"< {before} {item.kind}", f"> {after}"]
            signs += [f"> {after} {item.kind}", f"others {min(seen.total(), 4)}"]
            yield item, [f"{where} {sign}" for sign in signs]
            seen[item.kind] += 1
    for at, item, inside in named:
        if at > slot.at:
            where = "behind" if at < slot.end else "later"
            between = skeleton[slot.at + 1 : at]
            signs = [item.kind, f"inside {inside}", f"{between[:1]}", f"{between[-1:]} {item.kind}"]
            yield item, [where, *(f"{where} {sign}" for sign in signs)]


def _before(figure: Figure) -> Iterator[tuple[Item, list[str]]]:
    """Things in the sentences shortly before."""
    own = figure.sentences[figure.number]
    for back, sentence in enumerate(reversed(figure.sentences[max(0, figure.number - _REACH) : figure.number]), 1):
        near = sentence.paragraph == own.paragraph
        for at, item, inside in _named(sentence):
            first = not inside and opens_clause(sentence.skeleton, at)
            signs = (f"{min(back, 3)} {first}", f"{min(back, 3)} {near} {first}", f"{near} {first} {item.kind}")
            yield item, [f"back {sign}" for sign in signs]


def _headlines(figure: Figure) -> Iterator[tuple[Item, list[str]]]:
    for sentence in figure.sentences:
        if sentence.block in _HEADLINES:
            for _, item, _ in _named(sentence):
                yield item, ["headline", f"headline {item.kind}"]


@functools.lru_cache(64)
def _named(sentence: Sentence) -> tuple[tuple[int, Item, bool], ...]:
    """The things of a sentence with their places, and whether each stands inside another's name."""
    found = []
    for at, item in sentence.places.items():
        found += [(at, item, False), *((at, inner, True) for inner in item.inner)]
    return tuple(row for row in found if row[1].ref is not None and row[1].kind not in _UNNAMED)


@functools.lru_cache(_ARTICLES)
def _counts(sentences: tuple[Sentence, ...]) -> Counter[Ref | None]:
    """How often the article names each thing."""
    return Counter(item.ref for sentence in sentences for _, item, _ in _named(sentence))


def _shown(char: str) -> str:
    """A character; any item's is one and the same."""
    return "#" if char in _ITEMS else char


_ITEMS = frozenset(KIND_CHAR.values())


@functools.cache
def shipped() -> Logistic:
    """The weights that come with the package. Raises LexiconError, which names the file, if they cannot be read."""
    return read_model(MODEL, Logistic.load)
