"""The pipeline on invented news, and its parts on single names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.collection import Collection
from kg.nlp import create_pipeline
from kg.nlp.boundaries import without_verbs
from kg.nlp.edges import tidy
from kg.nlp.home import resolve
from kg.nlp.learned import marked, marked_in_each, shipped_model
from kg.nlp.parts import parts
from kg.nlp.same_name import is_same
from kg.text import normalize
from kg.trie import Words, find_few

NEWS = normalize(
    "本报讯(记者 陈远山)9月21日,江苏海岳智能装备有限公司在临江区开工建设高端丝杠项目。"
    "公司董事长王建国介绍,海岳智能主要生产工业机器人。区委书记李卫东出席。\n"
    "江海市出台《江海市支持新型储能发展若干措施》,我区实施“五优”工程。"
)


@pytest.fixture(scope="module")
def nlp():  # type: ignore[no-untyped-def]
    return create_pipeline()


def read(nlp, text: str, home: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:  # type: ignore[no-untyped-def]
    doc = nlp.make_doc(text)
    doc.user_data["home"] = home
    doc = nlp(doc)
    return {text[s.start : s.end]: (s.label_, s.kb_id_) for s in doc.spans["mentions"]}


def test_every_character_is_a_token(nlp) -> None:  # type: ignore[no-untyped-def]
    doc = nlp("江海 市\n\u3000A1。")
    assert len(doc) == len("江海 市\n\u3000A1。")
    assert doc.text == "江海 市\n\u3000A1。"


def test_names_of_an_article(nlp) -> None:  # type: ignore[no-untyped-def]
    found = read(nlp, NEWS, ("临江区", "江海市"))
    assert found["陈远山"] == ("Person", "陈远山")
    assert found["江苏海岳智能装备有限公司"][0] == "Enterprise"
    assert found["海岳智能"] == ("Enterprise", "江苏海岳智能装备有限公司")
    assert found["王建国"][0] == found["李卫东"][0] == "Person"
    assert found["《江海市支持新型储能发展若干措施》"][0] == "Policy"
    assert found["“五优”工程"][0] == "Initiative"
    assert found["临江区"] == found["我区"] == ("AdministrativeArea", "临江区")


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("江海市委常委、副市长陈远山出席活动。", "江海市"),
        ("江海市东岭区委副书记、区长陈远山出席活动。", "东岭区"),
        ("江海市委书记、市人大常委会主任陈远山出席活动。", None),
    ],
)
def test_the_area_whose_head_sits_in_its_committee(nlp, text, area) -> None:  # type: ignore[no-untyped-def]
    areas = [name for name, (kind, _) in read(nlp, text).items() if kind == "AdministrativeArea"]
    assert areas == [area] * (area is not None)


def test_titles(nlp) -> None:  # type: ignore[no-untyped-def]
    doc = nlp(NEWS)
    titles = {span.text for span in doc.spans["titles"]}
    assert {"记者", "董事长"} <= titles


def test_the_same_text_gives_the_same_spans(nlp) -> None:  # type: ignore[no-untyped-def]
    again = create_pipeline()
    docs = [pipe(NEWS) for pipe in (nlp, again)]
    one, two = ([(s.start, s.end, s.label_, s.kb_id_, s.id_) for s in doc.spans["mentions"]] for doc in docs)
    assert one == two


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(alphabet=st.sampled_from("江海市临区公司有限科技项目工程《》“”()、,。\n 记者王0年A的在”"), max_size=60)
)
def test_any_text_is_read(nlp, text: str) -> None:  # type: ignore[no-untyped-def]
    doc = nlp(text)
    for span in doc.spans["mentions"]:
        assert 0 <= span.start < span.end <= len(text)
        assert "\n" not in text[span.start : span.end]
        assert span.kb_id_


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("“十优工程", "Initiative", ["十优工程"]),
        ("刘敏)", "Person", ["刘敏"]),
        ("甲公司、乙公司", "Enterprise", ["甲公司", "乙公司"]),
        ("丝杠、导轨和电动缸项目", "Project", ["丝杠、导轨和电动缸项目"]),
        ("“五优”工程", "Initiative", ["“五优”工程"]),
        ("。、", "Product", []),
    ],
)
def test_tidy(text: str, kind: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in tidy(text, 0, len(text), kind)] == names


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("省委书记", "Title", [("省委", "GovernmentBody"), ("书记", "Title")]),
        ("党委书记", "Title", [("党委书记", "Title")]),
        ("董事长", "Title", [("董事长", "Title")]),
        ("常州市武进区", "AdministrativeArea", [("常州市", "AdministrativeArea"), ("武进区", "AdministrativeArea")]),
        ("江苏", "AdministrativeArea", [("江苏", "AdministrativeArea")]),
        (
            "东岭科创港一期(江海医药创新中心)",
            "Project",
            [("东岭科创港一期", "Project"), ("江海医药创新中心", "Project")],
        ),
    ],
)
def test_parts(text: str, kind: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[start:end], of) for start, end, of in parts(text, 0, len(text), kind)] == expected


HOME = Collection(home=("临江区", "江海市", "江苏省"))


@pytest.mark.parametrize(
    ("kind", "surface", "name"),
    [
        ("AdministrativeArea", "我区", "临江区"),
        ("AdministrativeArea", "全市", "江海市"),
        ("AdministrativeArea", "我国", "中国"),
        ("AdministrativeArea", "江海", None),
        ("GovernmentBody", "区委", "临江区委"),
        ("GovernmentBody", "省科技厅", "江苏省科技厅"),
        ("GovernmentBody", "市场监管局", None),
        ("Cluster", "我区精密轴承产业集群", "临江区精密轴承产业集群"),
        ("Facility", "我市科技馆", "江海市科技馆"),
        ("Project", "我们的项目", None),
        ("Enterprise", "区委", None),
    ],
)
def test_home(kind: str, surface: str, name: str | None) -> None:
    assert resolve(kind, surface, HOME) == name


@pytest.mark.parametrize(
    ("kind", "short", "long", "same"),
    [
        ("Enterprise", "海岳智能", "江苏海岳智能装备有限公司", True),
        ("Enterprise", "江苏海岳", "江苏海岳智能装备有限公司", True),
        ("Enterprise", "海岳证券", "江苏海岳智能装备有限公司", False),
        ("Enterprise", "海岳集团", "海岳集团财务有限公司江海分公司", False),
        ("Park", "高新区", "东岭国家高新区", True),
        ("Park", "东岭高新区", "东岭高新技术产业开发区", True),
        ("Park", "东岭高新区", "东岭高新区智能装备产业园", False),
        ("AdministrativeArea", "临江", "临江区", True),
        ("AdministrativeArea", "沪", "上海市", True),
        ("AdministrativeArea", "临江", "临海市", False),
        ("Industry", "储能", "储能产业", True),
        ("Industry", "能源", "新能源", False),
        ("GovernmentBody", "江海市政府", "江海市人民政府", True),
        ("Project", "华川储能项目", "华川储能项目二期", False),
        ("Person", "王建", "王建国", False),
    ],
)
def test_same_name(kind: str, short: str, long: str, *, same: bool) -> None:
    assert is_same(kind, short, long, [short, long]) is same


@pytest.mark.parametrize(
    ("text", "start", "name"),
    [
        ("出台储能产业工作方案", 0, "储能产业工作方案"),
        ("先后出台加快发展储能产业工作方案", 3, "加快发展储能产业工作方案"),
        ("柜台储能产业工作方案", 1, "台储能产业工作方案"),
    ],
    ids=["a whole verb", "half a verb", "half another word"],
)
def test_a_verb_is_no_part_of_a_name(text: str, start: int, name: str) -> None:
    assert without_verbs(text, start, len(text)) == (text.index(name), len(text))


def test_words_finds_the_longest_first() -> None:
    words = ["江海", "江海市", "海市", "区"]
    assert [*Words(words).find("在江海市内江海")] == [*find_few(words, "在江海市内江海")] == [(1, 4), (5, 7)]
    assert [*find_few(words, "在江海市内江海", 1, 3)] == [(1, 3)]


def test_texts_that_are_read_at_once_are_read_as_each_alone(root):
    model = shipped_model()
    pages = [normalize(path.read_text(encoding="utf-8")) for path in sorted((root / "seeds").glob("*.txt"))]
    lines = [line for page in pages for line in page.split("\n") if line][:120]
    texts = [*lines, "", "沪", "签约企业有海岳科技、华川集团等"]
    assert len(texts) > 100
    alone = [marked(text, model) for text in texts]
    for size in (2, 7, 16, len(texts)):
        together = [marks for n in range(0, len(texts), size) for marks in marked_in_each(texts[n : n + size], model)]
        assert together == alone
