"""Who holds which post where: 区委常委、副区长某某, 某公司董事长某某, 某某历任….

A sentence is read as its bodies, titles and persons with the text between them. Titles gather into a chain;
a person that directly follows takes the whole chain, a verb of holding (现任, 当选) gives it to the person before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.facts.evidence import together
from kg.facts.posts import BODIES, Directory, grammar
from kg.facts.qualifiers import former, status
from kg.facts.titles import with_titles
from kg.facts.topic import subject_at
from kg.model import Evidence, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.facts.sentence import Item, Sentence

# confidence by where the organisation came from, as measured on annotated news
NEXT_TO, LISTED, CONTEXT = 0.93, 0.9, 0.6
REPORTER, NOWHERE = 0.85, 0.4  # without one: posts that need none, and posts that should have one
HOLDING = ("Title", "Person")
OPENING = 3  # a name within so many characters of its sentence's start opens it
OUTLETS = ("Institution", "Enterprise")
PRONOUN = re.compile(r"(?:该|本|我)?(?:公司|企业|集团)(?:的|时任|原|现任)?$")


@dataclass(frozen=True, slots=True)
class Post:
    """A title in a chain, with the body that stands next to it or heads its list."""

    title: str
    item: Item
    body: Item | None
    start: int
    former: bool
    rule: str
    confidence: float


@dataclass(slots=True)
class Reader:
    """Reads the articles's sentences in order; collects rows in `found`."""

    sentences: Sequence[Sentence]
    directory: Directory
    found: dict[tuple[str, str, str | None], Position] = field(default_factory=dict)
    about: Item | None = None  # whom a biography speaks of
    number: int = 0
    chain: list[Post] = field(default_factory=list)
    claimed: bool = False  # the chain has its holder
    holders: list[Item] = field(default_factory=list)
    verb: str = ""  # "take" or "leave": what a chain after it means to the holders before it
    verbal: bool = False  # such a verb stands right before
    past: bool = False  # the verb speaks of the past
    former: bool = False  # the post now read is a former one

    def read(self) -> list[Position]:
        """Read every sentence; the rows in order of first evidence."""
        for number, sentence in enumerate(self.sentences):
            self.number = number
            self._begin(sentence)
            if "Title" in sentence.kinds:
                self._sentence(sentence, [i for i in sentence.items if i.kind in BODIES or i.kind in HOLDING])
            people = [i for i in sentence.items if i.kind == "Person"] if "Person" in sentence.kinds else []
            if people:
                opens = people[0].start - sentence.start < OPENING
                self.about = people[0] if opens else people[-1]
        return list(self.found.values())

    def _begin(self, sentence: Sentence) -> None:
        """Forget the sentence before, unless a semicolon goes on with its list of posts."""
        before = self.sentences[self.number - 1] if self.number else None
        if before is None or before.paragraph != sentence.paragraph or not before.text.rstrip().endswith(";"):
            self.holders, self.verb, self.past = [], "", False
        self.chain, self.claimed, self.former = [], False, False

    def _sentence(self, sentence: Sentence, items: list[Item]) -> None:
        before: list[Item] = []
        for item in items:
            gap = sentence.slice(before[-1].end if before else sentence.start, item.start)
            self._verbs(gap)
            if gap == "(" and before and before[-1].kind == "Person":  # 某某(某公司董事长)
                self.verb, self.verbal, self.past = "take", True, False
            if item.kind == "Person":
                self._person(item, gap, before)
            elif item.kind == "Title":
                self._title(sentence, item, gap, before)
            before.append(item)
        self._flush(items[-1].end)

    def _verbs(self, gap: str) -> None:
        self.former = bool(grammar().former.search(gap))
        self.verbal = True
        if grammar().leave.search(gap):
            self.verb, self.past = "leave", True
        elif grammar().take.search(gap):
            self.verb, self.past = "take", self.former
        else:
            self.verbal = False
            self.former = self.former or (bool(self.verb) and self.past)

    def _title(self, sentence: Sentence, item: Item, gap: str, before: list[Item]) -> None:
        last = before[-1] if before else None
        if last and last.kind == "Person" and self._postposed(sentence, item, gap, before):
            return
        post = self._post(sentence, item, gap, before)
        if self.claimed or not self.chain or not self._continues(sentence, post):
            self._flush(item.start)
            self.chain, self.claimed = [], False
        self.chain.append(post)

    def _continues(self, sentence: Sentence, post: Post) -> bool:
        """Whether only a join lies between the chain and the post."""
        end = self.chain[-1].item.end
        return bool(post.start >= end and grammar().join.fullmatch(sentence.slice(end, post.start)))

    def _postposed(self, sentence: Sentence, item: Item, gap: str, before: list[Item]) -> bool:
        """A教授; A、B等负责同志: the title stands after its holders."""
        rest = sentence.slice(item.end, sentence.end)
        if not (grammar().rest.fullmatch(gap) or (not gap and not (self.claimed and rest[:1] in "、 "))):
            return False
        following = [i for i in sentence.items if i.kind == "Person" and i.start >= item.end]
        if following and grammar().hold.fullmatch(sentence.slice(item.end, following[0].start)):
            return False
        people = _tail(before, sentence, len(before) if gap else 1)
        body = before[-len(people) - 1] if len(before) > len(people) else None
        near = (
            body is not None
            and body.kind in BODIES
            and grammar().skip.fullmatch(sentence.slice(body.end, people[0].start))
        )
        post = Post(
            item.text,
            item,
            body if near else None,
            people[0].start,
            former=False,
            rule="title-after-name",
            confidence=LISTED,
        )
        for person in people:
            self._emit(person, post, item.end)
        return True

    def _post(self, sentence: Sentence, item: Item, gap: str, before: list[Item]) -> Post:
        last = before[-1] if before else None
        title, body, rule, confidence = item.text, None, "bare", CONTEXT
        if inside := self.directory.split(title):
            (body, title), rule, confidence = inside, "body-in-title", LISTED
        elif last and last.kind in BODIES and (hit := grammar().skip.fullmatch(gap)):
            body, rule, confidence = self._adjacent(last, item), "body-title", NEXT_TO
            title = (hit["unit"] or "").removesuffix("的").removesuffix("原") + title
        elif last and grammar().adjunct.fullmatch(gap) and self._qualified(sentence, last, item):
            body, rule, confidence = self._adjacent(last, item), "body-title", LISTED
            title = gap + title
        elif last and last.kind == "Title" and self.chain and (hit := grammar().join.fullmatch(gap)):
            body, rule, confidence = self._inherited(item, self.chain[-1], hit["unit"]), "list", LISTED
            title = (hit["unit"] or "") + title
        elif outlet := self._outlet(sentence, item, before):
            body, rule, confidence = outlet, "dateline", LISTED
        elif PRONOUN.search(gap):
            body, rule = self._topic(item, ("Enterprise",)), "reference"
        elif last and last.kind == "Person" and self.chain and self.claimed and (hit := grammar().again.fullmatch(gap)):
            body, rule, confidence = self._inherited(item, self.chain[-1]), "list", LISTED
            title = (hit["unit"] or "") + title
        else:
            body = self._context(item, before)
            rule = "bare" if body or self.verbal else "stray"
        if body is None:
            confidence = REPORTER if grammar().kind(title) == "none" else NOWHERE
        start = last.start if last and rule == "body-title" else item.start
        past = self.former or (rule == "list" and self.chain[-1].former)
        past = past or (rule == "body-title" and former(sentence, start))
        return Post(title, item, body, start, past, rule, confidence)

    def _outlet(self, sentence: Sentence, item: Item, before: list[Item]) -> Item | None:
        """Whose reporter writes: 某报 of 某报江海8月6日电(记者 某某)."""
        outlet = next((i for i in reversed(before) if i.kind in OUTLETS), None)
        if outlet is None or not item.text.endswith(grammar().reporter):
            return None
        return outlet if grammar().dateline.fullmatch(sentence.slice(outlet.end, item.start)) else None

    def _qualified(self, sentence: Sentence, body: Item, item: Item) -> bool:
        """Whether words between a body and a title may qualify it: it is a post there, and a person follows at once."""
        if body.kind not in BODIES or body.kind == "AdministrativeArea" or grammar().kind(item.text) == "none":
            return False
        return any(i.kind == "Person" and i.start == item.end for i in sentence.items)

    def _adjacent(self, body: Item, item: Item) -> Item | None:
        if grammar().kind(item.text) == "area" and body.kind in ("AdministrativeArea", "GovernmentBody"):
            return self.directory.seat(item.text, body) if body.kind == "AdministrativeArea" else body
        return body

    def _inherited(self, item: Item, before: Post, unit: str | None = None) -> Item | None:
        kind = grammar().kind(item.text)
        if kind == "area":
            return self.directory.seat(item.text, before.body)
        if kind in ("committee", "none") or before.body is None:
            return before.body if kind != "none" else None
        host = self.directory.host(before.body)
        return self.directory.by_text.get(host.text + (unit or ""), host)

    def _context(self, item: Item, before: list[Item]) -> Item | None:
        kind = grammar().kind(item.text)
        if kind == "none":
            return None
        if kind == "area":
            return self.directory.seat(item.text, None)
        near = next((i for i in reversed(before) if i.kind in BODIES and i.kind != "AdministrativeArea"), None)
        if self.verb and near:
            return near
        return self._topic(item, ("Enterprise",)) if kind == "company" else None

    def _topic(self, item: Item, kinds: tuple[str, ...]) -> Item | None:
        return subject_at(self.sentences, self.number, item.start, kinds)

    def _person(self, person: Item, gap: str, before: list[Item]) -> None:
        last = before[-1] if before else None
        if last and last.kind == "Title" and self.chain and grammar().hold.fullmatch(gap):
            self.holders, self.claimed = [person], True
            self.verb = self.verb if self.verb == "leave" else ""
            self._give([person], person.end)
        elif last and last.kind == "Person" and grammar().share.fullmatch(gap):
            self.holders.append(person)
            if self.claimed:
                self._give([person], person.end)
        else:
            self._flush(person.start)
            self.holders, self.chain, self.claimed = [person], [], False

    def _give(self, people: Sequence[Item], end: int) -> None:
        for person in people:
            for post in self.chain:
                self._emit(person, post, end)

    def _flush(self, end: int) -> None:
        """A chain that no person followed goes to the holders before its verb."""
        if not self.chain or self.claimed or not self.verb:
            return
        if self.chain[0].rule == "stray":
            return
        people = self.holders or ([self.about] if self.about else [])
        self._give(people, min(end, self.chain[-1].item.end))

    def _emit(self, person: Item, post: Post, end: int) -> None:
        body = post.body.ref if post.body else None
        sentence = self.sentences[self.number]
        start = max(sentence.start, min(post.start, person.start) if person.start >= sentence.start else post.start)
        key = (person.ref or "", post.title, body)
        evidence = Evidence(sentence.article, start, max(end, post.item.end))
        gone = post.former or (self.verb == "leave" and not self.claimed)
        said = status(sentence, start, evidence.end) if self.verb == "take" and not self.claimed else "Asserted"
        row = Position(person.ref or "", post.title, body, said, post.confidence, post.rule, (evidence,), gone)
        known = self.found.get(key)
        self.found[key] = row if known is None else _merged(known, row)


def _merged(known: Position, again: Position) -> Position:
    best = max(known, again, key=lambda p: p.confidence)
    evidence = together(known.evidence, again.evidence)
    return replace(best, evidence=evidence, former=known.former and again.former)


def _tail(before: list[Item], sentence: Sentence, most: int) -> list[Item]:
    """The persons at the end of `before` that one list joins, at most so many."""
    out = [before[-1]]
    for earlier in reversed(before[:-1][-most + 1 :] if most > 1 else []):
        if earlier.kind != "Person" or not grammar().share.fullmatch(sentence.slice(earlier.end, out[0].start)):
            break
        out.insert(0, earlier)
    return out


def positions(sentences: Sequence[Sentence]) -> list[Position]:
    """The posts that an article states, one row per person, title and organisation, in order of first evidence."""
    return Reader([with_titles(sentence) for sentence in sentences], Directory(sentences)).read()
