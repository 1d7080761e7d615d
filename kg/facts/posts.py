"""Which organisation a post belongs to, when the text leaves it to the reader.

副区长 is of the district's government, or of the district itself where no government is named; the 局长 after
`某局党组书记、` is of the 局, not of its 党组; 总经理 without a company is of the one the article speaks of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.facts.sentence import Item, Sentence

BODIES = frozenset(
    {"Enterprise", "Park", "GovernmentBody", "Institution", "Association", "Facility", "AdministrativeArea", "Project"}
)
LEVELS = "省市区县镇乡州旗"


def _alternation(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


@dataclass(frozen=True, slots=True)
class Grammar:
    """`ontology/grammar/positions.toml`, compiled; each pattern is for `fullmatch` unless it says otherwise."""

    join: re.Pattern[str]
    again: re.Pattern[str]  # from a holder to the next one's post in the same body
    share: re.Pattern[str]
    hold: re.Pattern[str]
    rest: re.Pattern[str]
    skip: re.Pattern[str]
    adjunct: re.Pattern[str]
    former: re.Pattern[str]  # search at the end of a gap
    take: re.Pattern[str]  # search at the end of a gap
    leave: re.Pattern[str]  # search
    dateline: re.Pattern[str]  # between an outlet and its reporter
    reporter: str  # the ending of a reporter's title
    kinds: tuple[tuple[str, tuple[str, ...]], ...]  # of organisation, with the endings of their titles
    committee: tuple[str, ...]
    government: tuple[str, ...]

    def kind(self, title: str) -> str:
        """The row of the table `organization` that the title's ending stands in; "" for none."""
        return next((kind for kind, endings in self.kinds if title.endswith(endings)), "")


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar of posts."""
    data = lexicon.grammar("positions")
    words = {key: _alternation(value) for key, value in data["words"].items()}
    unit, longest = _alternation(data["departments"]["endings"]), data["departments"]["longest"]
    department = rf"[^、,;:。()的和与为任等]{{0,{longest - 1}}}(?:{unit})(?:的|原)?"
    former, skip, end = words["former"], words["skip"], rf"(?:{words['skip']}|{words['former']})*"
    return Grammar(
        join=re.compile(
            rf"(?:{words['join']})(?:{words['join']}|{skip}|{former}|{words['take']})*(?P<unit>{department})?"
        ),
        again=re.compile(rf"[,;、和及](?P<unit>{department})?"),
        share=re.compile(rf"(?:{words['share']})?"),
        hold=re.compile(words["hold"]),
        rest=re.compile(words["rest"]),
        skip=re.compile(rf"(?:\([^()]*\))?{end}(?P<unit>{department})?{end}"),
        adjunct=re.compile(rf"[^{data['departments']['not_in_title']}]{{1,{data['departments']['short']}}}"),
        former=re.compile(rf"(?:{former})(?:{skip})*$"),
        take=re.compile(rf"(?:{words['take']})(?:{skip}|{former}|了|过|[“(])*$"),
        leave=re.compile(words["leave"]),
        dateline=re.compile(data["outlets"]["dateline"]),
        reporter=data["outlets"]["reporter"],
        kinds=tuple((kind, tuple(endings)) for kind, endings in data["organization"].items()),
        committee=tuple(data["bodies"]["committee"]),
        government=tuple(data["bodies"]["government"]),
    )


class Directory:
    """The bodies that an article names, by their surface forms and by kind."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.by_text: dict[str, Item] = {}
        self.areas: dict[str, Item] = {}
        for sentence in sentences:
            for item in sentence.items:
                self._add(item)

    def _add(self, item: Item) -> None:
        if item.kind in BODIES and item.mention and not item.mention.reference:
            self.by_text.setdefault(item.text, item)
            if item.kind == "AdministrativeArea":
                for name in (item.text, item.mention.name, item.mention.resolved or item.text):
                    self.areas.setdefault(name, item)
        for inner in item.inner:
            self._add(inner)

    def ending(self, base: str) -> Item | None:
        """The named body whose surface form is `base`, or an ending of it that is long enough to be a name."""
        tails = (base[n:] for n in range(len(base) - 1))
        return next((self.by_text[tail] for tail in tails if tail in self.by_text), None)

    def split(self, title: str) -> tuple[Item, str] | None:
        """The body that a title begins with, and the rest of it: 某院 and 院士 of 某院院士."""
        heads = ((title[:n], title[n:]) for n in range(len(title) - 2, 1, -1))
        bodies = ((self.by_text.get(head), rest) for head, rest in heads)
        return next(((body, rest) for body, rest in bodies if body and body.kind != "AdministrativeArea"), None)

    def host(self, body: Item) -> Item:
        """What a committee belongs to, if the article names it: 某局 of 某局党组; else the body itself."""
        base = _without(body.text, grammar().committee)
        return (self.ending(base) if base and base != body.text else None) or body

    def seat(self, title: str, body: Item | None) -> Item | None:
        """Where an area's head or official sits: its government if the article names it, else the area."""
        level = next((c for c in title if c in LEVELS), "")
        base = _area_name(body, level) or self._home(level)
        full = base if base.endswith(level) else base + level
        for suffix in grammar().government:
            for text, item in self.by_text.items():
                if item.kind == "GovernmentBody" and (text.endswith(full + suffix) or text == level + suffix):
                    return item
        return self._area(full) or (body if body and body.kind == "AdministrativeArea" else None)

    def _area(self, full: str) -> Item | None:
        """The area of that name, or of an ending of it: 顺德区 for 佛山市顺德区; 威海 for 威海市."""
        names = [name[n:] for name in (full, full[:-1]) for n in range(len(name) - 1)]
        return next((self.areas[name] for name in names if name in self.areas), None)

    def _home(self, level: str) -> str:
        """The first area of the level that the article speaks of, in its own name or in a committee's: 威海市委."""
        for item in self.by_text.values():
            name = _area_name(item, level) or _full_name(item)
            if len(name) > 1 and name.endswith(level):
                return name
        return next((text for text in self.areas if text[-1] not in LEVELS), "")


def _full_name(item: Item) -> str:
    return item.mention.name if item.mention and item.kind == "AdministrativeArea" else ""


def _without(text: str, suffixes: tuple[str, ...]) -> str:
    hit = next((s for s in suffixes if text.endswith(s)), "")
    return text[: len(text) - len(hit)]


def _area_name(body: Item | None, level: str) -> str:
    """The area a body is of, as its name tells: 济阳区 of 济阳区委; "" where it does not."""
    if body is None:
        return ""
    names = [body.text, body.mention.resolved or "" if body.mention else ""]
    stems = [_without(_without(name, grammar().committee), grammar().government) for name in names]
    return next(
        (stem for stem in stems if len(stem) > 1 and (stem.endswith(level) or body.kind == "AdministrativeArea")), ""
    )
