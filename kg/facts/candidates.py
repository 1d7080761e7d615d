"""Which patterns may match a view, found by one look at its words instead of one for each pattern."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts.patterns import Pattern
    from kg.facts.views import View


class Candidates:
    """An index of patterns by their triggers, and of the triggers by their first two characters."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = patterns
        self._always = [number for number, pattern in enumerate(patterns) if not pattern.triggers]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, pattern in enumerate(patterns):
            for word in dict.fromkeys(pattern.triggers):
                self._by_word[word].append(number)
        self._single = frozenset(word for word in self._by_word if len(word) == 1)
        self._longer: dict[str, list[str]] = defaultdict(list)
        for word in self._by_word.keys() - self._single:
            self._longer[word[:2]].append(word)

    def of(self, view: View) -> list[Pattern]:
        """The patterns that have no triggers, or one in the view, and whose items the view has; in their order."""
        numbers = set(self._always).union(*(self._by_word[word] for word in self._present(view)))
        return [pattern for number in sorted(numbers) if (pattern := self._patterns[number]).fits(view)]

    def _present(self, view: View) -> list[str]:
        skeleton = view.shown.skeleton
        pairs = {skeleton[at : at + 2] for at in range(len(skeleton) - 1)} & self._longer.keys()
        longer = [word for pair in pairs for word in self._longer[pair] if word in skeleton]
        return [*longer, *(self._single & view.present)]
