"""Observations: what a figure says about whom, and which figures say nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from marked import article

from kg.dates import find_dates
from kg.facts.observations import observations
from kg.facts.sentence import Item
from kg.model import Event, Evidence
from kg.quantities import find_quantities


def measured(*marked):
    """Sentences of one paragraph with marked names; figures and dates are found on the text."""
    return [_measured(sentence) for sentence in article(*marked)]


def _measured(sentence):
    items = list(sentence.items)
    taken = [(i.start, i.end) for i in items]
    found = [("Figure", q) for q in find_quantities(sentence.text)]
    found += [("Date", d) for d in find_dates(sentence.text, "2023-09-22")]
    for kind, value in found:
        start, end = sentence.start + value.start, sentence.start + value.end
        if not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            text = sentence.text[value.start : value.end]
            items.append(Item(start, end, kind, text, **{kind.lower(): value}))
    return replace(sentence, items=tuple(sorted(items, key=lambda i: i.start)))


def rows(*marked):
    return [(o.about.split(":")[-1], o.indicator, o.value, o.unit) for o in observations(measured(*marked))]


def values(*marked):
    return [(o.about.split(":")[-1], str(o.value), o.unit) for o in observations(measured(*marked))]


SAID = [  # sentences, (about, value, unit) of each observation
    ("[江海市|AdministrativeArea]完成规上工业产值1353.6亿元。", [("江海市", "135360000000", "元")]),
    (
        "[东岭高新区|Park]累计培育独角兽企业1家、潜在独角兽企业6家、瞪羚企业69家。",
        [("东岭高新区", "1", "家"), ("东岭高新区", "6", "家"), ("东岭高新区", "69", "家")],
    ),
    ("计划总投资50亿元的[精密丝杠项目|Project]正在建设。", [("精密丝杠项目", "5000000000", "元")]),
    ("[海岳科技|Enterprise]计划总投资50亿元的[精密丝杠项目|Project]已经开工。", [("精密丝杠项目", "5000000000", "元")]),
    ("[海岳科技|Enterprise]投资5亿元新建[华川基地|Facility]。", [("华川基地", "500000000", "元")]),
    (
        "[海岳科技|Enterprise]、[华川精密|Enterprise]、[东岭重工|Enterprise]分别增资到账1.8亿美元、2亿美元和7000万美元。",
        [("海岳科技", "180000000", "美元"), ("华川精密", "200000000", "美元"), ("东岭重工", "70000000", "美元")],
    ),
    (
        "[临江区|AdministrativeArea]、[江海市|AdministrativeArea]均有3.5万家企业。",
        [("临江区", "35000", "家"), ("江海市", "35000", "家")],
    ),
    ("40多家企业已落户[东岭高新区|Park]。", [("东岭高新区", "40", "家")]),
    ("[海岳集团|Enterprise]旗下[华川精密|Enterprise]营业收入达2亿元。", [("华川精密", "200000000", "元")]),
    ("[临江区|AdministrativeArea][海岳科技|Enterprise]年营收超3亿元。", [("海岳科技", "300000000", "元")]),
    ("现年61岁的[陈远山|Person]任董事长。", [("陈远山", "61", "岁")]),
    (
        "“我们每年用电量约1200万千瓦时。”",
        "[海岳科技|Enterprise][总经理|Title][陈远山|Person]说。",
        [("海岳科技", "12000000", "千瓦时")],
    ),
    ("[江海市|AdministrativeArea]人工智能人才超3.5万。", [("江海市", "35000", "人")]),
    ("[海岳科技|Enterprise]净利润下降3.2%。", [("海岳科技", "-3.2", "%")]),
    ("[年产10万吨精密铸件项目|Project]开工。", [("年产10万吨精密铸件项目", "100000", "吨")]),
    ("[东岭高新区|Park]投资额超1000万美元的企业累计1200多家。", [("东岭高新区", "1200", "家")]),
    ("[东岭高新区|Park]力争招引100亿元或10亿美元项目1个。", [("东岭高新区", "1", "个")]),
    (
        "[精密丝杠项目|Project]开工,占地34亩,建筑面积4.21万平方米。",
        [("精密丝杠项目", "34", "亩"), ("精密丝杠项目", "42100", "平方米")],
    ),
    ("一辆[新能源汽车|Industry]需要1.5万多个零部件。", [("新能源汽车", "15000", "个")]),
    (
        "[江海市|AdministrativeArea]用上[远山号动车组|Product]。",
        "该动车组设计时速350公里。",
        [("远山号动车组", "350", "公里/小时")],
    ),
    ("[海岳科技|Enterprise]建成[东岭中试平台|Facility]。", "目前,平台服务企业30家。", [("东岭中试平台", "30", "家")]),
    ("[陈远山|Person]受贿4.68亿。", [("陈远山", "468000000", "元")]),
    ("[海岳科技|Enterprise]建成[东岭隧道|Facility]等12座隧道。", [("海岳科技", "12", "座")]),
    ("[海岳科技|Enterprise]拥有30年的制造经验。", [("海岳科技", "30", "年")]),
]


@pytest.mark.parametrize("case", SAID, ids=lambda case: case[0][:24])
def test_whom_a_figure_speaks_of(case):
    *sentences, expected = case
    assert values(*sentences) == expected


@pytest.mark.parametrize(
    "text",
    [
        "独角兽企业是估值10亿美元以上的公司。",  # nothing named
        "会议邀请120位嘉宾出席[江海市|AdministrativeArea]的活动。",  # who came to an event
        "[海岳科技|Enterprise]总结了三个经验。",
        "[海岳科技|Enterprise]位列全国第5位。",
        "[海岳科技|Enterprise]与[华川精密|Enterprise]等7家企业签署协议。",  # the figure counts what it lists
        "[海岳科技|Enterprise](8.480, 0.17, 2.05%)今日涨停。",
        "[海岳科技|Enterprise](8.480, -0.17, -2.05%)今日下跌。",
        "[江海市|AdministrativeArea]架设750千伏线路。",
        "[临江区|AdministrativeArea]对沿江1公里范围内的企业开展检查。",
        "[陈远山|Person]在[江海市|AdministrativeArea]工作6年。",
        "[江海市|AdministrativeArea]16岁少年获救。",
        "[江海市|AdministrativeArea]可以并处5000元以下罚款。",
        "来自20多个国家的客商走进[江海市|AdministrativeArea]。",
    ],
)
def test_figures_that_say_nothing_of_a_named_thing(text):
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "period", "bound"),
    [
        ("力争到2025年,[江海市|AdministrativeArea]产业规模超1500亿元。", "target", "2025", ">"),
        ("2023年,[江海市|AdministrativeArea]产值同比增长68.01%。", "change", "2023", None),
        ("今年上半年,[江海市|AdministrativeArea]产值达408亿元。", "actual", "2023-H1", None),
        ("今年[东岭高新区|Park]力争地区生产总值增长8%左右。", "target", "2023", "~"),
        ("[海岳科技|Enterprise]总投资约5亿元。", "actual", None, "~"),
    ],
)
def test_kind_period_and_bound(text, kind, period, bound):
    (found,) = observations(measured(text))
    assert (found.kind, found.period, found.bound) == (kind, period, bound)


def test_the_indicator_is_a_short_phrase():
    assert [row[1] for row in rows("[东岭高新区|Park]累计建成省级智能车间44家。")] == ["累计建成省级智能车间"]
    assert [row[1] for row in rows("[东岭高新区|Park]已建成67个分布式光伏项目。")] == ["建成分布式光伏项目"]
    assert [row[1] for row in rows("[海岳科技|Enterprise]实现营业收入85.05亿元,同比增长7.17%。")] == [
        "营业收入",
        "营业收入同比增长",
    ]


def test_who_acts_is_no_part_of_the_phrase():
    [(about, phrase, *_)] = rows("[海岳科技|Enterprise]总投资3亿元的[轴承项目|Project]开工。")
    assert (about, phrase) == ("轴承项目", "总投资")


def test_firms_are_counted_of_a_place_and_not_of_the_firm_before():
    said = "[东岭高新区|Park]越来越强。", "[海岳科技|Enterprise]再创新高。", "累计拥有上市企业15家、挂牌企业22家。"
    assert values(*said) == [("东岭高新区", "15", "家"), ("东岭高新区", "22", "家")]


def test_a_range_has_two_ends():
    (found,) = observations(measured("[海岳科技|Enterprise]预计净利润为-22亿元至-17亿元。"))
    assert (found.value, found.value_to, found.kind) == (Decimal(-2200000000), Decimal(-1700000000), "target")


def test_years_are_dealt_out():
    found = observations(measured("2020年至2022年,[海岳科技|Enterprise]分别实现营收4亿元、5亿元和6亿元。"))
    assert [(o.period, o.value) for o in found] == [
        ("2020", Decimal(400000000)),
        ("2021", Decimal(500000000)),
        ("2022", Decimal(600000000)),
    ]


def test_evidence_lies_in_the_sentence_and_holds_the_figure():
    sentences = measured("[江海市|AdministrativeArea]是一座城。", "全市" * 30 + ",完成产值408亿元,增长2%。")
    for found in observations(sentences):
        (evidence,) = found.evidence
        assert sentences[1].start <= evidence.start < evidence.end <= sentences[1].end
        assert any(c.isdigit() for c in sentences[1].slice(evidence.start, evidence.end))


def test_headlines_are_left_to_the_text():
    sentence = measured("[江海市|AdministrativeArea]产值达408亿元")[0]
    assert len(observations([sentence])) == 1
    assert observations([replace(sentence, block="headline")]) == []


def test_a_time_that_a_figure_is_compared_with_is_not_its_period():
    found = observations(
        measured("今年上半年,[江海市|AdministrativeArea]出口408亿元,比上年增长2%,比2022年的400亿元多。")
    )
    assert [(o.value, o.period) for o in found] == [
        (Decimal(40800000000), "2023-H1"),
        (Decimal(2), "2023-H1"),
        (Decimal(40000000000), "2022"),
    ]


def test_a_sentence_that_goes_on_keeps_the_period():
    found = observations(
        measured(
            "今年上半年,[江海市|AdministrativeArea]生产总值408亿元。",
            "其中,第一产业增加值8亿元。",
            "去年全市出口2亿元。",
        )
    )
    assert [o.period for o in found] == ["2023-H1", "2023-H1", "2022"]


def test_indicators_are_dealt_out():
    found = rows("[江海市|AdministrativeArea]省、市、区、镇级试点单位分别为3家、17家、97家、74家。")
    assert [row[1] for row in found] == ["省级试点单位", "市级试点单位", "区级试点单位", "镇级试点单位"]
    found = rows("[海岳科技|Enterprise]营业收入、利润总额分别增长12.7%、2.2%。")
    assert [row[1] for row in found] == ["营业收入增长", "利润总额增长"]
    assert {o.kind for o in observations(measured("[海岳科技|Enterprise]营收、利润分别增长12%、2%。"))} == {"change"}


def test_a_clause_about_a_meeting_speaks_of_the_event():
    sentences = measured("[江海市|AdministrativeArea]举行对接会,120位嘉宾出席。")
    event = Event("p1-1#Event:1", "会议", "对接会", None, None, (), (), "Asserted", 0.9, "t", (Evidence("p1-1", 0, 8),))
    assert [(o.about, o.unit) for o in observations(sentences, [event])] == [(event.id, "位")]
    assert observations(sentences) == []


def test_what_is_said_again_is_further_evidence():
    again = "全市规上工业产值达1353.6亿元。"
    (found,) = observations(measured("[江海市|AdministrativeArea]完成规上工业产值1353.6亿元。", again))
    assert len(found.evidence) == 2
    apart = observations(measured("[东岭高新区|Park]新三板挂牌企业22家。", "省级智能车间22家。"))
    assert len(apart) == 2


def test_the_lower_end_of_a_range_comes_first_whichever_way_it_goes():
    (found,) = observations(measured("[海岳科技|Enterprise]净利润同比下降120.67%-131.01%。"))
    assert (found.value, found.value_to, found.kind) == (Decimal("-131.01"), Decimal("-120.67"), "change")
