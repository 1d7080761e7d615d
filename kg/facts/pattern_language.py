"""The language of `match` in `ontology/patterns/*.toml`, compiled to expressions over skeletons.

Words stand for themselves (regular expressions), and

    {subject:Kinds}   one item of these kinds in the role; `{subject}`: of any kind the relation's domain allows
    {object:Kinds+}   an enumeration of such items: A、B(…)、“C”和D等; A董事长甲、B总经理乙
    {both:Kinds+}     an enumeration whose members are subject and object of each other
    {via:Kinds}       an item that only serves the wording: its text must match the pattern's `text.via`
    {:Kinds}          an item in no role
    {..n}             at most n characters inside the clause; {...n} inside the sentence. Neither runs over an
                      item that could hold the role before it (at the start: the first role), but for {..n!}
    {trigger}         one of the pattern's `triggers`
    {<}               what follows stands after no preposition: 在X投资的Y says nothing of X as a subject

What stands in brackets behind an item (以下简称…) is passed over.

Kinds are entity classes of the ontology, groups like Org, Place and Actor among them, or Title, Figure, Date, or Any
(every entity), joined by `|`.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.sentence import KIND_CHAR, KINDS, NARROW
from kg.lexicon import LexiconError
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.facts.sentence import Item, Sentence

_TOKEN = re.compile(r"\{(?:(\.{2,3})(\d+)(!?)|(trigger|<)|(\w*)(?::([\w|]+))?(\+?))\}")
_PUNCTUATION = {"..": ",。;:!?\n", "...": "。!?\n"}
_OPEN, _CLOSE = "[“‘\"'《]?", "[”’\"'》]?"
_ASIDE = r"(?:\([^()]{0,40}\))?"
_JOINT = "(?:、|和|与|及|以及|,?以及|暨|或|/)"
_QUOTES = "(?<=[”’》])[“‘《]"  # quoted names need no joint: “甲”“乙”
# Each character by itself: a set of them takes several times as long to compile.
_TAIL = f"(?:等{''.join(f'(?!{char})' for char in '级于待候离')})?"
_NOT_AFTER = "(?<!(?<!由)于)" + "".join(f"(?<!{char})" for char in "在到对向从给往至跟让使将把")  # 由于 is none
_MENTIONED = frozenset(KINDS) - {"Title", "Figure", "Date"}
_SET = re.compile(r"\\.|\[\^?\]?[^\]]*\]")
_OPTIONAL = ("?", "*", "{")
_WORDS = re.compile(r"(?:[\u4e00-\u9fff](?![?*{]))+|\(\?:(?P<any>[\u4e00-\u9fff]+(?:\|[\u4e00-\u9fff]+)*)\)(?![?*{])")

Step = frozenset[str] | tuple[str, ...]  # an item of these kinds, or one of these words


@dataclass(frozen=True, slots=True)
class Role:
    """A role in a match: the name of its group in the expression and the kinds that may hold it."""

    group: str
    name: str  # subject or object
    kinds: frozenset[str]
    many: bool


@dataclass(frozen=True)
class Expression:
    """A `match` as a regular expression, compiled when it is first needed."""

    source: str
    roles: tuple[Role, ...]
    steps: tuple[Step, ...]  # what a match has for certain, in order
    origin: str = ""  # the file and pattern, to name in an error

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression over `Sentence.narrow`; LexiconError names a pattern that is not well formed."""
        try:
            return re.compile(self.source.translate(NARROW))
        except re.error as error:
            raise LexiconError(f"{self.origin}: {error}") from error

    def may_match(self, sentence: Sentence) -> bool:
        """Whether the sentence has all steps in order, which is found much faster than a match."""
        at = 0
        for step in self.steps:
            at = _behind_item(sentence, at, step) if isinstance(step, frozenset) else _behind_word(sentence, at, step)
            if not at:
                return False
        return True


def _behind_item(sentence: Sentence, at: int, kinds: frozenset[str]) -> int:
    """The place behind the first item of these kinds; 0 if there is none."""
    found = _one_of(kinds).search(sentence.skeleton, at)
    return found.end() if found else 0


@functools.cache
def _one_of(kinds: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{_chars(sorted(kinds))}]")


def _behind_word(sentence: Sentence, at: int, words: Sequence[str]) -> int:
    """The first place behind one of the words; 0 if there is none."""
    skeleton, first = sentence.skeleton, 0
    for word in words:
        start = skeleton.find(word, at)
        if start >= 0 and (not first or start + len(word) < first):
            first = start + len(word)
    return first


