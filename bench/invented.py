"""An invented regional economy as a Graph of any size, always the same for the same number."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.graph import Graph
from kg.model import Article, Block, Document, Entity, Event, Evidence, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Fact

PER_COMPANY = 174  # triples that a company brings along, nearly
_STEMS = "海岳东岭云溪青禾北辰南浦长风明泽金桥远山星河白鹭"
_TRADES = ("科技", "精密", "新材料", "智能装备", "生物", "能源", "电子", "医疗")


def invented_graph(triples: int) -> Graph:
    """A graph of about so many triples: companies in parks, with projects, suppliers, directors, honours and news."""
    economy = _Economy(max(2, triples // PER_COMPANY))
    facts = tuple(fact for number in range(economy.size) for fact in economy.facts(number))
    return Graph(tuple(economy.entities()), facts, tuple(economy.articles), tuple(economy.documents))


class _Economy:
    """Companies by number; an article tells of each."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.draw = random.Random(0)  # noqa: S311 - no secret
        self.names = [f"{self._stem()}{_TRADES[n % 8]}{n}股份有限公司" for n in range(size)]
        self.parks = [f"{self._stem()}{n}高新区" for n in range(max(2, size // 40))]
        self.honors = [f"第{n}届新质企业奖" for n in range(1, 1 + max(2, size // 30))]
        self.texts = [self._text(number) for number in range(size)]
        self.articles = [self._article(number) for number in range(size)]
        self.documents = [Document(f"{n}.txt", text, "utf-8", f"{n:064x}") for n, text in enumerate(self.texts)]

    def _stem(self) -> str:
        return "".join(self.draw.sample(_STEMS, 2))

    def _text(self, number: int) -> str:
        name, park = self.names[number], self.park(number)
        return f"{name}总投资{number % 90 + 1}亿元的{number}号项目签约落户{park},李{number}任董事长。"

    def _article(self, number: int) -> Article:
        text = self.texts[number]
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        parts = {"offsets": tuple(range(len(text))), "blocks": (Block("body", 0, len(text)),)}
        return Article(f"{number}-1", f"{number}.txt", "article", text[:12], (), day, None, text, **parts)

    def park(self, number: int) -> str:
        return self.parks[number % len(self.parks)]

    def entities(self) -> Iterator[Entity]:
        def entity(type_: str, name: str, *articles: int, aliases: tuple[str, ...] = ()) -> Entity:
            told = tuple(f"{number}-1" for number in articles)
            return Entity(f"{type_.lower()}/{name}", type_, name, aliases, told, ())

        step = len(self.parks)
        yield from (entity("Park", park, *range(n, self.size, step)) for n, park in enumerate(self.parks))
        yield from (entity("Honor", honor, n) for n, honor in enumerate(self.honors))
        for number, name in enumerate(self.names):
            yield entity("Enterprise", name, number, aliases=(name.removesuffix("股份有限公司"),))
            yield entity("Project", f"{name}{number}号项目", number)
            yield entity("Product", f"{name[:4]}{number}型轴承", number)
            yield entity("Person", f"李{number}", number)

    def facts(self, number: int) -> Iterator[Fact]:
        def said(start: int) -> dict[str, object]:
            return {"confidence": 0.9, "rule": "invented", "evidence": (Evidence(f"{number}-1", start, start + 9),)}

        name, other = self.names[number], self.names[(number * 7 + 3) % self.size]
        company, park = f"enterprise/{name}", f"park/{self.park(number)}"
        project, person = f"project/{name}{number}号项目", f"person/李{number}"
        planned = "Planned" if number % 3 == 0 else "Asserted"
        yield Relation(company, "locatedIn", park, "Asserted", **said(0))
        yield Relation(company, "produces", f"product/{name[:4]}{number}型轴承", "Asserted", **said(1))
        yield Relation(company, "undertakes", project, planned, **said(2))
        yield Relation(project, "locatedIn", park, planned, **said(2))
        yield Relation(company, "supplies", f"enterprise/{other}", "Asserted", **said(3))
        honor = self.honors[number % len(self.honors)]
        yield Relation(company, "receivedHonor", f"honor/{honor}", "Asserted", **said(4))
        yield Position(person, "董事长", company, "Asserted", **said(5))
        yield Position(person, "党工委委员", park, "Asserted", **said(6))
        for kind, share in (("target", 10), ("actual", 9)):
            value = Decimal((number % 90 + 1) * share * 10**7)
            yield Observation(project, "总投资", value, "元", kind, period="2024", **said(7))
        label, day = f"{number}号项目签约", f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield Event(f"event/{number:016x}", "签约", label, day, park, (company,), (project,), planned, **said(8))
