"""The values that pass between the stages: frozen, hashable, picklable, each with its origin.

Offsets are code points, half open. `Article.text` offsets are the coordinates of everything after
`articles.py`; `Article.offsets` takes them back to the decoded source file. A `Ref` names a thing:
before resolution it is local to an article (`local_ref`), afterwards it is the entity's key
(`enterprise/海岳…公司`), which is also the path of its IRI.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

Ref = str
Status = Literal["Asserted", "Planned", "Denied", "Alleged"]
Kind = Literal["actual", "target", "change"]
Bound = Literal[">", "<", "~"]


def local_ref(article: str, type_: str, name: str) -> Ref:
    """The article-local name of a thing: the same article, type and name give the same ref."""
    return f"{article}#{type_}:{name}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the input; `what` is a code of `kg/messages`, `values` fill its template."""

    where: str  # file name, or file name and offset: "a.txt:120"
    what: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one source file, or of an article or file inside one (pages.zip!/a.txt, news.jsonl!/12)."""

    source: str  # path below the input folder, with forward slashes; unique in a build
    text: str
    encoding: str | None  # of its characters: utf-8, utf-8-sig, gb18030 …; None where the format has none of its own
    sha256: str  # of the bytes of the file, member or line
    headline: int = 0  # so many characters at the start of the text are its headline, as the format says
    published: str | None = None  # ISO date, as exact as known, as the format says
    origin: str | None = None  # where it was taken from, as the format says: an address, a paper
    reader: str | None = None  # what made the text of a format that is no text, with its version: "trafilatura 2.3.1"


BlockKind = Literal["headline", "subhead", "byline", "body", "credit"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of an article's text: `article.text[start:end]`."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article or caption, its column layout undone.

    `text` holds the source's own characters, blocks joined by one "\\n"; layout breaks are gone.
    `text[i]` stands at `document.text[offsets[i]]`.
    """

    id: str  # stem of the source, a dash, a running number from 1
    source: str
    kind: Literal["article", "caption"]
    headline: str | None
    authors: tuple[str, ...]
    published: str | None  # ISO date, as exact as known: "2024-11-05", "2024-11", "2024"
    dateline: str | None  # the text's own date, "--09-21" when it gives no year
    text: str
    offsets: Sequence[int]  # unchangeable: a tuple, or `kg.offsets.Offsets`, which takes less room
    blocks: tuple[Block, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source's decoded text that `text[start:end]` came from."""
        return self.offsets[start], self.offsets[end - 1] + 1


class Mention(NamedTuple):
    """A stretch of an article's text that names a thing, or refers to it (公司, 该项目, 其)."""

    article: str
    start: int
    end: int
    type: str  # class name of the ontology: "Enterprise"
    name: str  # the fullest form of the thing's name in this article
    rule: str  # the component and rule that found it
    score: float
    resolved: str | None = None  # the name by the paper's home: 区委 → 武进区委
    reference: bool = False  # 公司, 园区, 其: stands for the thing but is no name of it

    @property
    def ref(self) -> Ref:
        return local_ref(self.article, self.type, self.name)


class Evidence(NamedTuple):
    """Where a fact is said: `article.text[start:end]`, inside one block."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Relation:
    subject: Ref  # an entity's or an event's
    predicate: str  # local name of the property: "locatedIn"
    object: Ref
    status: Status
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Position:
    person: Ref
    title: str
    organization: Ref | None
    status: Status
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]
    former: bool = False  # 原, 时任


@dataclass(frozen=True, slots=True)
class Observation:
    about: Ref
    indicator: str
    value: Decimal  # in base units: 3.5亿元 is 350000000 元
    unit: str  # as printed, less 万 and 亿
    kind: Kind
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]
    value_to: Decimal | None = None
    bound: Bound | None = None
    period: str | None = None  # partial ISO date, "2024-Q4", "2023-H1", "a/b"


@dataclass(frozen=True, slots=True)
class Event:
    id: Ref  # article-local: event_ref(article, n); after resolution "event/HASH"
    type: str  # one of the ontology's event types: 签约, 开工, …
    label: str
    date: str | None
    place: Ref | None
    participants: tuple[Ref, ...]
    concerns: tuple[Ref, ...]
    status: Status
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]


Fact = Relation | Position | Observation | Event


def event_ref(article: str, number: int) -> Ref:
    """The article-local name of its n-th event."""
    return f"{article}#Event:{number}"


@dataclass(frozen=True, slots=True)
class Entity:
    """One real-world thing after resolution."""

    key: Ref  # "enterprise/海岳科技股份有限公司"
    type: str
    name: str
    aliases: tuple[str, ...]
    articles: tuple[str, ...]
    mentions: tuple[Mention, ...]
    classes: tuple[str, ...] = ()  # further classes, e.g. "Official" for a Person
    code: str | None = None  # of an area: GB/T 2260, or ISO 3166-1 of a country
