"""The patterns of `ontology/patterns/*.toml`, one file a relation: how a text says that it holds.

A pattern is tried only on sentences that hold one of its triggers and items for its roles (see `candidates`), and
compiled when it is first tried. `pattern_language` explains `match`; the other keys are the fields of `Pattern`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from kg.facts.pattern_language import compile_match, kinds_of
from kg.facts.sentence import KINDS
from kg.facts.topic import clause_start
from kg.lexicon import LexiconError, rows
from kg.ontology import load_ontology
from kg.resources import ontology_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.facts.pattern_language import Expression
    from kg.facts.sentence import Sentence
    from kg.facts.views import Form, View
    from kg.model import Status

_EXAMPLES = "\n[[example]]"
_KEYS = frozenset(
    {
        "id",
        "match",
        "confidence",
        "triggers",
        "status",
        "topic",
        "beyond",
        "unless",
        "words",
        "outer",
        "opened",
        "text",
        "fallback",
    }
)


@dataclass(frozen=True)
class Pattern:
    """One way to say a relation."""

    id: str
    relation: str
    match: str
    confidence: float  # how often it is right where the names are: counted on annotated news, smoothed
    kinds: dict[str, tuple[str, ...]] = field(repr=False)  # what subject and object may be
    triggers: tuple[str, ...] = ()
    status: Status | None = None  # given by the wording itself
    topic: str | None = None  # the role that context fills
    topic_kinds: tuple[str, ...] = ()
    beyond: float = 0  # how far a topic from outside the sentence must prevail in the article (see `topic`)
    outer: str | None = None  # the role of the item whose inside is matched
    outer_kinds: tuple[str, ...] = ()
    opened: bool = False  # names are opened: what is nested in them stands beside what precedes them
    unless: tuple[str, ...] = ()  # words that must not stand before the match in its clause
    texts: Mapping[str, re.Pattern[str]] = field(default_factory=dict)  # by role, what an item's text must hold
    fallback: bool = False  # only for things of which no other pattern has said this relation

    @functools.cached_property
    def expression(self) -> Expression:
        """The regular expression of the match; LexiconError names a pattern that is not well formed."""
        origin = f"{_path(self.relation)}: pattern {self.id}"
        try:
            return compile_match(self.match, self.kinds, self.triggers, origin=origin)
        except (KeyError, ValueError) as error:
            raise LexiconError(f"{origin}: {error}") from error

    @functools.cached_property
    def form(self) -> Form:
        """The form of view that the pattern reads."""
        return "name" if self.outer else "opened" if self.opened else "plain"

    @property
    def needs(self) -> list[frozenset[str]]:
        """For each role the kinds that may hold it."""
        return [role.kinds for role in self.expression.roles]

    def fits(self, view: View) -> bool:
        """Whether the view is of a name that the pattern reads, and has what a match needs, in order."""
        if self.outer is not None and (view.outer is None or view.outer.kind not in self.outer_kinds):
            return False
        return self.expression.may_match(view.shown)

    def matches(self, sentence: Sentence) -> Iterator[re.Match[str]]:
        """All matches, overlapping ones too, but none that starts inside an enumeration that opens another."""
        regex, text, at = self.expression.regex, sentence.narrow, 0
        first = self.expression.roles[0]
        while (found := regex.search(text, at)) is not None:
            if not self._denied(sentence.skeleton, found.start()):
                yield found
            start, end = found.span(first.group)
            at = end if first.many and start <= found.start() + 1 else found.start() + 1

    def _denied(self, skeleton: str, at: int) -> bool:
        start = clause_start(skeleton, at) if self.unless else at
        return any(word in skeleton[start:at] for word in self.unless)


@functools.cache
def load_patterns() -> Mapping[str, tuple[Pattern, ...]]:
    """Each relation's patterns, in the order of the file names; LexiconError names a broken file."""
    return {relation: _patterns(relation) for relation in sorted(load_ontology().relations)}


def examples() -> list[dict[str, Any]]:
    """The `[[example]]` tables of all files, each with its `relation`."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in _files()}
    return [{"relation": name, **row} for name, text in texts.items() for row in tomllib.loads(text).get("example", [])]


def _files() -> list[Path]:
    return sorted((ontology_path() / "patterns").glob("*.toml"))


def _path(relation: str) -> Path:
    return ontology_path() / "patterns" / f"{relation}.toml"


def _patterns(relation: str) -> tuple[Pattern, ...]:
    """Read a file up to its examples, which only the tests run."""
    properties = load_ontology().properties
    try:
        text = _path(relation).read_text(encoding="utf-8")
        declared = properties[relation]
        kinds = {
            "subject": tuple(kind for kind in KINDS if kind in declared.domain),
            "object": tuple(kind for kind in KINDS if kind in declared.range),
            "both": tuple(kind for kind in KINDS if kind in declared.domain & declared.range),
        }
        tables = tomllib.loads(text.partition(_EXAMPLES)[0])["pattern"]
        return tuple(_pattern(relation, kinds, row) for row in tables)
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:  # ValueError: no UTF-8, no TOML
        raise LexiconError(f"{_path(relation)}: {error}") from error


def _triggers(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The triggers that stand in the row, and those of the word list that it names."""
    listed = (found[0] for found in rows(row["words"])) if "words" in row else ()
    return tuple(dict.fromkeys((*row.get("triggers", ()), *listed)))


def _pattern(relation: str, kinds: dict[str, tuple[str, ...]], row: dict[str, Any]) -> Pattern:
    if set(row) - _KEYS:
        raise ValueError(f"pattern {row.get('id')}: unknown key {', '.join(sorted(set(row) - _KEYS))}")
    topic, _, topic_kinds = str(row.get("topic", "")).partition(":")
    outer, _, outer_kinds = str(row.get("outer", "")).partition(":")
    return Pattern(
        id=row["id"],
        relation=relation,
        match=row["match"],
        confidence=float(row["confidence"]),
        kinds=kinds,
        triggers=_triggers(row),
        unless=tuple(row.get("unless", ())),
        status=cast("Status | None", row.get("status")),
        topic=topic or None,
        topic_kinds=kinds_of(topic_kinds) if topic_kinds else kinds.get(topic, ()),
        beyond=float(row.get("beyond", 0)),
        outer=outer or None,
        outer_kinds=kinds_of(outer_kinds) if outer_kinds else kinds.get(outer, ()),
        opened=bool(row.get("opened", False)),
        texts={role: re.compile(text) for role, text in row.get("text", {}).items()},
        fallback=bool(row.get("fallback", False)),
    )
