"""How a graph fares against what people have decided: decisions are a gold of their own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.decisions import named
from kg.names import comparable
from kg.resolve.said import means, said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.decisions import Decision, Named
    from kg.graph import Graph
    from kg.model import Ref


class DecisionScore(NamedTuple):
    """How many decisions the graph agrees with, of how many that it has the things for, and those that it does not."""

    kept: int
    of: int
    broken: tuple[Decision, ...]


def score_decisions(graph: Graph, decisions: Iterable[Decision]) -> DecisionScore:
    """Compare a graph, built with these decisions or without them, with each of them."""
    checker = _Checker(graph)
    judged = [(decision, checker.agrees(decision)) for decision in sorted(decisions)]
    broken = tuple(decision for decision, agrees in judged if agrees is False)
    of = sum(agrees is not None for _, agrees in judged)
    return DecisionScore(of - len(broken), of, broken)


class _Checker:
    def __init__(self, graph: Graph) -> None:
        self._entities = {entity.key: entity for entity in graph.entities}
        self._keys: dict[tuple[str, str], set[Ref]] = defaultdict(set)
        for entity in graph.entities:
            for name in (entity.name, *entity.aliases):
                self._keys[entity.type, comparable(name)].add(entity.key)
        self._said = [said(fact, str) for fact in graph.facts]

    def agrees(self, decision: Decision) -> bool | None:
        """Whether the graph says what was decided; None where it has nothing to say it of."""
        if decision.fact:
            return self._states(decision.fact) == (decision.kind == "confirm")
        found = [self._find(thing) for text in decision.things if (thing := named(text)) is not None]
        if decision.kind == "reject":
            return not found[0]
        if decision.kind == "retype":
            thing = named(decision.things[0])
            moved = thing and self._find(thing._replace(type=decision.to))
            return not found[0] if found[0] or moved else None
        if not all(found):
            return None
        if decision.kind == "rename":
            return any(self._entities[key].name == decision.to for key in found[0])
        return bool(found[0] & found[1]) == (decision.kind == "same")

    def _find(self, thing: Named) -> set[Ref]:
        keys = self._keys.get((thing.type, comparable(thing.name)), set())
        return {key for key in keys if thing.article is None or thing.article in self._entities[key].articles}

    def _states(self, fact: tuple[str, ...]) -> bool:
        return any(means(fact, words, self._fits) for words in self._said)

    def _fits(self, asked: str, word: str) -> bool:
        thing = named(asked)
        return asked == word if thing is None else word in self._find(thing)
