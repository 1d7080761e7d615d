"""The pattern language of `ontology/patterns/*.toml`: one file a relation, compiled to expressions over skeletons.

In a `match`, words stand for themselves (regular expressions), and

    {subject:Kinds}   one item of these kinds in the role; `{subject}`: of any kind the relation's domain allows
    {object:Kinds+}   an enumeration of such items: A、B(…)、“C”和D等
    {:Kinds}          an item in no role
    {..n}             at most n characters inside the clause; {...n} inside the sentence. Neither runs over an
                      item that could hold the role before it, unless it ends in `!`: {..n!}
    {trigger}         one of the pattern's `triggers`
    {<}               what follows stands after no preposition: 在X投资的Y says nothing of X as a subject

Kinds are names of `KINDS` or groups (Org, Place, Actor, Any), joined by `|`. A pattern is tried only on sentences
that hold one of its triggers and items for its roles, and compiled when it is first tried.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from kg.facts.sentence import KIND_CHAR, KINDS
from kg.lexicon import rows
from kg.resources import ontology_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.sentence import Item, Sentence
    from kg.model import Status

_EXAMPLES = "\n[[example]]"
_TOKEN = re.compile(r"\{(?:(\.{2,3})(\d+)(!?)|(trigger|<)|(\w*)(?::([\w|]+))?(\+?))\}")
_PUNCTUATION = {"..": ",。;:!?\n", "...": "。!?\n"}
_OPEN, _CLOSE = "[“‘\"']?", "[”’\"']?"
_ASIDE = r"(?:\([^()]{0,40}\))?"
_JOINT = "(?:、|和|与|及|以及|,?以及|暨|或|/)"
_TAIL = r"(?:等(?!级|于|待|候|离))?"
_NOT_AFTER = "(?<![在于到对向从给往至跟让使将把])"
_NO_MENTION = ("Title", "Figure", "Date")


@dataclass(frozen=True, slots=True)
class Role:
    """A role in a match: the name of its group in the expression and the characters that may hold it."""

    group: str
    name: str  # subject or object
    chars: str
    many: bool


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled `match`."""

    regex: re.Pattern[str]
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Pattern:
    """One way to say a relation."""

    id: str
    relation: str
    match: str
    confidence: float
    kinds: dict[str, tuple[str, ...]] = field(repr=False)  # what subject and object may be
    triggers: tuple[str, ...] = ()
    status: Status | None = None  # given by the wording itself
    topic: str | None = None  # the role that context fills
    topic_kinds: tuple[str, ...] = ()
    outer: str | None = None  # the role of the item whose inside is matched
    outer_kinds: tuple[str, ...] = ()
    fallback: bool = False  # only for things of which no other pattern has said this relation

    @functools.cached_property
    def expression(self) -> Expression:
        """The regular expression of the match; ValueError names a pattern that is not well formed."""
        try:
            return compile_match(self.match, self.kinds, self.triggers)
        except (ValueError, re.error) as error:
            raise ValueError(f"{self.relation}: pattern {self.id}: {error}") from error

    @functools.cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Of each set, one character must stand in a sentence that the pattern can match."""
        return tuple(frozenset(role.chars) for role in self.expression.roles)

    def matches(self, skeleton: str) -> Iterator[re.Match[str]]:
        """All matches, overlapping ones too."""
        if self.triggers and not any(word in skeleton for word in self.triggers):
            return
        regex, at = self.expression.regex, 0
        while (found := regex.search(skeleton, at)) is not None:
            yield found
            at = found.start() + 1


@dataclass(frozen=True, slots=True)
class RelationPatterns:
    """What one file of `ontology/patterns` says."""

    relation: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    same_kind: bool = False  # subject and object are of one kind, or the object is a place
    symmetric: bool = False

    def allows(self, subject: str, object_: str) -> bool:
        """Whether the relation may hold between things of these kinds."""
        if subject not in self.domain or object_ not in self.range:
            return False
        return not self.same_kind or subject == object_ or object_ in kinds_of("Place")


@functools.cache
def load_patterns() -> tuple[RelationPatterns, ...]:
    """All relations' patterns, in the order of their file names; ValueError names a broken file."""
    return tuple(_relation(path.stem, path.read_text(encoding="utf-8")) for path in sorted((ontology_path() / "patterns").glob("*.toml")))


