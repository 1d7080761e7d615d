"""The page's bytes: what is in them, what may not be, and that they are always the same."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from gold_graph import gold_graph

from kg.export.html import SCRIPTS, html
from kg.export.html.figures import figure_text
from kg.export.html.names import map_label
from kg.export.html.payload import Payload, appearance
from kg.graph import Graph
from kg.model import Entity, Event, Observation, Relation
from kg.ontology import load_ontology

PACKAGE = Path(__file__).resolve().parent.parent / "kg" / "export" / "html"
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "{{ 7*7 }}",
    "<!--",
)


class Page(HTMLParser):
    """The scripts and styles of a page, as a browser sees them, and its tags."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.contents: list[str] = []
        self.open = False
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.contents.append("")
        self.open = True

    def handle_endtag(self, tag):
        self.open = False

    def handle_data(self, data):
        if self.open:
            self.contents[-1] += data

    def elements(self, tag):
        pairs = zip(self.tags, self.contents, strict=True)
        return [(attributes, text) for (name, attributes), text in pairs if name == tag]

    def payload(self, name):
        text = next(text for attributes, text in self.elements("script") if attributes.get("id") == name)
        return json.loads(gzip.decompress(base64.b64decode(text)))


@pytest.fixture(scope="module")
def page():
    return Page(html(gold_graph(), title="武进产业知识图谱"))


def _observation(**changes):
    figure = Observation("enterprise/甲", "总投资", Decimal(350000000), "元", "actual", 1.0, "test", ())
    return replace(figure, **changes)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "3.5亿元"),
        ({"bound": ">"}, "超3.5亿元"),
        ({"bound": "~", "value": Decimal("12.50"), "unit": "%"}, "约12.5%"),
        ({"bound": "<", "value": Decimal(20000), "unit": "家"}, "低于2万家"),
        ({"value": Decimal(300), "value_to": Decimal(500), "unit": "家"}, "300～500家"),
        ({"value": Decimal(8000), "value_to": Decimal(20000), "unit": "家"}, "8000～20,000家"),
        ({"value": Decimal(12345678), "unit": "人"}, "1234.5678万人"),
        ({"value": Decimal(12345), "unit": "亩"}, "1.2345万亩"),
        ({"value": Decimal("1234567.5"), "unit": "千瓦时"}, "1,234,567.5千瓦时"),
        ({"value": Decimal(-15000), "unit": "人"}, "-1.5万人"),
        ({"value": Decimal(0), "unit": "人"}, "0人"),
    ],
)
def test_figures_read_as_printed(changes, text):
    assert figure_text(_observation(**changes)) == text


@pytest.mark.parametrize(
    ("type_", "name", "aliases", "label"),
    [
        ("Enterprise", "江海华川精密股份有限公司", ("华川精密", "公司"), "华川精密"),
        ("Enterprise", "江海华川精密股份有限公司", (), "江海华川精密"),
        ("Enterprise", "海岳科技", ("海岳",), "海岳科技"),
        ("Park", "东岭国家高新技术产业开发区", ("园区", "东岭高新区"), "东岭高新区"),
        ("Policy", "江海市制造业高质量发展行动方案", ("方案",), "江海市制造业高质量发展行动方案"),
    ],
)
def test_the_map_uses_the_short_name(type_, name, aliases, label):
    assert map_label(Entity(f"x/{name}", type_, name, aliases, (), ())) == label


def test_every_type_of_the_ontology_has_its_look():
    ontology = load_ontology()
    assert set(appearance()) == {*ontology.entity_types, "Official"}
    assert len({look["glyph"] for look in appearance().values()}) == len(appearance())


def _facts(core, detail):
    """The page's facts as rows, in its order: relations, positions, events, observations."""
    kinds = (core["relations"], core["positions"], core["events"], detail["observations"])
    return [dict(zip(kind, row, strict=True)) for kind in kinds for row in zip(*kind.values(), strict=True)]


def test_all_of_the_graph_is_in_the_page(page):
    graph, core, detail = gold_graph(), page.payload("kg-core"), page.payload("kg-detail")
    entities = core["entities"]
    keys = [
        entities["key"].get(str(number), f"{core['types'][type_]['folder']}/{name}")
        for number, (name, type_) in enumerate(zip(entities["name"], entities["type"], strict=True))
    ]
    assert keys == sorted(entity.key for entity in graph.entities)
    assert len(_facts(core, detail)) == len(detail["confidence"]) == len(graph.facts) == 523
    assert detail["articles"]["id"] == [article.id for article in Payload(graph).articles]
    assert sorted(page.payload("kg-text-0")) == sorted(article.text for article in graph.articles)
    assert page.elements("title")[0][1] == "武进产业知识图谱"


def test_each_fact_s_evidence_leads_to_its_quote(page):
    graph, evidence = gold_graph(), page.payload("kg-detail")["evidence"]
    texts = page.payload("kg-text-0")
    places = zip(evidence["article"], evidence["start"], evidence["length"], strict=True)
    cited = [texts[article][start : start + length] for article, start, length in places]
    assert len(cited) == sum(evidence["count"])
    for fact, count in zip(Payload(graph).facts, evidence["count"], strict=True):
        assert sorted(cited[:count]) == sorted(graph.quote(each) for each in fact.evidence)
        del cited[:count]


