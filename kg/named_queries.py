"""The queries of ontology/queries: what each answers, which parameters it takes, and its text with values bound.

A file begins with comments: what it answers in Chinese and in English, then a line for each parameter:

    # ?park (text) 园区，名称或其一部分 / the park's name, or a part of it

Its body binds each parameter, with an underscore, in one VALUES clause: `VALUES (?park_) { (UNDEF) }`, which a subquery
repeats. So it is plain SPARQL that runs anywhere as it stands, and a value takes the place of its UNDEF as an RDF term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from kg.resources import ontology_path
from kg.terms import decimal, literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    Kind = Literal["text", "number", "date"]

_PARAMETER = re.compile(r"# \?(\w+) \((text|number|date)\) (.+?) / (.+)")
_VALUES = re.compile(r"VALUES \(([^)]*)\) \{ \(((?:UNDEF ?)+)\) \}")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


class ParameterError(Exception):
    """A value that a query does not take: `name` is the parameter's, `kind` what it takes, None if it is not known."""

    def __init__(self, name: str, kind: Kind | None, known: tuple[str, ...]) -> None:
        self.name, self.kind, self.known = name, kind, known
        takes = f"is no {kind}" if kind else f"is not known; there are: {', '.join(known)}"
        super().__init__(f"parameter {name} {takes}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be told."""

    name: str
    kind: Kind
    titles: Mapping[str, str]  # by language

    def term(self, value: str | Decimal) -> ox.Literal:
        """The value as an RDF term; ValueError if it is none of that kind."""
        match self.kind:
            case "number":
                return decimal(_number(value))
            case "date" if not _DATE.fullmatch(str(value)):
                raise ValueError(value)
        return literal(str(value))


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query and what it says of itself."""

    name: str
    titles: Mapping[str, str]  # what it answers, by language
    parameters: tuple[Parameter, ...]
    text: str

    def bound(self, values: Mapping[str, str | Decimal]) -> str:
        """The text with these values for its parameters, by name; the others stay open. Raises ParameterError."""
        kinds = {parameter.name: parameter for parameter in self.parameters}
        terms: dict[str, str] = {}
        for name, value in values.items():
            if name not in kinds:
                raise ParameterError(name, None, tuple(kinds))
            try:
                terms[name] = str(kinds[name].term(value))
            except ValueError as error:
                raise ParameterError(name, kinds[name].kind, tuple(kinds)) from error
        row = " ".join(terms.get(name, "UNDEF") for name in kinds)
        return _VALUES.sub(lambda match: f"VALUES ({match[1]}) {{ ({row}) }}", self.text)


def named_queries() -> dict[str, NamedQuery]:
    """The queries that come with the package, by name."""
    files = sorted((ontology_path() / "queries").glob("*.rq"))
    return {path.stem: documented(path.stem, path.read_text(encoding="utf-8")) for path in files}


def documented(name: str, text: str) -> NamedQuery:
    """A query with what its comments say; a text without any is a query without parameters."""
    lines = text.splitlines()
    titles = {language: line.removeprefix("#").strip() for language, line in zip(("zh", "en"), lines, strict=False)}
    declared = [match for line in lines if (match := _PARAMETER.fullmatch(line))]
    parameters = tuple(
        Parameter(match[1], _kind(match[2]), {"zh": match[3].strip(), "en": match[4].strip()}) for match in declared
    )
    return NamedQuery(name, titles, parameters, text)


def _kind(name: str) -> Kind:
    return "number" if name == "number" else "date" if name == "date" else "text"


def _number(value: str | Decimal) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not number.is_finite():
        raise ValueError(value)
    return number