@functools.cache
def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds, in the order of `KINDS`, that one class or several joined by `|` stand for; ValueError if none."""
    ontology = load_ontology()
    members = {part: _MENTIONED if part == "Any" else {part} | ontology.members(part) for part in name.split("|")}
    unknown = [part for part, kinds in members.items() if not kinds & set(KINDS)]
    if unknown:
        raise ValueError(f"unknown kind {', '.join(unknown)}")
    found = frozenset[str]().union(*members.values())
    return tuple(kind for kind in KINDS if kind in found)


def compile_match(
    match: str, kinds: Mapping[str, tuple[str, ...]], triggers: Sequence[str], *, origin: str = ""
) -> Expression:
    """Turn a `match` into a regular expression over skeletons; ValueError for a kind, KeyError for a role unknown."""
    named = [(t[5], t[6]) for t in _TOKEN.finditer(match) if t[5]]
    rivals = _chars(_kinds(*named[0], kinds)) if named else ""  # before the first role: what could hold it
    out: list[str] = []
    roles: list[Role] = []
    steps: list[tuple[int, Step]] = []
    at = 0
    for token in _TOKEN.finditer(match):
        out.append(match[at : token.start()])
        at = token.end()
        dots, width, free, trigger, name, given, many = token.groups()
        if dots:
            out.append(_gap(dots, width, "" if free else rivals))
        elif trigger == "<":
            out.append(_NOT_AFTER)
        elif trigger:
            out.append(f"(?:{'|'.join(map(re.escape, triggers))})")
            steps.append((at, tuple(triggers)))
        else:
            may = _kinds(name, given, kinds)
            chars = _chars(may)
            steps.append((at, frozenset(may)))
            if name:
                rivals = chars
                roles.append(Role(f"r{len(roles)}", name, frozenset(may), bool(many)))
            out.append(_item(chars, roles[-1].group if name else None, many=bool(many)))
    out.append(match[at:])
    return Expression("".join(out), tuple(roles), _certain(match, steps), origin)


def _certain(match: str, items: Sequence[tuple[int, Step]]) -> tuple[Step, ...]:
    """The items and triggers, each with the place behind it, and the words that stand in no group and are required."""
    plain = _TOKEN.sub(_blank, _SET.sub(_blank, match))  # the brackets and bars left are those of groups
    depths = [0, *itertools.accumulate((char == "(") - (char == ")") for char in plain)]
    if any(char == "|" and not depth for char, depth in zip(plain, depths, strict=False)):
        return ()
    steps = [(at, step) for at, step in items if not depths[at] and not plain.startswith(_OPTIONAL, at)]
    found = ((m.end(), tuple((m["any"] or m[0]).split("|"))) for m in _WORDS.finditer(plain) if not depths[m.start()])
    return tuple(step for _, step in sorted([*steps, *found], key=operator.itemgetter(0)))


def _blank(found: re.Match[str]) -> str:
    return "." * len(found[0])


def role_items(found: re.Match[str], role: Role, sentence: Sentence) -> list[Item]:
    """The items that hold the role in a match; those in brackets say more of one.

    Of names that stand together (区A县B) the last holds it; of titles, all.
    """
    start, end = found.span(role.group)
    if start < 0:
        return []
    out, aside = [], 0
    for at in range(start, end):
        aside = max(0, aside + (sentence.skeleton[at] == "(") - (sentence.skeleton[at] == ")"))
        item = sentence.item_at(at)
        after = sentence.item_at(at + 1) if at + 1 < end else None
        alone = after is None or after.kind not in role.kinds or after.text.startswith("《")
        if item is not None and item.kind in role.kinds and alone and not aside:
            out.append(item)
    return out


def _kinds(name: str, given: str | None, kinds: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return kinds_of(given) if given else kinds[name]


def _chars(kinds: Iterable[str]) -> str:
    return "".join(KIND_CHAR[kind] for kind in kinds)


def _item(chars: str, group: str | None, *, many: bool) -> str:
    one = f"[{chars}]"
    if many:
        place = f"[{KIND_CHAR['AdministrativeArea']}{KIND_CHAR['Figure']}]*"
        head = "" if KIND_CHAR["Person"] in chars else f"(?:[{KIND_CHAR['Title']}{KIND_CHAR['Person']}]{{1,3}})?"
        next_ = f"(?:{head}(?:{_JOINT}{_OPEN}|{_QUOTES}){place}[{chars}]+{_CLOSE}{_ASIDE})"
        one = f"[{chars}]+{_CLOSE}{_ASIDE}{next_}*{_TAIL}"
    named = f"(?P<{group}>{one})" if group else f"(?:{one})"
    return f"{_OPEN}{named}{_CLOSE}{_ASIDE}"


def _gap(dots: str, width: str, rivals: str) -> str:
    return f"[^{_PUNCTUATION[dots]}{rivals}]{{0,{width}}}?"
