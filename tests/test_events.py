"""Events: type, date, place, who took part, what it was about, and what is no event."""

from __future__ import annotations

import tomllib

import pytest
from marked import article

from kg.facts.event_patterns import load_event_patterns
from kg.facts.events import events
from kg.lexicon import LexiconError
from kg.resources import ontology_path

TYPES = set(
    "签约 开工 封顶 竣工验收 投产 成立 发布 获奖认定 会议 调研检查 培训宣讲 活动 入驻 融资 上市 其他".split()  # noqa: SIM905 - a list of words
)

EXAMPLES = tomllib.loads((ontology_path() / "grammar" / "events.toml").read_text(encoding="utf-8"))["example"]
TOLD = [e for e in EXAMPLES if "type" in e]
NOT_TOLD = [e for e in EXAMPLES if "type" not in e]


def roles(sentences, event):
    name = {i.ref: i.text for s in sentences for i in s.items if i.ref}
    return [name[r] for r in event.participants], [name[r] for r in event.concerns]


def test_the_types_are_those_of_the_ontology():
    assert sorted({p.type.name for p in load_event_patterns()}) == sorted(TYPES)


def test_every_type_has_an_example():
    assert {e["type"] for e in TOLD} == TYPES
    assert NOT_TOLD


@pytest.mark.parametrize("example", TOLD, ids=lambda e: e["text"])
def test_told(example):
    sentences = article(example["text"])
    (event,), _ = events(sentences)
    who, what = roles(sentences, event)
    assert (event.type, who, what) == (example["type"], example.get("who", []), example.get("what", []))


@pytest.mark.parametrize("example", NOT_TOLD, ids=lambda e: e["text"])
def test_not_told(example):
    assert events(article(example["text"])) == ([], [])


@pytest.mark.parametrize(
    ("marked", "date"),
    [
        (
            "[9月21日|Date:--09-21],[市检查组|GovernmentBody]来[临江区|AdministrativeArea]检查[2023年|Date:2023]工作。",
            "--09-21",
        ),
        ("[海岳科技|Enterprise]于[2023年|Date:2023]落户[东岭高新区|Park]。", "2023"),
        ("[3月|Date:2024-03]签约,[5月|Date:2024-05][东岭储能项目|Project]开工建设。", "2024-05"),
        ("[东岭储能项目|Project]开工建设。", None),
    ],
)
def test_date_is_the_clause_s_own_or_the_day_before_it(marked, date):
    told, _ = events(article(marked))
    assert [e.date for e in told if e.type != "签约"] == [date]


def test_place_is_the_innermost_of_an_address():
    (event,), _ = events(
        article(
            "[海岳科技|Enterprise]在[江海市|AdministrativeArea][临江区|AdministrativeArea][东岭高新区|Park]举行首届运动会。"
        )
    )
    assert event.place == "p1-1#Park:东岭高新区"


def test_body_of_an_attending_official_takes_no_part_itself():
    sentences = article("[区委|GovernmentBody][书记|Title][陈远山|Person]到[东岭高新区|Park]调研。")
    (event,), _ = events(sentences)
    assert roles(sentences, event)[0] == ["陈远山"]


def test_label_of_a_meeting_is_its_name():
    (event,), _ = events(article("[区政协|GovernmentBody]昨天召开三届四次常委会会议。"))
    assert event.label == "三届四次常委会会议"


def test_headline_and_story_tell_one_event():
    sentences = article(
        "[海岳科技|Enterprise]与[江海市|AdministrativeArea]签约",
        "[9月20日|Date:2024-09-20],[海岳|Enterprise:海岳科技]与[江海市|AdministrativeArea]签署协议。",
        blocks=("headline", "body"),
    )
    (event,), _ = events(sentences)
    assert event.date == "2024-09-20"
    assert len(event.evidence) == 2


