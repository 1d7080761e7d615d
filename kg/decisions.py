"""What people have decided about a graph: a plain TOML file that every build replays.

    [[same]]
    things = ["Enterprise/海岳科技", "Enterprise/江苏海岳科技股份有限公司"]
    who = "陈远山"
    why = "同一工商登记"

`same` and `different` take two things, `retype` and `rename` a thing and `to`, `reject` a thing or a fact, `confirm` a
fact. A thing is a type and any of its names, so that a decision outlives new documents; `Person/张伟@page-1` means the
one of that article. A fact is a list: what it says, by the same names (`kg.resolve.said`). The order in the file says
nothing.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "decisions.toml"
_FIELDS = {
    "same": {"things"},
    "different": {"things"},
    "reject": {"thing", "fact"},
    "confirm": {"fact"},
    "retype": {"thing", "to"},
    "rename": {"thing", "to"},
}
KINDS = tuple(_FIELDS)
_HEADER = re.compile(r"^\s*\[\[\s*[\"']?(\w+)[\"']?\s*\]\]", re.MULTILINE)
_ARTICLE = re.compile(r"(?P<name>.+)@(?P<article>[^@/]+-\d+)\Z", re.DOTALL)


class DecisionsError(ValueError):
    """A file of decisions that cannot be used; the message names the file, the place and what to do."""


class Named(NamedTuple):
    """A thing as a decision names it."""

    type: str
    name: str
    article: str | None = None

    def __str__(self) -> str:
        return f"{self.type}/{self.name}" + (f"@{self.article}" if self.article else "")


def named(text: str) -> Named | None:
    """`Person/张伟@page-1` taken apart; None if it names no thing."""
    kind, _, name = text.partition("/")
    if kind not in load_ontology().entity_types or not name.strip():
        return None
    match = _ARTICLE.match(name)
    return Named(kind, match["name"], match["article"]) if match else Named(kind, name)


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """One decision: what kind of, about which things or which fact, who took it, and why."""

    kind: str  # one of KINDS
    things: tuple[str, ...] = ()  # "Enterprise/海岳科技", one or two
    fact: tuple[str, ...] = ()
    to: str = ""  # the type or name that it gets
    who: str = ""
    why: str = ""
    place: str = field(default="", compare=False)  # file and line


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, in its order. Raises DecisionsError where it cannot be read, parsed or understood."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except OSError as error:
        raise DecisionsError(f"{path}: cannot be read ({error.strerror}); check its name and permissions") from error
    except UnicodeDecodeError as error:
        raise DecisionsError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise DecisionsError(f"{path}: {error}; correct the TOML there") from error
    numbers = dict.fromkeys(tables, 0)
    found = []
    for header in _HEADER.finditer(text):
        kind, line = header[1], text.count("\n", 0, header.end()) + 1
        rows = tables.get(kind)
        if isinstance(rows, list) and numbers[kind] < len(rows):
            found.append(_decision(kind, rows[numbers[kind]], f"{path}:{line}"))
            numbers[kind] += 1
    unread = next(
        (kind for kind, rows in tables.items() if not isinstance(rows, list) or numbers[kind] < len(rows)), None
    )
    if unread is not None:
        raise DecisionsError(f"{path}: {unread}: write each decision under a line [[{unread}]]")
    return tuple(found)


def _decision(kind: str, row: Any, place: str) -> Decision:  # noqa: ANN401 - whatever TOML holds
    if kind not in _FIELDS:
        raise DecisionsError(f"{place}: {kind}: unknown; use only {', '.join(KINDS)}")
    values: dict[str, Any] = dict(row)
    wrong = sorted(set(values) - _FIELDS[kind] - {"who", "why"})
    if wrong:
        raise DecisionsError(f"{place}: {wrong[0]}: unknown; {kind} takes {', '.join(sorted(_FIELDS[kind]))}, who, why")
    things = _texts(values.get("things", []), place) + _texts([values["thing"]] if "thing" in values else [], place)
    fact = _texts(values.get("fact", []), place)
    to, who, why = (_text(values.get(name, ""), place) for name in ("to", "who", "why"))
    decision = Decision(kind, things, fact, to, who, why, place)
    _check(decision)
    return decision


def _check(decision: Decision) -> None:
    place, kind = decision.place, decision.kind
    if not decision.who:
        raise DecisionsError(f'{place}: who: say who decided, as in who = "陈远山"')
    if kind in ("same", "different") and len(set(decision.things)) != 2:
        raise DecisionsError(f'{place}: things: must be two, such as ["Enterprise/海岳科技", "Enterprise/海岳集团"]')
    if kind in ("retype", "rename") and not (decision.things and decision.to):
        raise DecisionsError(f"{place}: {kind} needs a thing and what it is changed to")
    if kind in ("reject", "confirm") and bool(decision.things) == bool(decision.fact):
        raise DecisionsError(f"{place}: {kind} needs either a thing or a fact")
    unnamed = next((thing for thing in decision.things if named(thing) is None), None)
    if unnamed is not None:
        raise DecisionsError(f"{place}: {unnamed}: must be a type and a name, such as Enterprise/海岳科技")
    if kind == "retype" and decision.to not in load_ontology().entity_types:
        raise DecisionsError(f"{place}: to: must be one of {', '.join(load_ontology().entity_types)}")


def _texts(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise DecisionsError(f"{place}: must be a list of texts")
    return tuple(_text(each, place) for each in value)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise DecisionsError(f"{place}: {value!r} must be text, in quotation marks")
    return value


def written(decision: Decision) -> str:
    """The decision as it stands in a file."""
    rows: dict[str, Any] = {}
    if decision.things:
        rows["things" if decision.kind in ("same", "different") else "thing"] = (
            list(decision.things) if len(decision.things) > 1 else decision.things[0]
        )
    if decision.fact:
        rows["fact"] = list(decision.fact)
    rows |= {name: value for name in ("to", "who", "why") if (value := getattr(decision, name))}
    return "\n".join([f"[[{decision.kind}]]", *_lines(rows)]) + "\n"


def _lines(rows: Mapping[str, Any]) -> list[str]:
    """A JSON string is a TOML string, once a delete character is escaped too."""
    return [
        f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f") for name, value in rows.items()
    ]
