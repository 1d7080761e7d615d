"""Names that the articles of a build teach each other: what one introduces in full, another only names in short."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from kg.lexicon import area_names, words
from kg.names import company_name
from kg.text import normalize
from kg.trie import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Mention

    Taught = tuple[int, int, str, bool]  # start, end and type of a name in a text; whether it is a company's whole core

_BETWEEN = "\ud800"  # stands in no text that was read, and so in no name
_TOGETHER = 1 << 17  # characters that are looked through as one text
_HEAD = 3  # characters of a company's core by which its short name is recognised
_SHORTEST = 3  # characters of a name that other articles may be told of
_ARTICLES = 2  # articles that must agree on a name
_AGREEMENT = 0.8  # share of a name's articles that must hold it for one type


@dataclass(frozen=True)
class CorpusNames:
    """What a corpus knows: types of names, and cores of registered companies by their first characters."""

    types: Mapping[str, str] = field(default_factory=dict)
    cores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _heads(self) -> Words:
        return Words({*self.types, *self.cores})

    def find_each(self, texts: Iterable[str]) -> Iterator[list[Taught]]:
        """Every such name in each of many normalised texts, left to right; quicker than one by one."""
        for some in _together(texts):
            ends = list(accumulate(len(text) + len(_BETWEEN) for text in some))
            found: list[list[Taught]] = [[] for _ in some]
            for start, end, kind, whole in self.find(_BETWEEN.join(some)):
                number = bisect_right(ends, start)
                before = ends[number - 1] if number else 0
                found[number].append((start - before, end - before, kind, whole))
            yield from found

    def find(self, text: str) -> Iterator[Taught]:
        """Every such name in a normalised text, left to right."""
        for start, stop in self._heads.find(text):
            cores = self.cores.get(text[start : start + _HEAD], ())
            end = max((_along(text, start, core) for core in cores), default=0)
            if text.startswith(_legal_forms(), end):
                continue  # the registered name itself
            if end >= stop:
                yield start, end, "Enterprise", text[start:end].casefold() in cores
            elif text[start:stop] in self.types:
                yield start, stop, self.types[text[start:stop]], False


def forms(text: str, mentions: Iterable[Mention]) -> list[tuple[str, str]]:
    """The names in an article's normalised text, each with its type: what it teaches."""
    return sorted({(text[m.start : m.end], m.type) for m in mentions if not m.reference})


def corpus_names(votes: Iterable[tuple[str, str, int]]) -> CorpusNames:
    """Learn from names, their types, and in how many articles they have them (by their `forms`); no pair twice."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    cores: dict[str, set[str]] = defaultdict(set)
    for form, type_, articles in votes:
        counts[form][type_] = articles
        if type_ == "Enterprise" and company_name(form).legal_form:
            core = company_name(form).core
            if len(core) > _HEAD and core[:2] not in area_names() and core[:_HEAD] not in words("industries"):
                cores[core[:_HEAD]].add(core)
    agreed = {form: _agreed(form, count) for form, count in sorted(counts.items())}
    types = {form: kind for form, kind in agreed.items() if kind is not None}
    return CorpusNames(types, {head: tuple(sorted(found)) for head, found in sorted(cores.items())})


def overlooked(taught: Sequence[Taught], spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a name stands where nothing was found in the article, or a company's core was cut short.

    `spans` are those of the article's mentions.
    """
    if not taught:
        return False
    marked = list(spans)
    taken = {place for span in marked for place in range(*span)}
    return any(
        taken.isdisjoint(range(start, end)) or (whole and not any(s <= start and end <= e for s, e in marked))
        for start, end, _, whole in taught
    )


def _agreed(form: str, count: Mapping[str, int]) -> str | None:
    type_, articles = min(count.items(), key=lambda item: (-item[1], item[0]))
    if articles < _ARTICLES or articles < _AGREEMENT * sum(count.values()):
        return None
    return type_ if len(form) >= _SHORTEST and form not in words("local_names") and normalize(form) == form else None


def _together(texts: Iterable[str]) -> Iterator[list[str]]:
    some: list[str] = []
    size = 0
    for text in texts:
        if size + len(text) > _TOGETHER and some:
            yield some
            some, size = [], 0
        some.append(text)
        size += len(text)
    if some:
        yield some


@functools.cache
def _legal_forms() -> tuple[str, ...]:
    return tuple(sorted(words("legal_forms")))


def _along(text: str, start: int, core: str) -> int:
    """Where the text stops following the core."""
    length = 0
    while length < len(core) and text[start + length : start + length + 1].casefold() == core[length]:
        length += 1
    return start + length
