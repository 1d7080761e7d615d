"""Which patterns may match a view, found by one look at its words instead of one for each pattern."""

from __future__ import annotations

import operator
from collections import defaultdict
from typing import TYPE_CHECKING

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
    """An index of patterns by their triggers, for each form of view."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        by_form: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            by_form[pattern.form].append(pattern)
        self._by_form = {form: (Triggers(p.triggers for p in found), found) for form, found in by_form.items()}

    def of(self, view: View) -> list[Pattern]:
        """The patterns that read views of this form and have no triggers, or one in it, and whose items it has."""
        if view.form not in self._by_form:
            return []
        triggers, patterns = self._by_form[view.form]
        return [pattern for number in triggers.of(view.shown.skeleton) if (pattern := patterns[number]).fits(view)]
