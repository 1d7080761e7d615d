"""A fact in one line, as a person would note it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.messages import language, text
from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model import Fact, Ref
    from kg.ontology import Ontology

_BOUNDS = {None: "", "~": "≈", ">": ">", "<": "<"}


def fact_line(fact: Fact, ontology: Ontology) -> str:
    """What it says, its status where that is not plain, and the rule that found it."""
    status = "" if isinstance(fact, Observation) or fact.status == "Asserted" else fact.status
    parts = [said(fact, ontology, _name), status and ontology.statuses[status].labels[language()]]
    return f"{' · '.join(part for part in parts if part)}  [{fact.rule}, {fact.confidence:.2f}]"


def said(fact: Fact, ontology: Ontology, name: Callable[[Ref], str]) -> str:
    """What it says; `name` gives the name of a ref."""
    match fact:
        case Relation():
            predicate = ontology.properties[fact.predicate].labels[language()]
            return f"{name(fact.subject)} —{predicate}→ {name(fact.object)}"
        case Position():
            former = text("fact.former") if fact.former else ""
            return _joined([name(fact.person), former + fact.title, fact.organization and name(fact.organization)])
        case Observation():
            kind = ontology.kinds[fact.kind].labels[language()]
            return _joined([name(fact.about), f"{fact.indicator} {figure(fact)}", kind, fact.period])
        case Event():
            place = fact.place and name(fact.place)
            return _joined(
                [f"{fact.type} {fact.label}", fact.date, place, *map(name, (*fact.participants, *fact.concerns))]
            )


def figure(fact: Observation) -> str:
    """The value with its bound and unit."""
    until = "" if fact.value_to is None else f"–{fact.value_to:,f}"
    return f"{_BOUNDS[fact.bound]}{fact.value:,f}{until}{fact.unit}"


def _joined(parts: Iterable[str | None]) -> str:
    return " · ".join(part for part in parts if part)


def _name(ref: Ref) -> str:
    """The name that an article-local ref carries; of an event its number."""
    return ref.partition(":")[2] or ref
