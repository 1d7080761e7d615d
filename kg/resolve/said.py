"""What a fact says as a list of words, by which a decision finds it again in any later build.

    ["locatedIn", "Enterprise/海岳科技", "Park/东岭高新区", "Planned"]
    ["position", "Person/陈远山", "董事长", "Enterprise/海岳科技"]
    ["observation", "Project/海岳储能项目", "总投资", "350000000", "元", "target", "2025"]
    ["event", "签约", "2024-09-20", "Enterprise/海岳科技", "Park/东岭高新区"]

A list may end early: it means every fact that begins so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.iri import canonical_decimal
from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Fact, Ref


_EVENT_HEAD = 3  # words of an event before its participants


def said(fact: Fact, name: Callable[[Ref], str]) -> tuple[str, ...]:
    """The words of a fact, with `name(ref)` for each thing."""
    match fact:
        case Relation():
            return fact.predicate, name(fact.subject), name(fact.object), fact.status
        case Position():
            held = (name(fact.organization),) if fact.organization else ()
            return ("position", name(fact.person), fact.title, *held)
        case Observation():
            figure = (fact.indicator, canonical_decimal(fact.value), fact.unit, fact.kind)
            return ("observation", name(fact.about), *figure, *((fact.period,) if fact.period else ()))
        case Event():
            others = sorted({name(ref) for ref in (*fact.participants, *fact.concerns)})
            return ("event", fact.type, fact.date or "", *others)


def means(asked: tuple[str, ...], words: tuple[str, ...], fits: Callable[[str, str], bool]) -> bool:
    """Whether a decision about the fact `asked` means the one that says `words`; `fits` compares word with word.

    An event's participants may be named in any order, and not all of them.
    """
    if asked[0] != words[0]:
        return False
    if words[0] != "event":
        return len(asked) <= len(words) and all(map(fits, asked, words))
    inside = all(any(fits(word, other) for other in words[_EVENT_HEAD:]) for word in asked[_EVENT_HEAD:])
    return inside and asked[:_EVENT_HEAD] == words[: len(asked[:_EVENT_HEAD])]
