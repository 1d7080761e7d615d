"""People's decisions, bound to the things of a corpus: what must join, stay apart, go, or be called something else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.decisions import named
from kg.model import Event, Observation, Position, Problem, Relation
from kg.names import comparable
from kg.resolve.said import means, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.decisions import Decision, Named
    from kg.model import Fact, Ref
    from kg.resolve.local import LocalThing


class Decided:
    """Decisions in an order of their own; `problems` lists those without ground, and those that cannot be kept."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._decisions = sorted(set(decisions))
        self.problems: list[Problem] = []
        self._types = {
            (thing.type, comparable(thing.name)): decision.to
            for decision, thing in self._of("retype")
            if thing.article is None
        }
        self._numbers: dict[tuple[str, str], list[int]] = {}
        self._things: Sequence[LocalThing] = ()

    def _of(self, *kinds: str) -> list[tuple[Decision, Named]]:
        """The decisions of these kinds, once for each thing that they name."""
        own = [decision for decision in self._decisions if decision.kind in kinds]
        return [(decision, thing) for decision in own for text in decision.things if (thing := named(text)) is not None]

    @property
    def retypes(self) -> bool:
        """Whether anything is of another type than its articles say."""
        return bool(self._types)

    def retyped(self, kind: str, name: str) -> str:
        """The type that a thing of this type and name is of."""
        return self._types.get((kind, comparable(name)), kind) if self._types else kind

    def without_rejected(self, things: Sequence[LocalThing]) -> list[LocalThing]:
        """The things that are left; from now on `numbers` tells where they are. Decisions without ground are noted."""
        self._bind(things)
        for decision, thing in self._of("same", "different", "reject", "retype", "rename"):
            if not self.numbers(thing):
                self._note(decision, "decision-without-ground", str(thing))
        gone = {number for _, thing in self._of("reject") for number in self.numbers(thing)}
        if gone:
            self._bind([thing for number, thing in enumerate(things) if number not in gone])
        return list(self._things)

    def _bind(self, things: Sequence[LocalThing]) -> None:
        self._things = things
        wanted = {comparable(thing.name) for _, thing in self._of("same", "different", "reject", "retype", "rename")}
        wanted |= {comparable(t.name) for d in self._decisions for word in d.fact if (t := named(word)) is not None}
        numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, thing in enumerate(things if wanted else ()):
            for name in {comparable(name) for name in thing.all_names} & wanted:
                numbers[thing.type, name].append(number)
        self._numbers = numbers

    def numbers(self, thing: Named) -> list[int]:
        """The numbers of the local things that a decision means."""
        found = self._numbers.get((self.retyped(thing.type, thing.name), comparable(thing.name)), [])
        return [number for number in found if thing.article in (None, self._things[number].article)]

    def pairs(self, kind: str) -> list[tuple[Decision, list[int], list[int]]]:
        """The decisions `same` or `different` with the things on either side."""
        sides = [(d, [self.numbers(thing) for text in d.things if (thing := named(text))]) for d in self._decisions]
        return [(d, found[0], found[1]) for d, found in sides if d.kind == kind and len(found) == 2 and all(found)]

    def apart(self) -> list[tuple[list[int], list[int]]]:
        """What must stay apart; one article that holds two names for one thing cannot be overruled, and is noted."""
        found = []
        for decision, one, other in self.pairs("different"):
            both = set(one) & set(other)
            for number in sorted(both):
                self._note(decision, "decision-one-article", *decision.things, self._things[number].article)
            found.append(([n for n in one if n not in both], [n for n in other if n not in both]))
        return found

    def same(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """What must join, as links with their clue."""
        pairs = ((one[0], number) for _, one, other in self.pairs("same") for number in (*one[1:], *other))
        return [(one, other, ("decided-same",)) for one, other in pairs]

    def note_broken(self, keys: Mapping[Ref, Ref]) -> None:
        """Note the `same` that another decision has kept from joining."""
        for decision, one, other in self.pairs("same"):
            if len({keys[self._things[number].ref] for number in (*one, *other)}) > 1:
                self._note(decision, "decision-contradicted", *decision.things)

    def names(self) -> dict[int, str]:
        """What things are to be called, by their numbers."""
        return {number: decision.to for decision, thing in self._of("rename") for number in self.numbers(thing)}

    def facts(self, facts: Sequence[Fact], keys: Mapping[Ref, Ref]) -> list[Fact]:
        """The facts without those rejected; those confirmed are sure."""
        judged = [decision for decision in self._decisions if decision.fact]
        if not judged:
            return list(facts)

        def fits(asked: str, word: str) -> bool:
            thing = named(asked)
            if thing is None:
                return asked == word
            return any(keys[self._things[number].ref] == word for number in self.numbers(thing))

        words = [said(fact, str) for fact in facts]
        verdicts: dict[int, str] = {}
        for decision in judged:
            hits = [number for number, each in enumerate(words) if means(decision.fact, each, fits)]
            if not hits:
                self._note(decision, "decision-without-ground", " ".join(decision.fact))
            verdicts |= {n: decision.kind for n in hits if verdicts.get(n) != "reject"}
        kept = [
            replace(fact, confidence=1.0) if verdicts.get(n) == "confirm" else fact
            for n, fact in enumerate(facts)
            if verdicts.get(n) != "reject"
        ]
        gone = {fact.id for n, fact in enumerate(facts) if verdicts.get(n) == "reject" and isinstance(fact, Event)}
        return [each for fact in kept if (each := without(fact, gone)) is not None]

    def _note(self, decision: Decision, what: str, *values: str) -> None:
        self.problems.append(Problem(decision.place or decision.kind, what, values))


def without(fact: Fact, gone: set[Ref]) -> Fact | None:
    """What is left of a fact without these things; None if it speaks of one of them."""
    match fact:
        case Relation():
            return None if {fact.subject, fact.object} & gone else fact
        case Position():
            if fact.person in gone:
                return None
            return replace(fact, organization=None) if fact.organization in gone else fact
        case Observation():
            return None if fact.about in gone else fact
        case Event():
            if fact.id in gone:
                return None
            return replace(
                fact,
                place=None if fact.place in gone else fact.place,
                participants=tuple(ref for ref in fact.participants if ref not in gone),
                concerns=tuple(ref for ref in fact.concerns if ref not in gone),
            )