def examples() -> list[dict[str, Any]]:
    """The `[[example]]` tables of all files, each with its `relation`."""
    out = []
    for path in sorted((ontology_path() / "patterns").glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("example", [])
        out.extend({"relation": path.stem, **row} for row in rows)
    return out


def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds that a kind's or group's name, or several joined by `|`, stands for."""
    out: dict[str, None] = {}
    for part in name.split("|"):
        out.update(dict.fromkeys(_groups().get(part, (part,))))
    unknown = sorted(set(out) - set(KINDS))
    if unknown:
        raise ValueError(f"unknown kind {', '.join(unknown)}")
    return tuple(out)


def compile_match(match: str, kinds: dict[str, tuple[str, ...]], triggers: Sequence[str]) -> Expression:
    """Turn a `match` into a regular expression over skeletons."""
    out: list[str] = []
    roles: list[Role] = []
    at = 0
    for token in _TOKEN.finditer(match):
        out.append(match[at : token.start()])
        at = token.end()
        dots, width, free, trigger, name, given, many = token.groups()
        if dots:
            out.append(_gap(dots, width, "" if free or not roles else roles[-1].chars))
        elif trigger == "<":
            out.append(_NOT_AFTER)
        elif trigger:
            out.append(f"(?:{'|'.join(map(re.escape, triggers))})")
        else:
            chars = "".join(KIND_CHAR[k] for k in (kinds_of(given) if given else kinds[name]))
            if name:
                roles.append(Role(f"r{len(roles)}", name, chars, bool(many)))
            out.append(_item(chars, roles[-1].group if name else None, bool(many)))
    out.append(match[at:])
    return Expression(re.compile("".join(out)), tuple(roles))


def role_items(found: re.Match[str], role: Role, sentence: Sentence) -> list[Item]:
    """The items that hold the role in a match; of names that stand together (区A县B), the last."""
    start, end = found.span(role.group)
    if start < 0:
        return []
    out = []
    for at in range(start, end):
        item = sentence.item_at(at)
        after = sentence.skeleton[at + 1 : at + 2] if at + 1 < end else ""
        if item is not None and KIND_CHAR[item.kind] in role.chars and (not after or after not in role.chars):
            out.append(item)
    return out


def _item(chars: str, group: str | None, many: bool) -> str:
    one = f"[{chars}]"
    if many:
        place = f"[{KIND_CHAR['AdministrativeArea']}{KIND_CHAR['Figure']}]*"
        next_ = f"(?:{_JOINT}{_OPEN}{place}[{chars}]+{_CLOSE}{_ASIDE})"
        one = f"[{chars}]+{_CLOSE}{_ASIDE}{next_}*{_TAIL}"
    named = f"(?P<{group}>{one})" if group else f"(?:{one})"
    return f"{_OPEN}{named}{_CLOSE}"


def _gap(dots: str, width: str, rivals: str) -> str:
    return f"[^{_PUNCTUATION[dots]}{rivals}]{{0,{width}}}?"


@functools.cache
def _groups() -> dict[str, tuple[str, ...]]:
    named = {row[0]: tuple(row[1].split()) for row in rows("kinds")}
    return named | {"Any": tuple(kind for kind in KINDS if kind not in _NO_MENTION)}


def _relation(name: str, text: str) -> RelationPatterns:
    """Read a file up to its examples, which only the tests run."""
    try:
        raw = tomllib.loads(text.partition(_EXAMPLES)[0])
        domain, range_ = (tuple(k for n in raw[key] for k in kinds_of(n)) for key in ("domain", "range"))
        kinds = {"subject": domain, "object": range_}
        patterns = tuple(_pattern(name, kinds, row) for row in raw["pattern"])
        flags = {key: bool(raw.get(key, False)) for key in ("same_kind", "symmetric")}
        return RelationPatterns(name, domain, range_, patterns, **flags)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"ontology/patterns/{name}.toml: {error}") from error


def _pattern(relation: str, kinds: dict[str, tuple[str, ...]], row: dict[str, Any]) -> Pattern:
    known = {"id", "match", "confidence", "triggers", "status", "topic", "outer", "fallback"}
    if set(row) - known:
        raise ValueError(f"pattern {row.get('id')}: unknown key {', '.join(sorted(set(row) - known))}")
    topic, _, topic_kinds = str(row.get("topic", "")).partition(":")
    outer, _, outer_kinds = str(row.get("outer", "")).partition(":")
    return Pattern(
        id=row["id"],
        relation=relation,
        match=row["match"],
        confidence=float(row["confidence"]),
        kinds=kinds,
        triggers=tuple(row.get("triggers", ())),
        status=cast("Status | None", row.get("status")),
        topic=topic or None,
        topic_kinds=kinds_of(topic_kinds) if topic_kinds else kinds.get(topic, ()),
        outer=outer or None,
        outer_kinds=kinds_of(outer_kinds) if outer_kinds else kinds.get(outer, ()),
        fallback=bool(row.get("fallback", False)),
    )
