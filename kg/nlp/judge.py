"""Whether what was found as a thing of the article is one: all its mentions together, weighed by what was learned.

The finders see one place each. Here a thing is seen whole: how sure they were, how often and where it stands, what
its names look like, and what else the article calls by them.
"""

from __future__ import annotations

import bisect
import functools
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language
from spacy.tokens import Span

from kg.lexicon import read_model, words
from kg.logistic import Logistic
from kg.nlp.found import found, hand_on
from kg.nlp.ngrams import is_common
from kg.nlp.shapes import patterns
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from kg.nlp.found import Found

NAME = "judge"
MODEL = Path(__file__).with_name("judge.model")
LEAST = 0.15  # the least probability of a thing that is kept: facts need it, too, and lose with it if it is dropped
# Least of what a pattern of `ontology/names` has found, or what follows from another name's shape, each too rare to be
# judged by what was learned; and of what a model of the user's own has found, of which nothing was learned.
_GIVEN = 0.55
_BOUNDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.985, 0.998)
_MARKS = frozenset("“”《》()、")
_LONG = 9
_MANY = 5
_FEW = 3
_SHORT = 6  # characters of a name that is a feature as a whole
_NAMES_KEPT = 20_000


class Thing(NamedTuple):
    """A thing of the article: its type, its fullest name, its mentions and their scores."""

    type: str
    name: str
    mentions: Sequence[Found]
    scores: Sequence[float]


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.spans", "doc.user_data"])
def judge(doc: Doc) -> Doc:
    """Make the spans of the mentions that are kept, each with its kb_id and score, and those of the titles.

    Who has no use for spans finds the mentions handed on, and `kb_ids` and `scores` in `doc.user_data`.
    """
    text = text_of(doc)
    kept: list[tuple[Found, str, float]] = []
    for thing, features in seen(text, things(doc)):
        given = any(m.rule in _given() or m.rule.startswith("spacy:") for m in thing.mentions)
        probability = max(shipped().probability(features), _GIVEN * given)
        if probability >= LEAST:
            kept += [(mention, thing.name, probability) for mention in thing.mentions]
    kept.sort(key=lambda row: (row[0].start, -row[0].end, row[0].type))
    hand_on(doc, "mentions", (mention for mention, _, _ in kept))
    doc.user_data["kb_ids"] = [name for _, name, _ in kept]
    doc.user_data["scores"] = [probability for _, _, probability in kept]
    doc.spans["mentions"] = [Span(doc, *m[:3], kb_id=name, span_id=m.rule) for m, name, _ in kept]
    doc.spans["mentions"].attrs["scores"] = doc.user_data["scores"]
    doc.spans["titles"] = [Span(doc, *title[:3], span_id=title.rule) for title in found(doc, "titles")]
    return doc


def things(doc: Doc) -> list[Thing]:
    """What `aliases` has put together."""
    text = text_of(doc)
    full: Mapping[tuple[str, str], str] = doc.user_data["full"]
    groups: dict[tuple[str, str], list[tuple[Found, float]]] = defaultdict(list)
    for name, score in zip(found(doc, "mentions"), doc.user_data["scores"], strict=True):
        groups[name.type, full[name.type, text[name.start : name.end]]].append((name, score))
    return [Thing(*key, [name for name, _ in rows], [score for _, score in rows]) for key, rows in groups.items()]


def seen(text: str, all_things: Sequence[Thing]) -> Iterator[tuple[Thing, list[str]]]:
    """Each thing with its features."""
    called: dict[str, set[str]] = defaultdict(set)
    for thing in all_things:
        for form in {text[m.start : m.end] for m in thing.mentions}:
            called[form].add(thing.type)
    for thing in all_things:
        yield thing, [f"{thing.type} {sign}" for sign in _signs(text, thing, called)]


def _signs(text: str, thing: Thing, called: Mapping[str, set[str]]) -> Iterator[str]:
    forms = {text[m.start : m.end] for m in thing.mentions}
    name = max(forms, key=lambda form: (len(form), form))
    best = bisect.bisect_right(_BOUNDS, max(thing.scores))
    many = min(len(thing.mentions), _MANY)
    yield from ("", f"s{best}", f"m{bisect.bisect_right(_BOUNDS, min(thing.scores))}")
    yield from (f"n{many}", f"n{many}s{best // 2}", f"f{min(len(forms), _FEW)}")
    for rule in sorted({m.rule for m in thing.mentions}):
        yield f"r{rule}"
    yield from _shape(name)
    others = set().union(*(called[form] for form in forms)) - {thing.type}
    yield f"o{min(others, default='')}"
    yield from _places(text, thing, called, name)


@functools.lru_cache(_NAMES_KEPT)
def _shape(name: str) -> tuple[str, ...]:
    """What the name itself looks like."""
    signs = [f"l{min(len(name), _LONG)}", *(f"e{name[-size:]}" for size in (1, 2, 3)), f"b{name[:1]}", f"b{name[:2]}"]
    if len(name) <= _SHORT:
        signs.append(f"w{name}")
    signs.append(f"c{name[:1].isascii()}{any(map(str.isdigit, name))}{not _MARKS.isdisjoint(name)}")
    return (*signs, f"g{is_common(name)}{name in words('generic_names')}")


def _places(text: str, thing: Thing, called: Mapping[str, set[str]], name: str) -> Iterator[str]:
    """What stands beside its first mention, and what names stand in its own or around it."""
    first = thing.mentions[0]
    before, after = text[max(0, first.start - 2) : first.start], text[first.end : first.end + 2]
    yield from (f"<{before}", f"<{before[-1:]}", f">{after}", f">{after[:1]}", f"|{before[-1:]}{after[:1]}")
    inside = [kinds for form, kinds in called.items() if form in name and form != name]
    around = [kinds for form, kinds in called.items() if name in form and form != name]
    yield from (f"i{kind}" for kind in sorted(set().union(*inside)))
    yield from (f"a{kind}" for kind in sorted(set().union(*around)))


@functools.cache
def _given() -> frozenset[str]:
    """The rules whose names are not for the judge."""
    return frozenset(pattern.id for pattern in patterns()) | {"composed", "headed", "introduced", "phased"}


@functools.cache
def shipped() -> Logistic:
    """The weights that come with the package. Raises LexiconError, which names the file, if they cannot be read."""
    return read_model(MODEL, Logistic.load)
