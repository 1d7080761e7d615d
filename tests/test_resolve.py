"""Resolution: which names are one thing, which stay apart, and that no order matters."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Block, Event, Evidence, Mention, Position, Relation, event_ref, local_ref
from kg.names import company_name, is_abbreviation, park_short_names
from kg.resolve import resolve

if TYPE_CHECKING:
    from kg.model import Entity, Fact

Names = dict[str, list[tuple[str, ...]]]  # article → (type, fullest name, further surface forms …)


def corpus(names: Names) -> tuple[list[Article], list[Mention]]:
    articles, mentions = [], []
    for article, things in names.items():
        text = ""
        for type_, name, *others in things:
            for form in (name, *others):
                mentions.append(Mention(article, len(text), len(text) + len(form), type_, name, "test", 1.0))
                text += form + "。"
        articles.append(
            Article(
                article,
                f"{article}.txt",
                "article",
                None,
                (),
                None,
                None,
                text,
                tuple(range(len(text))),
                (Block("body", 0, len(text)),),
            )
        )
    return articles, mentions


def entities(names: Names) -> list[Entity]:
    return resolve(*corpus(names), [])[0]


def one(names: Names, *forms: str) -> bool:
    return any(set(forms) <= {e.name, *e.aliases} for e in entities(names))


@pytest.mark.parametrize(
    ("type_", "a", "b"),
    [
        ("Enterprise", "海岳新能", "江苏海岳新能科技有限公司"),
        ("Enterprise", "华川数字能源", "华川数字能源股份有限公司"),
        ("AdministrativeArea", "临江", "临江区"),
        ("Park", "东高新", "东岭国家高新区"),
        ("Park", "东岭国家高新区", "东岭国家高新区"),
        ("Enterprise", "“海岳”新能", "海岳新能"),
        ("Initiative", "群英揭榜", "“群英揭榜”合作新机制"),
    ],
)
def test_two_names_of_one_thing(type_: str, a: str, b: str) -> None:
    assert one({"a-1": [(type_, a)], "b-1": [(type_, b)]}, a, b)


@pytest.mark.parametrize(
    ("type_", "a", "b"),
    [
        ("Enterprise", "恒立液压", "恒力液压有限公司"),  # one sound, two companies
        ("Enterprise", "海岳", "海岳新能源汽车有限公司"),  # two characters that are not the whole core
        ("Enterprise", "华川有限公司", "华川股份有限公司"),  # two registered names
        ("Park", "东岭高新区北区", "东岭高新区"),
        ("Person", "陈远", "陈远山"),
        ("Institution", "江海大学", "江海大学附属医院"),
    ],
)
def test_near_names_stay_apart(type_: str, a: str, b: str) -> None:
    assert not one({"a-1": [(type_, a)], "b-1": [(type_, b)]}, a, b)


def test_what_one_article_tells_apart_stays_apart() -> None:
    names: Names = {
        "a-1": [("Enterprise", "海岳汽车"), ("Enterprise", "江苏海岳汽车智能科技有限公司")],
        "b-1": [("Enterprise", "海岳汽车")],
    }
    assert len(entities(names)) == 2


def test_a_short_name_with_two_bearers_joins_neither() -> None:
    names: Names = {
        "a-1": [("Enterprise", "海岳新能")],
        "b-1": [("Enterprise", "海岳新能科技有限公司")],
        "c-1": [("Enterprise", "海岳新能材料有限公司")],
    }
    assert len(entities(names)) == 3


def test_generic_short_names_do_not_link_articles() -> None:
    names: Names = {
        "a-1": [("Park", "东岭国家高新区", "高新区", "园区")],
        "b-1": [("Park", "西山国家高新区", "高新区", "园区")],
    }
    assert len(entities(names)) == 2


def test_a_base_named_without_its_owner() -> None:
    with_owner: Names = {
        "a-1": [("Facility", "海岳汽车江海基地")],
        "b-1": [("Enterprise", "海岳汽车"), ("Facility", "江海基地")],
    }
    without: Names = {
        "a-1": [("Facility", "海岳汽车江海基地")],
        "b-1": [("Enterprise", "华川汽车"), ("Facility", "江海基地")],
    }
    assert one(with_owner, "江海基地", "海岳汽车江海基地")
    assert not one(without, "江海基地", "海岳汽车江海基地")


def test_facts_speak_of_entities_and_unite_their_evidence() -> None:
    names: Names = {
        "a-1": [("Enterprise", "海岳新能"), ("Park", "东岭高新区")],
        "b-1": [("Enterprise", "江苏海岳新能科技有限公司"), ("Park", "东岭高新区")],
    }
    articles, mentions = corpus(names)
    facts: list[Fact] = [
        Relation(
            local_ref(a, "Enterprise", n),
            "locatedIn",
            local_ref(a, "Park", "东岭高新区"),
            "Asserted",
            c,
            "r",
            (Evidence(a, 0, 5),),
        )
        for a, n, c in (("a-1", "海岳新能", 0.8), ("b-1", "江苏海岳新能科技有限公司", 0.9))
    ]
    event = Event(
        event_ref("a-1", 1),
        "签约",
        "签约",
        None,
        None,
        (facts[0].subject,),
        (),
        "Asserted",
        0.9,
        "r",
        (Evidence("a-1", 0, 5),),
    )
    facts += [event, Relation(event.id, "issuedBy", facts[0].subject, "Asserted", 0.9, "r", (Evidence("a-1", 0, 5),))]
    built, fused = resolve(articles, mentions, facts)[:2]
    located, issued = (
        next(f for f in fused if isinstance(f, Relation) and f.predicate == p) for p in ("locatedIn", "issuedBy")
    )
    assert [e.name for e in built] == ["江苏海岳新能科技有限公司", "东岭高新区"]
    assert (located.confidence, len(located.evidence)) == (0.9, 2)
    assert issued.subject == next(f for f in fused if isinstance(f, Event)).id


def test_order_does_not_matter() -> None:
    names: Names = {
        f"{n}-1": [("Enterprise", form), ("AdministrativeArea", "临江")]
        for n, form in enumerate(("海岳新能", "海岳新能科技有限公司", "江苏海岳新能科技有限公司", "海岳"))
    }
    articles, mentions = corpus(names)
    expected = resolve(articles, mentions, [])[:4]
    for seed in range(5):
        shuffle = random.Random(seed).shuffle  # noqa: S311 - no secret, a repeatable order
        shuffle(mentions)
        shuffle(articles)
        assert resolve(articles, mentions, [])[:4] == expected


def test_the_parts_of_a_registered_name() -> None:
    assert company_name("江苏海岳新能科技有限公司") == ("江苏", "海岳新能科技", "有限公司")
    assert company_name("爱川(常州)机械有限公司") == ("常州", "爱川机械", "有限公司")
    assert company_name("海岳新能") == ("", "海岳新能", "")
    assert is_abbreviation("东高新", "东岭国家高新区")
    assert not is_abbreviation("东岭国", "东岭国家高新区")


def test_short_names_of_development_zones() -> None:
    assert park_short_names("东岭国家高新区") == ("东高新", "东高新区", "东岭高新", "东岭高新区")
    assert park_short_names("临江经济技术开发区")[2:] == ("临江经开", "临江经开区")
    assert park_short_names("江海市高新技术产业开发区")[3] == "江海高新区"
    assert park_short_names("东岭科技园") == ()


COMMON = (
    ("Enterprise", ("海岳新能", "江苏海岳新能科技有限公司", "海岳", "海岳新能材料有限公司", "海岳集团", "江苏海岳")),
    ("Person", ("陈远山", "张伟")),
    ("AdministrativeArea", ("武进", "武进区", "鼓楼区", "南京市", "徐州市", "江苏")),
    ("GovernmentBody", ("区委", "武进区委", "科技局", "中共武进区委")),
    ("Facility", ("海岳新能江海基地", "江海基地", "基地")),
    ("Institution", ("江海基地", "江海大学", "江大")),
)
things = st.sampled_from([(kind, name) for kind, names in COMMON for name in names])
articles = st.lists(st.lists(things, min_size=1, max_size=5, unique=True), min_size=1, max_size=6)
posts = st.sampled_from(["董事长", "记者", "区长", "教授"])


@settings(deadline=None)
@given(articles, posts, st.randoms(use_true_random=False))
def test_no_order_of_documents_matters_and_to_resolve_again_changes_nothing(told, post, random) -> None:  # type: ignore[no-untyped-def]
    texts, mentions = corpus({f"{n}-1": list(each) for n, each in enumerate(told)})
    facts: list[Fact] = [
        Position(m.ref, post, None, "Asserted", 0.9, "r", (Evidence(m.article, 0, 1),))
        for m in mentions
        if m.type == "Person"
    ]
    expected = resolve(texts, mentions, facts)
    assert len({m for e in expected.entities for m in e.mentions}) == sum(len(e.mentions) for e in expected.entities)
    for values in (texts, mentions, facts):
        random.shuffle(values)
    assert resolve(texts, mentions, facts)[:4] == expected[:4]
    assert resolve(texts, [m for e in expected.entities for m in e.mentions], facts)[:4] == expected[:4]


def test_two_persons_of_one_name_are_two_entities_with_keys_of_their_own() -> None:
    articles, mentions = corpus(
        {
            "a-1": [("Person", "张伟"), ("Enterprise", "海岳科技")],
            "b-1": [("Person", "张伟"), ("GovernmentBody", "临江区委")],
        }
    )
    facts: list[Fact] = [
        Position(local_ref("a-1", "Person", "张伟"), "总经理", local_ref("a-1", "Enterprise", "海岳科技"), *FIXED),
        Position(local_ref("b-1", "Person", "张伟"), "书记", local_ref("b-1", "GovernmentBody", "临江区委"), *FIXED),
    ]
    found, positions = resolve(articles, mentions, facts)[:2]
    keys = [e.key for e in found if e.type == "Person"]
    assert len(keys) == 2
    assert keys[0] == "person/张伟"
    assert keys[1].startswith("person/张伟~")
    assert [p.organization for p in positions if isinstance(p, Position) and p.person == keys[0]] == [
        "enterprise/海岳科技"
    ]


FIXED = ("Asserted", 0.9, "r", (Evidence("a-1", 0, 1),))


def test_areas_have_their_codes_but_not_those_of_others_called_alike() -> None:
    names: Names = {
        "a-1": [("AdministrativeArea", "武进"), ("AdministrativeArea", "江苏省"), ("AdministrativeArea", "临江")],
        "b-1": [("AdministrativeArea", "常州市武进区"), ("AdministrativeArea", "临江区"), ("Person", "陈远山")],
    }
    assert {e.name: e.code for e in entities(names)} == {
        "常州市武进区": "320412",
        "江苏省": "320000",
        "临江区": None,
        "陈远山": None,
    }