def test_a_fact_keeps_its_status_and_confidence():
    relation = Relation("enterprise/甲", "locatedIn", "park/乙", "Denied", 0.625, "test", ())
    names = {"enterprise/甲": "Enterprise", "park/乙": "Park"}
    entities = tuple(Entity(key, type_, key[-1], (), (), ()) for key, type_ in names.items())
    payload = Payload(Graph(entities, (relation,), (), ()))
    assert payload.core()["relations"]["status"] == ["Denied"]
    assert payload.detail()["confidence"] == [0.62]


def test_the_core_holds_what_the_first_view_needs_and_no_more(page):
    ids = [attributes["id"] for attributes, _ in page.elements("script") if "id" in attributes]
    assert ids == ["kg-options", "kg-network", "kg-core", "kg-detail", "kg-text-0"]
    scripts = [attributes.get("id") for attributes, _ in page.elements("script")]
    assert scripts.index("kg-core") < scripts.index(None) < scripts.index("kg-detail"), "details come after the script"
    core = page.payload("kg-core")
    assert "observations" not in core
    assert core["readings"]["恒"] == ["heng"]


def test_positions_come_from_pyvis_nodes(page):
    network = page.payload("kg-network")
    columns = {name: len(values) for name, values in network["nodes"].items()}
    assert columns == dict.fromkeys(("x", "y", "size", "community"), len(gold_graph().entities))
    assert all(isinstance(x, int) for x in network["nodes"]["x"])
    assert list(zip(network["edges"]["from"], network["edges"]["to"], strict=True)) == list(Payload(gold_graph()).pairs)
    assert page.payload("kg-options")["physics"] == {"enabled": False}


def test_a_page_with_a_server_may_ask_it_and_no_other():
    page = Page(html(Graph((), (), (), ()), server="api/"))
    assert [a["content"] for a, _ in page.elements("meta") if a.get("name") == "kg-server"] == ["api/"]
    policy = next(a["content"] for a, _ in page.elements("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert "connect-src 'self';" in policy


def test_links_join_who_takes_part_in_an_event_with_what_it_is_about():
    names = ("甲", "乙", "丙", "丁")
    entities = tuple(Entity(f"enterprise/{name}", "Enterprise", name, (), (), ()) for name in names)
    keys = [entity.key for entity in entities]
    event = Event("event/1", "签约", "甲乙签约", None, None, (keys[0],), (keys[1],), "Asserted", 1.0, "test", ())
    host = Relation("event/1", "issuedBy", keys[2], "Asserted", 1.0, "test", ())
    payload = Payload(Graph(entities, (event, host), (), ()))
    pairs = {frozenset(payload.entities[end].name for end in ends) for ends in payload.pairs}
    assert pairs == {frozenset("乙甲"), frozenset("乙丙")}


def test_the_policy_names_exactly_the_page_s_scripts_and_style(page):
    policy = next(a["content"] for a, _ in page.elements("meta") if a.get("http-equiv") == "Content-Security-Policy")
    inline = [text for attributes, text in page.elements("script") if "type" not in attributes]
    assert len(inline) == 2
    for text in [*inline, *(text for _, text in page.elements("style"))]:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.count("sha256-") == 3
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_the_page_asks_nothing_of_the_network(page):
    addresses = [value for _, attributes in page.tags for name, value in attributes.items() if name in {"src", "href"}]
    assert addresses == ["data:,", "#"]
    style = page.elements("style")[0][1]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("name", SCRIPTS)
def test_our_scripts_write_text_only(name):
    script = (PACKAGE / "js" / f"{name}.js").read_text(encoding="utf-8")
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|\.src\b|srcdoc|https?://(?!www\.w3\.org)"
    assert not re.findall(forbidden, script)


def test_every_script_is_in_the_page():
    assert sorted(SCRIPTS) == sorted(path.stem for path in (PACKAGE / "js").glob("*.js"))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_data(name):
    entity = Entity(f"enterprise/{name}", "Enterprise", name, (name,), (), ())
    page = Page(html(Graph((entity,), (), (), ()), title=name))
    harmless = Page(html(Graph((replace(entity, name="甲", aliases=("甲",)),), (), (), ()), title="甲"))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in harmless.tags]
    assert page.payload("kg-core")["entities"]["name"] == [name]
    assert page.elements("title")[0][1] == name
    assert page.elements("h1")[0][1] == name


def test_an_empty_graph_has_a_page():
    assert Page(html(Graph((), (), (), ()))).payload("kg-core")["entities"]["name"] == []


def test_the_order_of_the_input_does_not_matter():
    graph = gold_graph()
    parts = ("entities", "facts", "articles", "documents")
    mirrored = replace(graph, **{name: getattr(graph, name)[::-1] for name in parts})
    assert html(mirrored) == html(graph)


@pytest.mark.parametrize(("seed", "zone", "locale"), [("0", "UTC", "C.UTF-8"), ("4242", "Asia/Shanghai", "C")])
def test_the_same_graph_gives_the_same_bytes_anywhere(seed, zone, locale):
    code = (
        "import hashlib; from gold_graph import gold_graph; from kg.export.html import html;"
        "print(hashlib.sha256(html(gold_graph())).hexdigest())"
    )
    root = Path(__file__).resolve().parent
    around = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": f"{root}:{root.parent}"}
    done = subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(html(gold_graph())).hexdigest()


def test_a_page_is_named_after_the_area_it_speaks_of_most():
    assert Page(html(gold_graph())).elements("title")[0][1] == "武进区产业知识图谱"
    assert Page(html(Graph((), (), (), ()))).elements("title")[0][1] == "区域产业知识图谱"
