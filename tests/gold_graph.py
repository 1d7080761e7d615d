"""The gold annotation of the seed pages as a Graph, for tests that need one whose every fact is right.

Evidence is found in the page by its characters; a page's paragraphs go to the article whose evidence they
hold. Entities of different pages are joined as links.json says, and where type and name are the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.graph import Graph
from kg.iri import fact_key
from kg.model import Article, Block, Document, Entity, Event, Evidence, Mention, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Fact, Status

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold" / "seeds"
RULE = "annotator"
FACTS = ("relations", "positions", "observations", "events")

Json = dict[str, Any]
Span = tuple[int, int]
Keys = dict[tuple[str, str], str]  # (document, gold id) → key


@dataclass(frozen=True)
class Page:
    """A gold file with its source; articles by gold id."""

    gold: Json
    document: Document
    articles: dict[str, Article]

    @property
    def doc(self) -> str:
        return str(self.gold["doc"])


@cache
def gold_graph() -> Graph:
    """The five seed pages as their annotators read them."""
    pages = [_page(path) for path in sorted(GOLD.glob("0*.json"))]
    keys = _keys(pages)
    entities = _united(_entity(page, gold, keys) for page in pages for gold in page.gold["entities"])
    facts = _merged(fact for page in pages for fact in _facts(page, keys))
    articles = tuple(article for page in pages for article in page.articles.values())
    return Graph(entities, facts, articles, tuple(page.document for page in pages))


# Articles: which paragraph of the page belongs to which


def _page(path: Path) -> Page:
    gold = json.loads(path.read_text(encoding="utf-8"))
    source = next(SEEDS.glob(f"{gold['doc']}_*.txt"))
    raw = source.read_bytes()
    document = Document(source.name, raw.decode("utf-8"), "utf-8", hashlib.sha256(raw).hexdigest())
    paragraphs = [match.span() for match in re.finditer(r"\S.*(\n.+)*", document.text)]
    said = _said(gold, document.text)
    owners = _owners(said, paragraphs)
    articles = {}
    for about in gold["articles"]:
        own = [span for span, owner in zip(paragraphs, owners, strict=True) if owner == about["id"]]
        articles[about["id"]] = _article(about, document, own, [span for span, owner in said if owner == about["id"]])
    return Page(gold, document, articles)


def _said(gold: Json, text: str) -> list[tuple[Span, str]]:
    """Where in the page evidence and headlines stand, each with its article."""
    flat = [i for i, char in enumerate(text) if char != "\n"]
    line = "".join(text[i] for i in flat)
    words = [(fact["evidence"], fact["article"]) for kind in FACTS for fact in gold[kind]]
    words += [(about["title"], about["id"]) for about in gold["articles"] if about["title"]]
    starts = [(line.find(said), len(said), article) for said, article in words]
    return [((flat[at], flat[at + length - 1] + 1), article) for at, length, article in starts if at >= 0]


def _owners(said: list[tuple[Span, str]], paragraphs: list[Span]) -> list[str | None]:
    """The article of each paragraph: by the evidence in it, else as the paragraph before it."""
    owners: list[str | None] = []
    for first, last in paragraphs:
        votes: Counter[str] = Counter()
        for (start, end), article in said:
            votes[article] += max(0, min(end, last) - max(start, first))
        best = max(votes, key=lambda article: votes[article])
        owners.append(best if votes[best] else owners[-1] if owners else None)
    return owners


def _article(about: Json, document: Document, paragraphs: list[Span], said: list[Span]) -> Article:
    """A paragraph without a full stop runs on in the next; a heading has no comma and no evidence across its end."""
    offsets: list[int] = []
    breaks: list[int] = []  # where in `offsets` a new block begins
    ended = True
    for start, end in paragraphs:
        crossed = any(first < start < last for first, last in said)
        if ended and not crossed:
            breaks.append(len(offsets) + bool(offsets))
            offsets += [start - 1] * bool(offsets)  # the line break before the block
        body = document.text[start:end]
        offsets += [start + i for i, char in enumerate(body) if char != "\n"]
        ended = body[-1] in "。!?…”" or "," not in body or body.startswith("□")
    text = "".join(document.text[i] for i in offsets)
    edges = zip(breaks, [*(at - 1 for at in breaks[1:]), len(text)], strict=True)
    blocks = tuple(Block("headline" if text[a:b] == about["title"] else "body", a, b) for a, b in edges)
    authors, date = tuple(about["authors"]), about["date"]
    origin = (about["id"], document.source, about["kind"], about["title"], authors, date, None)
    return Article(*origin, text, tuple(offsets), blocks)


# Entities: one key a thing, across the pages


def _keys(pages: list[Page]) -> Keys:
    """Linked entities take the longest name among them as their key."""
    links = json.loads((GOLD / "links.json").read_text(encoding="utf-8"))["same"]
    named = {(page.doc, name): gold for page in pages for gold in page.gold["entities"] for name in _names(gold)}
    keys = {
        (page.doc, gold["id"]): _key(gold["type"], gold["name"]) for page in pages for gold in page.gold["entities"]
    }
    for group in links:
        linked = [((doc, named[doc, name]["id"]), named[doc, name]) for doc, name in group]
        full = max((name for _, gold in linked for name in _names(gold)), key=lambda name: (len(name), name))
        keys.update({place: _key(linked[0][1]["type"], full) for place, _ in linked})
    events = {
        (page.doc, event["id"]): f"event/{page.doc}-{event['id']}" for page in pages for event in page.gold["events"]
    }
    return keys | events


def _key(type_: str, name: str) -> str:
    return f"{type_.lower()}/{name}"


def _names(gold: Json) -> list[str]:
    return [gold["name"], *gold["aliases"], *([gold["resolved"]] if gold["resolved"] else [])]


def _entity(page: Page, gold: Json, keys: Keys) -> Entity:
    key, names = keys[page.doc, gold["id"]], _names(gold)
    mentions = [
        Mention(article, match.start(), match.end(), gold["type"], gold["name"], RULE, 1.0, gold["resolved"])
        for article in gold["articles"]
        for name in sorted(set(names))
        for match in re.finditer(re.escape(name), page.articles[article].text)
    ]
    name = key.partition("/")[2]
    aliases = tuple(sorted({*names} - {name}))
    return Entity(key, gold["type"], name, aliases, tuple(gold["articles"]), tuple(mentions))


def _united(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    by_key: dict[str, Entity] = {}
    for entity in entities:
        known = by_key.get(entity.key, entity)
        aliases = tuple(sorted({*known.aliases, *entity.aliases}))
        articles, mentions = (
            dict.fromkeys(known.articles + entity.articles),
            dict.fromkeys(known.mentions + entity.mentions),
        )
        by_key[entity.key] = replace(known, aliases=aliases, articles=tuple(articles), mentions=tuple(mentions))
    return tuple(by_key[key] for key in sorted(by_key))


# Facts


def _facts(page: Page, keys: Keys) -> Iterator[Fact]:
    for fact in page.gold["relations"]:
        subject, object_ = (keys[page.doc, fact[role]] for role in "so")
        yield Relation(subject, fact["p"], object_, _status(fact), 1.0, RULE, _evidence(page, fact))
    for fact in page.gold["positions"]:
        org = keys[page.doc, fact["org"]] if fact["org"] else None
        yield Position(keys[page.doc, fact["person"]], fact["title"], org, "Asserted", 1.0, RULE, _evidence(page, fact))
    for fact in page.gold["observations"]:
        yield _observation(page, fact, keys)
    for fact in page.gold["events"]:
        yield _event(page, fact, keys)


def _observation(page: Page, fact: Json, keys: Keys) -> Observation:
    value_to = fact.get("value_to")
    return Observation(
        about=keys[page.doc, fact["entity"]],
        indicator=fact["indicator"],
        value=Decimal(str(fact["value"])),
        unit=fact["unit"] or "",
        kind=fact["kind"],
        confidence=1.0,
        rule=RULE,
        evidence=_evidence(page, fact),
        value_to=None if value_to is None else Decimal(str(value_to)),
        bound=fact["bound"],
        period=fact["period"],
    )


def _event(page: Page, fact: Json, keys: Keys) -> Event:
    return Event(
        id=keys[page.doc, fact["id"]],
        type=fact["type"],
        label=fact["name"],
        date=fact["date"],
        place=keys[page.doc, fact["place"]] if fact["place"] else None,
        participants=tuple(keys[page.doc, ref] for ref in fact["participants"]),
        concerns=tuple(keys[page.doc, ref] for ref in fact["about"]),
        status=_status(fact),
        confidence=1.0,
        rule=RULE,
        evidence=_evidence(page, fact),
    )


def _status(fact: Json) -> Status:
    return "Planned" if fact.get("planned") else "Asserted"


def _evidence(page: Page, fact: Json) -> tuple[Evidence, ...]:
    start = page.articles[fact["article"]].text.index(fact["evidence"])
    return (Evidence(fact["article"], start, start + len(fact["evidence"])),)


def _merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    by_key: dict[str, Fact] = {}
    for fact in facts:
        key = fact_key(fact)
        known = by_key.get(key, fact)
        by_key[key] = replace(known, evidence=tuple(dict.fromkeys(known.evidence + fact.evidence)))
    return tuple(by_key[key] for key in sorted(by_key))
