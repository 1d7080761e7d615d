"""Word lists and known names: what `ontology/words/*.tsv` and `ontology/entities.ttl` hold, as plain values.

A word list has one entry a line: the word, then tab-separated columns that its first comment line names.
"""

from __future__ import annotations

import functools
import tomllib
import zlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from kg.resources import ontology_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Model = TypeVar("Model")

_KG = "https://kg.example/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class LexiconError(ValueError):
    """Words, names, patterns or grammar that cannot be read; the message names the file."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A thing that everybody knows by name."""

    name: str
    aliases: tuple[str, ...]
    type: str  # class name of the ontology
    code: str | None  # of an area: GB/T 2260 in six digits; of a country: ISO 3166-1 alpha-2
    parent: str | None  # the name of the area that it is part of


def read_model(path: Path, load: Callable[[bytes], Model]) -> Model:
    """What `load` makes of a learned file of the package. Raises LexiconError, which names one that cannot be read."""
    try:
        return load(path.read_bytes())
    except (OSError, ValueError, EOFError, zlib.error) as error:
        raise LexiconError(f"{path}: {error}") from error


@functools.cache
def grammar(name: str) -> dict[str, Any]:
    """The tables of `ontology/grammar/NAME.toml`. Raises LexiconError if the file is missing, not UTF-8 or no TOML."""
    path = ontology_path() / "grammar" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: {error}") from error


@functools.cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The tab-separated rows of `ontology/words/NAME.tsv`, in order, without comments and empty lines.

    Raises LexiconError if the file is missing or not UTF-8.
    """
    path = ontology_path() / "words" / f"{name}.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from error
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@functools.cache
def words(name: str) -> frozenset[str]:
    """The first column of the word list NAME."""
    return frozenset(row[0] for row in rows(name))


@functools.cache
def known_names() -> tuple[KnownName, ...]:
    """The entries of `ontology/entities.ttl`, sorted by type and name. Raises LexiconError if it cannot be parsed."""
    path = ontology_path() / "entities.ttl"
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            found[triple.subject.value][triple.predicate.value].append(triple.object.value)
    except (OSError, SyntaxError, ValueError) as error:
        raise LexiconError(f"{path}: {error}") from error
    entries = [_entry(values, found) for values in found.values() if values[_SKOS + "prefLabel"]]
    return tuple(sorted(entries, key=lambda entry: (entry.type, entry.name, entry.code or "")))


def _entry(values: dict[str, list[str]], everything: dict[str, dict[str, list[str]]]) -> KnownName:
    part_of = [label for iri in values[_KG + "partOf"] for label in everything[iri][_SKOS + "prefLabel"]]
    return KnownName(
        name=values[_SKOS + "prefLabel"][0],
        aliases=tuple(sorted(values[_SKOS + "altLabel"])),
        type=values[_TYPE][0].removeprefix(_KG),
        code=next(iter(values[_SKOS + "notation"]), None),
        parent=next(iter(part_of), None),
    )


@functools.cache
def area_names() -> frozenset[str]:
    """Names and short names of all known areas, countries and regions."""
    areas = [entry for entry in known_names() if entry.type == "AdministrativeArea"]
    return frozenset(form for area in areas for form in (area.name, *area.aliases))
