"""A short name for the map: an alias of about four characters, or the name without its legal form."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from kg.lexicon import words

if TYPE_CHECKING:
    from kg.model import Entity

SHORTENED = ("Enterprise", "Park", "Institution", "Cluster")
LONG = 7  # characters that fit under a node as they are
IDEAL = 4


def map_label(entity: Entity) -> str:
    """The entity's name as the map prints it, before it is cut to the room there is."""
    if entity.type not in SHORTENED or len(entity.name) <= LONG:
        return entity.name
    short = [alias for alias in entity.aliases if 2 <= len(alias) < len(entity.name) and alias not in _general()]
    if short:
        return min(short, key=lambda alias: (abs(len(alias) - IDEAL), alias))
    return _without_form(entity.name)


@functools.cache
def _general() -> frozenset[str]:
    return words("references") | words("legal_forms") | words("park_suffixes") | words("company_words")


@functools.cache
def _forms() -> list[str]:
    return sorted(words("legal_forms"), key=lambda form: (-len(form), form))


def _without_form(name: str) -> str:
    ending = next((form for form in _forms() if name.endswith(form) and len(name) > len(form) + 1), "")
    return name.removesuffix(ending)
