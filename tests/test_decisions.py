"""Decisions of people: read with care, replayed on every build, and reported when their ground is gone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_resolve import corpus

from kg.decisions import Decision, DecisionsError, named, read_decisions, written
from kg.evaluate.decided import score_decisions
from kg.graph import Graph
from kg.model import Event, Evidence, Observation, Position, Relation, event_ref, local_ref
from kg.resolve import resolve
from kg.train import Example, corrected

SAID = ("Asserted", 0.6, "r", (Evidence("a-1", 0, 1),))


def resolved(names, *decisions, facts=()):
    return resolve(*corpus(names), list(facts), decisions=decisions)


def is_one(found, *forms):
    return any(set(forms) <= {e.name, *e.aliases} for e in found.entities)


BRANDS = {"a-1": [("Enterprise", "海岳数字能源股份有限公司")], "b-1": [("Enterprise", "星岳充电")]}


def test_same_joins_whatever_the_names_say():
    decision = Decision("same", ("Enterprise/星岳充电", "Enterprise/海岳数字能源股份有限公司"), who="陈远山")
    assert not is_one(resolved(BRANDS), "星岳充电", "海岳数字能源股份有限公司")
    assert is_one(resolved(BRANDS, decision), "星岳充电", "海岳数字能源股份有限公司")


def test_same_overrules_an_article_that_names_both():
    together = {"a-1": [("Enterprise", "海岳数字能源股份有限公司"), ("Enterprise", "星岳充电")]}
    decision = Decision("same", ("Enterprise/星岳充电", "Enterprise/海岳数字能源股份有限公司"), who="陈远山")
    assert is_one(resolved(together, decision), "星岳充电", "海岳数字能源股份有限公司")


def test_different_keeps_apart_through_others():
    names = {
        "a-1": [("Enterprise", "海岳新能")],
        "b-1": [("Enterprise", "海岳新能科技有限公司")],
        "c-1": [("Enterprise", "江苏海岳新能科技有限公司")],
    }
    decision = Decision("different", ("Enterprise/海岳新能", "Enterprise/江苏海岳新能科技有限公司"), who="陈远山")
    assert is_one(resolved(names), "海岳新能", "江苏海岳新能科技有限公司")
    found = resolved(names, decision)
    assert not is_one(found, "海岳新能", "江苏海岳新能科技有限公司")
    assert found.problems == []


def test_two_persons_of_one_name_by_their_articles():
    names = {"a-1": [("Person", "陈远山")], "b-1": [("Person", "陈远山")], "c-1": [("Person", "陈远山")]}
    decision = Decision("different", ("Person/陈远山@a-1", "Person/陈远山@b-1"), who="陈远山")
    assert len(resolved(names).entities) == 1
    assert len(resolved(names, decision).entities) == 2


def test_retype_moves_a_thing_and_drops_what_its_new_type_cannot_do():
    names = {
        "a-1": [("Institution", "江海基地"), ("Enterprise", "海岳汽车")],
        "b-1": [("Facility", "海岳汽车江海基地")],
    }
    base, company = local_ref("a-1", "Institution", "江海基地"), local_ref("a-1", "Enterprise", "海岳汽车")
    facts = [Relation(base, "cooperatesWith", company, *SAID), Relation(company, "operates", base, *SAID)]
    found = resolved(names, Decision("retype", ("Institution/江海基地",), to="Facility", who="陈远山"), facts=facts)
    assert {e.type for e in found.entities} == {"Facility", "Enterprise"}
    assert is_one(found, "江海基地", "海岳汽车江海基地")
    assert [fact.predicate for fact in found.facts] == ["operates"]


def test_rename_changes_the_name_and_keeps_the_key():
    before, after = (
        resolved(BRANDS),
        resolved(BRANDS, Decision("rename", ("Enterprise/星岳充电",), to="星岳", who="陈")),
    )
    [entity] = [e for e in after.entities if e.name == "星岳"]
    assert "星岳充电" in entity.aliases
    assert [e.key for e in after.entities] == [e.key for e in before.entities]


FACTS = {
    "a-1": [
        ("Enterprise", "海岳科技", "海岳"),
        ("Park", "东岭高新区"),
        ("Person", "陈远山"),
        ("Project", "海岳储能项目"),
    ]
}
COMPANY, PARK, PERSON, PROJECT = (local_ref("a-1", each[0], each[1]) for each in FACTS["a-1"])
EVENT = Event(event_ref("a-1", 1), "签约", "签约", "2024-09-20", PARK, (COMPANY,), (PROJECT,), *SAID)
SAID_FACTS = [
    Relation(COMPANY, "locatedIn", PARK, *SAID),
    Relation(COMPANY, "locatedIn", PARK, "Planned", *SAID[1:]),
    Position(PERSON, "董事长", COMPANY, *SAID),
    Observation(PROJECT, "总投资", Decimal(350000000), "元", "target", *SAID[1:], period="2025"),
    EVENT,
    Observation(EVENT.id, "参会人数", Decimal(300), "人", "actual", *SAID[1:]),
]


@pytest.mark.parametrize(
    ("fact", "left"),
    [
        (("locatedIn", "Enterprise/海岳", "Park/东岭高新区"), 4),  # both, asserted and planned, by another name
        (("locatedIn", "Enterprise/海岳科技", "Park/东岭高新区", "Planned"), 5),
        (("position", "Person/陈远山", "董事长"), 5),
        (("observation", "Project/海岳储能项目", "总投资", "350000000", "元", "target", "2025"), 5),
        (("event", "签约", "2024-09-20", "Project/海岳储能项目"), 4),  # and what is said of it
    ],
)
def test_reject_finds_a_fact_by_what_it_says(fact, left):
    assert len(resolved(FACTS, facts=SAID_FACTS).facts) == 6
    found = resolved(FACTS, Decision("reject", fact=fact, who="陈远山"), facts=SAID_FACTS)
    assert (len(found.facts), found.problems) == (left, [])


def test_confirm_makes_a_fact_sure():
    decision = Decision("confirm", fact=("position", "Person/陈远山", "董事长", "Enterprise/海岳科技"), who="陈远山")
    found = resolved(FACTS, decision, facts=SAID_FACTS)
    assert [f.confidence for f in found.facts if isinstance(f, Position)] == [1.0]


def test_reject_of_a_thing_takes_what_is_said_of_it_along():
    found = resolved(FACTS, Decision("reject", ("Enterprise/海岳科技",), who="陈远山"), facts=SAID_FACTS)
    assert "海岳科技" not in {e.name for e in found.entities}
    assert {type(f).__name__ for f in found.facts} == {"Position", "Observation", "Event"}


@pytest.mark.parametrize(
    "decision",
    [
        Decision("same", ("Enterprise/海岳科技", "Enterprise/华川")),
        Decision("different", ("Person/海岳科技", "Enterprise/海岳科技")),
        Decision("retype", ("Park/海岳科技",), to="Facility"),
        Decision("rename", ("Person/陈远山@b-1",), to="陈"),
        Decision("reject", fact=("locatedIn", "Park/东岭高新区", "Enterprise/海岳科技")),
        Decision("confirm", fact=("event", "开工")),
    ],
)
def test_a_decision_whose_ground_is_gone_is_reported(decision):
    [problem] = resolved(FACTS, decision, facts=SAID_FACTS).problems
    assert problem.what == "decision-without-ground"


def test_decisions_that_contradict_each_other_are_reported():
    both = ("Enterprise/星岳充电", "Enterprise/海岳数字能源股份有限公司")
    found = resolved(BRANDS, Decision("same", both), Decision("different", both))
    assert [p.what for p in found.problems] == ["decision-contradicted"]
    assert len(found.entities) == 2


def test_an_article_that_holds_two_names_for_one_thing_cannot_be_overruled():
    decision = Decision("different", ("Enterprise/海岳科技", "Enterprise/海岳"))
    assert [p.what for p in resolved(FACTS, decision).problems] == ["decision-one-article"]


THINGS = {
    "a-1": [("Enterprise", "海岳新能"), ("Person", "陈远山")],
    "b-1": [("Enterprise", "江苏海岳新能科技有限公司"), ("Person", "陈远山"), ("Institution", "江海基地")],
    "c-1": [("Enterprise", "海岳新能材料有限公司"), ("Facility", "海岳新能江海基地")],
}
ANY = [f"{kind}/{name}" for each in THINGS.values() for kind, name in each] + ["Person/陈远山@a-1"]
decided = st.one_of(
    st.builds(
        Decision,
        st.sampled_from(["same", "different"]),
        st.lists(st.sampled_from(ANY), min_size=2, max_size=2, unique=True).map(tuple),
    ),
    st.builds(
        Decision, st.just("retype"), st.sampled_from(ANY).map(lambda t: (t,)), to=st.sampled_from(["Facility", "Park"])
    ),
    st.builds(Decision, st.just("rename"), st.sampled_from(ANY).map(lambda t: (t,)), to=st.sampled_from(["甲", "乙"])),
    st.builds(Decision, st.just("reject"), st.sampled_from(ANY).map(lambda t: (t,))),
)


@settings(deadline=None)
@given(st.lists(decided, max_size=5), st.randoms(use_true_random=False))
def test_no_order_of_decisions_and_documents_matters(decisions, random):
    texts, mentions = corpus(THINGS)
    expected = resolve(texts, mentions, [], decisions=decisions)[:4]
    for values in (texts, mentions, decisions):
        random.shuffle(values)
    assert resolve(texts, mentions, [], decisions=decisions)[:4] == expected


def test_what_is_written_is_read(tmp_path):
    decisions = (
        Decision("same", ('Enterprise/海"岳\\\n', "Enterprise/\x7f海\t岳"), who="陈远山", why="同一工商登记"),
        Decision("reject", fact=("locatedIn", "Enterprise/海岳", "Park/东岭高新区"), who="陈远山"),
        Decision("retype", ("Institution/江海基地",), to="Facility", who="陈远山"),
        Decision("reject", ("Person/马片",), who="陈远山"),
    )
    path = tmp_path / "decisions.toml"
    path.write_text("# by hand\n\n" + "\n".join(map(written, decisions)), encoding="utf-8")
    read = read_decisions(path)
    assert read == decisions
    assert [d.place.rpartition(":")[2] for d in read] == ["3", "8", "12", "17"]


def test_a_thing_may_be_that_of_one_article():
    assert named("Person/张伟@page-1") == ("Person", "张伟", "page-1")
    assert named("Product/a@b") == ("Product", "a@b", None)
    assert named("Fish/张伟") is None
    assert named("Person/ ") is None


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ('[[same]]\nthings = ["Enterprise/海岳"]\nwho = "陈"', ":1", "two"),
        ('[[same]]\nthings = ["Enterprise/海岳", "华川"]\nwho = "陈"', ":1", "type and a name"),
        ('\n[[rename]]\nthing = "Enterprise/海岳"\nwho = "陈"', ":2", "what it is changed to"),
        ('[[retype]]\nthing = "Enterprise/海岳"\nto = "Fish"\nwho = "陈"', ":1", "one of"),
        ('[[reject]]\nthing = "Enterprise/海岳"', ":1", "who"),
        ('[[reject]]\nwho = "陈"', ":1", "thing or a fact"),
        ('[[reject]]\nthing = 3\nwho = "陈"', ":1", "text"),
        ('[[reject]]\nfact = 3\nwho = "陈"', ":1", "list"),
        ('[[merge]]\nthing = "Enterprise/海岳"', ":1", "unknown"),
        ('[[reject]]\nthings = ["Enterprise/海岳"]\nwho = "陈"', ":1", "unknown"),
        ("same = 3", "", "[[same]]"),
        ("[[same]", "", "TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, text, place, told):
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DecisionsError) as error:
        read_decisions(path)
    assert f"{path}{place}" in str(error.value)
    assert told in str(error.value)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(DecisionsError, match="cannot be read"):
        read_decisions(tmp_path / "none.toml")
    (tmp_path / "decisions.toml").write_bytes(b"\xff")
    with pytest.raises(DecisionsError, match="UTF-8"):
        read_decisions(tmp_path / "decisions.toml")


CHECKED = [
    (Decision("same", ("Enterprise/海岳科技", "Enterprise/海岳")), True),
    (Decision("different", ("Enterprise/海岳科技", "Enterprise/海岳")), False),
    (Decision("different", ("Enterprise/海岳科技", "Park/东岭高新区")), True),
    (Decision("same", ("Enterprise/海岳科技", "Enterprise/华川")), None),
    (Decision("reject", ("Person/陈远山",)), False),
    (Decision("reject", ("Person/马片",)), True),
    (Decision("retype", ("Park/东岭高新区",), to="Facility"), False),
    (Decision("retype", ("Facility/东岭高新区",), to="Park"), True),
    (Decision("rename", ("Enterprise/海岳",), to="海岳科技"), True),
    (Decision("rename", ("Enterprise/海岳@b-1",), to="海岳科技"), None),
    (Decision("reject", fact=("locatedIn", "Enterprise/海岳", "Park/东岭高新区")), False),
    (Decision("confirm", fact=("position", "Person/陈远山", "董事长")), True),
    (Decision("confirm", fact=("event", "签约", "2024-09-20", "Enterprise/海岳")), True),
    (Decision("reject", fact=("event", "开工")), True),
]


def test_a_graph_is_scored_against_decisions():
    articles, mentions = corpus(FACTS)
    found = resolve(articles, mentions, SAID_FACTS)
    graph = Graph(tuple(found.entities), tuple(found.facts), tuple(articles), ())
    score = score_decisions(graph, [decision for decision, _ in CHECKED])
    assert (score.kept, score.of) == (8, 12)
    assert set(score.broken) == {decision for decision, agrees in CHECKED if agrees is False}


def test_what_was_decided_holds_in_the_graph_that_replays_it():
    decisions = [
        d for d, agrees in CHECKED if agrees is False and d.kind != "different" and d.things[:1] != ("Person/陈远山",)
    ]
    articles, mentions = corpus(FACTS)
    found = resolve(articles, mentions, SAID_FACTS, decisions=decisions)
    graph = Graph(tuple(found.entities), tuple(found.facts), tuple(articles), ())
    assert score_decisions(graph, decisions).broken == ()


def test_annotation_is_corrected_by_decisions():
    example = Example(
        "page", "海岳科技在江海基地", {"海岳科技": "Enterprise", "江海基地": "Institution", "海岳": "Person"}
    )
    decisions = [
        Decision("retype", ("Institution/江海基地",), to="Facility"),
        Decision("reject", ("Person/海岳",)),
        Decision("reject", ("Park/海岳科技",)),
        Decision("same", ("Enterprise/海岳科技", "Enterprise/华川")),
    ]
    assert corrected(example, decisions).forms == {"海岳科技": "Enterprise", "江海基地": "Facility"}
