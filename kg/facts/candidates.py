"""Which patterns may match a view, found by one look at its words instead of one for each pattern."""

from __future__ import annotations

import functools
import operator
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.facts.sentence import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.facts.patterns import Pattern
    from kg.facts.views import View


class Triggers:
    """Numbered lists of words, by their words, and the words by their first two characters."""

    def __init__(self, lists: Iterable[Sequence[str]]) -> None:
        self._always: list[int] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(lists):
            for word in dict.fromkeys(words):
                self._by_word[word].append(number)
            if not words:
                self._always.append(number)
        self._single = frozenset(word for word in self._by_word if len(word) == 1)
        self._longer: dict[str, list[str]] = defaultdict(list)
        for word in self._by_word.keys() - self._single:
            self._longer[word[:2]].append(word)

    def of(self, text: str) -> list[int]:
        """The numbers of the lists that are empty, or have a word in the text; in order."""
        pairs = self._longer.keys() & map(operator.add, text, text[1:])
        found = [word for pair in pairs for word in self._longer[pair] if word in text]
        found += self._single.intersection(text)
        return sorted({*self._always, *(number for word in found for number in self._by_word[word])})


class Candidates:
    """An index of patterns by the form of view that they read."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        by_form: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            by_form[pattern.form].append(pattern)
        self._by_form = {form: _OfForm(found) for form, found in by_form.items()}

    def of(self, view: View) -> list[Pattern]:
        """The patterns that read views of this form and have no triggers, or one in it, and whose items it has."""
        return self._by_form[view.form].of(view) if view.form in self._by_form else []


class _OfForm:
    """An index of patterns by their triggers, and by what must hold their roles: a bit for each set of kinds."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = patterns
        self._triggers = Triggers(pattern.triggers for pattern in patterns)
        bits: dict[frozenset[str], int] = {}
        self._needed = [_mask(bits.setdefault(need, 1 << len(bits)) for need in p.needs) for p in patterns]
        self._held = {kind: _mask(bit for need, bit in bits.items() if kind in need) for kind in KINDS}

    def of(self, view: View) -> list[Pattern]:
        held = _mask(self._held[kind] for kind in view.kinds)
        numbers = [n for n in self._triggers.of(view.shown.skeleton) if not self._needed[n] & ~held]
        return [pattern for n in numbers if (pattern := self._patterns[n]).fits(view)]


def _mask(bits: Iterable[int]) -> int:
    return functools.reduce(operator.or_, bits, 0)