def test_events_on_different_days_stay_apart():
    told, _ = events(
        article(
            "[3月1日|Date:2024-03-01],[海岳科技|Enterprise]与[华川精密|Enterprise]签署协议。",
            "[5月1日|Date:2024-05-01],[海岳科技|Enterprise]与[华川精密|Enterprise]签署协议。",
        )
    )
    assert [e.date for e in told] == ["2024-03-01", "2024-05-01"]
    assert [e.id for e in told] == ["p1-1#Event:1", "p1-1#Event:2"]


def test_awards_of_one_company_stay_apart():
    told, _ = events(article("[海岳科技|Enterprise]荣获[工业大奖|Honor],[今年7月|Date:2024-07]获评[单项冠军|Honor]。"))
    assert [e.concerns for e in told] == [("p1-1#Honor:工业大奖",), ("p1-1#Honor:单项冠军",)]


def test_organiser_issues_the_event():
    told, relations = events(article("[临江区|AdministrativeArea]举行首届城市马拉松。"))
    (relation,) = relations
    assert (relation.subject, relation.predicate, relation.object) == (
        told[0].id,
        "issuedBy",
        "p1-1#AdministrativeArea:临江区",
    )


def test_organisers_named_in_a_sentence_of_their_own():
    told, relations = events(
        article(
            "首届城市马拉松在[东岭高新区|Park]举行。",
            "赛事由[区体育局|GovernmentBody]、[区总工会|Association]主办,[海岳科技|Enterprise]承办。",
        )
    )
    assert [r.object for r in relations] == [
        "p1-1#GovernmentBody:区体育局",
        "p1-1#Association:区总工会",
        "p1-1#Enterprise:海岳科技",
    ]
    assert {r.subject for r in relations} == {told[0].id}


def test_attendance_adds_to_the_event_before_it():
    sentences = article(
        "[区政协|GovernmentBody]召开三届四次常委会会议。",
        "[区政协|GovernmentBody][领导|Title][陈远山|Person]、[李江|Person]参加会议。",
    )
    (event,), _ = events(sentences)
    assert roles(sentences, event)[0] == ["区政协", "陈远山", "李江"]


def test_reporter_of_the_byline_takes_no_part():
    sentences = article(
        "本报讯([记者|Title] [李江|Person])[市检查组|GovernmentBody]来[临江区|AdministrativeArea]检查。"
    )
    (event,), _ = events(sentences)
    assert roles(sentences, event)[0] == ["市检查组"]


def test_subject_from_the_sentence_before():
    sentences = article("[东岭储能项目|Project]占地[20亩|Figure]。", "预计[10月|Date:2024-10]并网发电。")
    (event,), _ = events(sentences)
    assert (event.type, event.status, roles(sentences, event)) == ("投产", "Planned", ([], ["东岭储能项目"]))


def test_stations_of_one_visit_are_one_event():
    sentences = article(
        "[陈远山|Person]来到[海岳科技|Enterprise]调研。",
        "[陈远山|Person]走进[江海重工|Enterprise],实地察看产品。",
    )
    (event,), _ = events(sentences)
    assert roles(sentences, event) == (["陈远山"], ["海岳科技", "江海重工"])


def test_a_post_is_told_once_with_whose_it_is():
    sentences = article(
        "[2018年|Date:2018],[陈远山|Person]任[区司法局|GovernmentBody][局长|Title],[2021年|Date:2021]任[区水务局|GovernmentBody][局长|Title]。"
    )
    told, _ = events(sentences)
    assert [(e.date, roles(sentences, e)[0]) for e in told] == [
        ("2018", ["陈远山", "区司法局"]),
        ("2021", ["区水务局", "陈远山"]),
    ]


def test_a_broken_text_is_named(monkeypatch):
    row = {"id": "x", "match": "{what:Initiative}", "triggers": [], "confidence": 1.0, "text": {"what": "("}}
    table = {"type": [{"name": "会议", "who": "Person", "what": "Initiative", "where": "", "pattern": [row]}]}
    monkeypatch.setattr("kg.facts.event_patterns.grammar", lambda _name: table)
    load_event_patterns.cache_clear()
    try:
        with pytest.raises(LexiconError, match=r"events\.toml"):
            load_event_patterns()
    finally:
        load_event_patterns.cache_clear()
