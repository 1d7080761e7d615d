"""Names that the articles of a build teach each other: what one introduces in full, another only names in short."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.lexicon import area_names, words
from kg.names import company_name
from kg.text import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Mention

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
    def _heads(self) -> re.Pattern[str] | None:
        alternatives = sorted({*self.types, *self.cores}, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, alternatives))) if alternatives else None

    def find(self, text: str) -> Iterator[tuple[int, int, str, bool]]:
        """Start, end and type of every such name in a normalised text, left to right; whether it is a whole core."""
        if self._heads is None:
            return
        for match in self._heads.finditer(text):
            start, form = match.start(), match.group()
            cores = self.cores.get(form[:_HEAD], ())
            end = max((_along(text, start, core) for core in cores), default=0)
            if text.startswith(_legal_forms(), end):
                continue  # the registered name itself
            if end >= match.end():
                yield start, end, "Enterprise", text[start:end].casefold() in cores
            elif form in self.types:
                yield start, match.end(), self.types[form], False


def corpus_names(articles: Iterable[tuple[str, Iterable[Mention]]]) -> CorpusNames:
    """Learn from articles' normalised texts and mentions."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    cores: dict[str, set[str]] = defaultdict(set)
    for text, mentions in articles:
        forms = {(text[m.start : m.end], m.type) for m in mentions if not m.reference}
        for form, type_ in forms:
            votes[form][type_] += 1
            if type_ == "Enterprise" and company_name(form).legal_form:
                core = company_name(form).core
                if len(core) > _HEAD and core[:2] not in area_names() and core[:_HEAD] not in words("industries"):
                    cores[core[:_HEAD]].add(core)
    agreed = {form: _agreed(form, count) for form, count in sorted(votes.items())}
    types = {form: kind for form, kind in agreed.items() if kind is not None}
    return CorpusNames(types, {head: tuple(sorted(found)) for head, found in sorted(cores.items())})


def overlooked(text: str, mentions: Iterable[Mention], names: CorpusNames) -> bool:
    """Whether the article holds one of the names where nothing was found, or a company's core that was cut short."""
    spans = [(m.start, m.end) for m in mentions]
    taken = {place for span in spans for place in range(*span)}
    found = ((start, end, whole) for start, end, _, whole in names.find(text))
    return any(
        taken.isdisjoint(range(start, end)) or (whole and not any(s <= start and end <= e for s, e in spans))
        for start, end, whole in found
    )


def _agreed(form: str, count: Counter[str]) -> str | None:
    type_, articles = min(count.items(), key=lambda item: (-item[1], item[0]))
    if len(form) < _SHORTEST or form in words("local_names") or normalize(form) != form:
        return None
    return type_ if articles >= _ARTICLES and articles >= _AGREEMENT * count.total() else None


@functools.cache
def _legal_forms() -> tuple[str, ...]:
    return tuple(sorted(words("legal_forms")))


def _along(text: str, start: int, core: str) -> int:
    """Where the text stops following the core."""
    length = 0
    while length < len(core) and text[start + length : start + length + 1].casefold() == core[length]:
        length += 1
    return start + length
