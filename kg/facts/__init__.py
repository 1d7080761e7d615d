"""Facts from sentences: every fact room, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts.events import events
from kg.facts.observations import observations
from kg.facts.positions import positions
from kg.facts.relations import relations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts.sentence import Sentence
    from kg.model import Fact, Relation

__all__ = ["read_facts"]


def read_facts(sentences: Sequence[Sentence]) -> tuple[list[Fact], list[Relation]]:
    """All facts that one article's sentences state, and the relations that the ontology does not allow."""
    related, vetoed = relations(sentences)
    happened, of_events = events(sentences)
    return [*related, *positions(sentences), *observations(sentences, happened), *happened, *of_events], vetoed
