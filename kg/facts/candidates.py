"""Which patterns may match a view, found by one look at its words instead of one for each pattern."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.facts.patterns import Pattern
    from kg.facts.sentence import Sentence
    from kg.facts.views import View


class Triggers:
    """Numbered lists of words, by the words' first two characters.

    A set of numbers is an integer with a bit for each.
    """

    def __init__(self, lists: Iterable[Sequence[str]]) -> None:
        self._always = 0
        by_word: dict[str, int] = defaultdict(int)
        for number, words in enumerate(lists):
            self._always |= 0 if words else 1 << number
            for word in words:
                by_word[word] |= 1 << number
        self._single = [(word, found) for word, found in by_word.items() if len(word) == 1]
        self._short = {word: found for word, found in by_word.items() if len(word) == 2}
        self._longer: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for word, found in by_word.items():
            if len(word) > 2:
                self._longer[word[:2]].append((word, found))
        self._pairs = frozenset((*self._short, *self._longer))

    def of(self, sentence: Sentence) -> int:
        """The lists that are empty, or have a word in the skeleton."""
        skeleton, found = sentence.skeleton, self._always
        for pair in self._pairs & sentence.pairs:
            found |= self._short.get(pair, 0)
            for word, lists in self._longer.get(pair, ()):
                if word in skeleton:
                    found |= lists
        for char, lists in self._single:
            if char in skeleton:
                found |= lists
        return found


def numbers(found: int) -> Iterator[int]:
    """The numbers of a set, in order."""
    while found:
        lowest = found & -found
        yield lowest.bit_length() - 1
        found ^= lowest


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
    """An index of patterns by their triggers, and by the kinds of which one must hold a role."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = patterns
        self._triggers = Triggers(pattern.triggers for pattern in patterns)
        self._needing: dict[frozenset[str], int] = defaultdict(int)
        for number, pattern in enumerate(patterns):
            for need in pattern.needs:
                self._needing[need] |= 1 << number
        self._possible: dict[frozenset[str], int] = {}

    def of(self, view: View) -> list[Pattern]:
        kinds = view.shown.kinds
        possible = self._possible.get(kinds)
        if possible is None:
            possible = self._possible[kinds] = self._with_roles(kinds)
        found = numbers(possible and possible & self._triggers.of(view.shown))
        return [pattern for number in found if (pattern := self._patterns[number]).fits(view)]

    def _with_roles(self, kinds: frozenset[str]) -> int:
        """The patterns for each of whose roles there is an item of these kinds."""
        possible = (1 << len(self._patterns)) - 1
        for need, patterns in self._needing.items():
            if need.isdisjoint(kinds):
                possible &= ~patterns
        return possible
