"""Reads gold annotation: one `NNN.json` a source document, and `links.json` across documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.evaluate.facts import Event, Facts, Observation, Position, Relation, normal_name, normal_title

if TYPE_CHECKING:
    from pathlib import Path

    Place = tuple[str, str]  # document, name


class GoldError(Exception):
    """A gold folder or file that cannot be read; the message names it."""


class GoldEntity(NamedTuple):
    """An annotated entity; `names` are normalised."""

    id: str
    type: str
    name: str
    names: frozenset[str]


class Gold(NamedTuple):
    """The annotation of one document; `stem` begins its source's file name."""

    stem: str
    entities: tuple[GoldEntity, ...]
    facts: Facts


class Links(NamedTuple):
    """Pairs of names, of different documents, that are one thing, and that are two."""

    same: tuple[tuple[Place, Place], ...]
    different: tuple[tuple[Place, Place], ...]


def read_gold(folder: Path, types: tuple[str, ...]) -> list[Gold]:
    """All gold files of a folder, by name; entities of other types are left out. Raises GoldError."""
    paths = sorted(path for path in folder.glob("*.json") if path.name != "links.json")
    if not paths:
        raise GoldError(f"{folder}: no gold files (NNN.json)")
    return [_gold(path, types) for path in paths]


def read_links(folder: Path) -> Links | None:
    """The folder's links, or None if it has none. Raises GoldError."""
    path = folder / "links.json"
    if not path.exists():
        return None
    links = _read(path)
    same = [(tuple(group[0]), tuple(other)) for group in links["same"] for other in group[1:]]
    return Links(tuple(same), tuple((tuple(a), tuple(b)) for a, b in links["different"]))


def _read(path: Path) -> dict[str, Any]:
    try:
        page: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: {error}") from error
    return page


def _gold(path: Path, types: tuple[str, ...]) -> Gold:
    page = _read(path)
    try:
        entities = tuple(_entity(entity) for entity in page["entities"] if entity["type"] in types)
        known = {entity.id for entity in entities} | {event["id"] for event in page["events"] if event.get("id")}
        return Gold(path.stem, entities, _facts(page, known))
    except (KeyError, TypeError) as error:
        raise GoldError(f"{path}: {error!r}") from error


def _entity(entity: dict[str, Any]) -> GoldEntity:
    names = [entity["name"], *entity.get("aliases", ()), *filter(None, [entity.get("resolved")])]
    return GoldEntity(entity["id"], entity["type"], entity["name"], frozenset(map(normal_name, names)))


def _facts(page: dict[str, Any], known: set[str]) -> Facts:
    return Facts(
        tuple(_relation(fact) for fact in page["relations"] if {fact["s"], fact["o"]} <= known),
        tuple(_position(fact) for fact in page["positions"]),
        tuple(_observation(fact) for fact in page["observations"]),
        tuple(_event(fact) for fact in page["events"]),
    )


def _relation(fact: dict[str, Any]) -> Relation:
    return Relation(fact["s"], fact["p"], fact["o"], bool(fact.get("planned")), fact.get("evidence", ""))


def _position(fact: dict[str, Any]) -> Position:
    return Position(fact["person"], normal_title(fact["title"] or ""), fact.get("org"), fact.get("evidence", ""))


def _observation(fact: dict[str, Any]) -> Observation:
    unit, value = normal_name(fact.get("unit") or ""), str(fact["value"])
    return Observation(fact["entity"], fact["indicator"], value, unit, fact.get("evidence", ""))


def _event(fact: dict[str, Any]) -> Event:
    things = {*fact.get("participants", ()), *fact.get("about", ()), *filter(None, [fact.get("place")])}
    said = fact.get("name") or "", fact.get("evidence", "")
    return Event(fact.get("id") or "", fact["type"], fact.get("date"), frozenset(things), *said)
