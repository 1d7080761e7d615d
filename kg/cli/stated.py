"""Facts of a written graph in one line each, and the labels of their kinds and of types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.fact import said
from kg.cli.terminal import printable
from kg.messages import language, text
from kg.model import Observation, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Fact


def type_label(name: str) -> str:
    """What a class of the ontology is called."""
    from kg.ontology import load_ontology

    return load_ontology().classes[name].labels[language()]


def fact_label(fact: Fact) -> str:
    """What facts of this kind are called."""
    return text("build.relations") if isinstance(fact, Relation) else type_label(type(fact).__name__)


def stated(fact: Fact, names: Mapping[str, str]) -> str:
    """What the fact says, with its status where that is not plain; safe on a terminal."""
    from kg.ontology import load_ontology

    ontology = load_ontology()
    plain = said(fact, ontology, lambda iri: names.get(iri, iri))
    if isinstance(fact, Observation) or fact.status == "Asserted":
        return printable(plain)
    return printable(f"{plain} · {ontology.statuses[fact.status].labels[language()]}")
