"""Full-text search: Chinese without spaces, Latin letters, the best first, and no query language to break."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from gold_graph import gold_graph
from small_graph import small_graph

from kg import store
from kg.export import export
from kg.fulltext import FullText, Hit, search
from kg.model import Entity

NAMES = {
    "Enterprise": ["海岳科技", "江苏海岳科技股份有限公司", "海科岳技", "HaiYue Motors", "𠮷野轴承", "A股"],
    "Park": ["东岭高新区", "高新区", "东岭高新区北区"],
    "Project": ["海岳科技２号（精密）轴承项目", "3.5亿元基金"],
}


@pytest.fixture(scope="module", params=["memory", "index"])
def graph(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fulltext")
    path = folder / "graph.ttl"
    named = [(type_, name) for type_, names in NAMES.items() for name in names]
    own = [Entity(f"{type_.lower()}/{name}", type_, name, (f"{name}别称",), ("p-1",), ()) for type_, name in named]
    given = small_graph()
    entities = {entity.key: entity for entity in (*given.entities, *own)}
    path.write_bytes(export(small_graph(entities=tuple(entities.values())), "turtle"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(folder / "cache"))
        patch.setattr(store, "_SMALL", 0 if request.param == "index" else 1 << 40)
        yield path


def names(graph, words, **options):
    return [hit.text for hit in search(graph, words, **options) if hit.field == "name"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "海岳科技",
            ["海岳科技", "海岳科技２号（精密）轴承项目", "江苏海岳科技股份有限公司"],
        ),  # as it stands, whole, at the start
        ("高新区", ["高新区", "东岭高新区", "东岭高新区北区"]),
        ("新区", ["高新区", "东岭高新区", "东岭高新区北区"]),
        ("岳", ["海岳科技", "海科岳技", "江苏海岳科技股份有限公司", "海岳科技２号（精密）轴承项目"]),
        ("区", ["高新区", "东岭高新区", "东岭高新区北区"]),  # the last character too
        ("海岳 轴承", ["海岳科技２号（精密）轴承项目"]),
        ("2号(精密)", ["海岳科技２号（精密）轴承项目"]),  # half width finds full width
        ("haiyue", ["HaiYue Motors"]),
        ("HAIYUE mot", ["HaiYue Motors"]),
        ("𠮷野", ["𠮷野轴承"]),
        ("a股", ["A股"]),
        ("3.5亿", ["3.5亿元基金"]),
        ("科海", []),
        ("海科", ["海科岳技"]),
    ],
)
def test_names_are_found_wherever_the_words_stand(graph, words, found):
    assert sorted(names(graph, words)) == sorted(found)


def test_the_best_comes_first(graph):
    assert names(graph, "海岳科技")[:2] == ["海岳科技", "海岳科技２号（精密）轴承项目"]
    assert names(graph, "高新区") == ["高新区", "东岭高新区", "东岭高新区北区"]


def test_a_hit_says_what_it_is(graph):
    (hit,) = [hit for hit in search(graph, "落户东岭") if hit.field == "quote"]
    assert (hit.type, hit.text) == ("Evidence", "海岳科技落户东岭高新区")
    assert hit.iri.startswith("https://kg.example/id/evidence/")
    fields = {hit.field for hit in search(graph, "海岳科技", limit=99)}
    assert fields == {"name", "alias", "label", "headline", "quote"}
    assert search(graph, "海岳科技")[0] == Hit(
        "https://kg.example/id/enterprise/海岳科技", "Enterprise", "name", "海岳科技"
    )


def test_the_limit_is_kept(graph):
    assert len(search(graph, "海岳", limit=2)) == 2


@pytest.mark.parametrize("words", ["", " ", '"', "*", "，。", "_", "\x00"])
def test_nothing_to_look_for_finds_nothing(graph, words):
    assert search(graph, words) == []


@pytest.mark.parametrize(
    "words",
    [
        '海岳" OR "高新',
        "海岳*",
        "pairs:海岳",
        "海岳 NOT 科技",
        "NEAR(海岳 科技)",
        "'; DROP TABLE said; --",
        "^海岳",
        "(海",
        "海岳 AND",
    ],
)
def test_words_are_no_query_language(graph, words):
    search(graph, words)
    assert names(graph, "海岳 轴承") == ["海岳科技２号（精密）轴承项目"]


def test_a_changed_graph_is_searched_anew(graph, tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_bytes(graph.read_bytes())
    assert names(path, "轴承")
    path.write_bytes(export(small_graph("青禾能源"), "turtle"))
    assert names(path, "轴承") == []
    assert names(path, "青禾") == ["青禾能源"]


def test_every_name_of_the_gold_is_found_by_its_first_two_characters(tmp_path):
    path = tmp_path / "gold.ttl"
    path.write_bytes(export(gold_graph(), "turtle"))
    names_ = sorted({entity.name for entity in gold_graph().entities})[::9]
    assert len(names_) > 30
    for name in names_:
        assert name in names(path, name[:2], limit=1000), name


def test_an_open_index_answers_many_threads_alike(graph, monkeypatch):
    expected = search(graph, "高新区")
    index = FullText(graph)
    monkeypatch.setattr("kg.fulltext.made", None)  # nothing is looked up or made again
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(index.search, ["高新区"] * 40))
    assert answers == [expected] * 40
    index.close()
