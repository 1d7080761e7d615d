"""Figures: value in base units, unit, bound, range; and what is no figure."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.numerals import SIGNS, parse_numeral
from kg.quantities import find_quantities
from kg.units import bound_after, units

ONE = [  # text, value, unit, bound, value_to
    ("总投资3.5亿元", 350000000, "元", None, None),
    ("建筑面积4.21万平方米", 42100, "平方米", None, None),
    ("占19.59%", "19.59", "%", None, None),
    ("设计时速350公里", 350, "公里/小时", None, None),
    ("速度每小时40公里", 40, "公里/小时", None, None),
    ("亏损扩大至港币2.34亿元", 234000000, "港元", None, None),
    ("注册资本人民币5亿元", 500000000, "元", None, None),
    ("约新台币三百万元", 3000000, "新台币", None, None),
    ("耗资9个多亿元", 900000000, "元", ">", None),
    ("约1.7个亿", 170000000, "", "~", None),
    ("为1600万家庭提供服务", 16000000, "户", None, None),
    ("提升1.6个百分比", "1.6", "个百分点", None, None),
    ("百分之三十", 30, "%", None, None),
    ("百分之三点五", "3.5", "%", None, None),
    ("三千五百万元", 35000000, "元", None, None),
    ("近30家", 30, "家", "~", None),
    ("约1200万千瓦时", 12000000, "千瓦时", "~", None),
    ("6000多万千瓦时", 60000000, "千瓦时", ">", None),
    ("100余万元", 1000000, "元", ">", None),
    ("1.5万多个", 15000, "个", ">", None),
    ("超1500亿元", 150000000000, "元", ">", None),
    ("不低于10亿美元", 1000000000, "美元", ">", None),
    ("不超过57.99亿元", 5799000000, "元", "<", None),
    ("50个以上", 50, "个", ">", None),
    ("8%左右", 8, "%", "~", None),
    ("力争突破2500亿元", 250000000000, "元", ">", None),
    ("300~500公里", 300, "公里", None, 500),
    ("1000至2000颗", 1000, "颗", None, 2000),
    ("2—3年", 2, "年", None, 3),
    ("5到6千斤", 5000, "斤", None, 6000),
    ("200万—500万元", 2000000, "元", None, 5000000),
    ("70%-80%", 70, "%", None, 80),
    ("净赚四五百元", 400, "元", None, 500),
    ("五六个", 5, "个", None, 6),
    ("37.6万辆", 376000, "辆", None, None),
    ("总产能2GW", 2, "GW", None, None),
    ("功率100kW", 100, "千瓦", None, None),
    ("预留1万亩", 10000, "亩", None, None),
    ("近百余家", 100, "家", "~", None),
    ("上百家", 100, "家", ">", None),
    ("上千万元", 10000000, "元", ">", None),
    ("十几家", 10, "家", ">", None),
    ("三十几家", 30, "家", ">", None),
    ("近千亿", 100000000000, "", "~", None),
    ("百万元人民币", 1000000, "元", "~", None),
    ("3.6亿元人民币", 360000000, "元", None, None),
    ("净利润为-6300万元", -63000000, "元", None, None),
    ("为-22亿元至-17亿元", -2200000000, "元", None, -1700000000),
    ("下降3.2%", "3.2", "%", None, None),
    ("3成", 30, "%", None, None),
    ("六成以上", 60, "%", ">", None),
    ("翻一番", 100, "%", None, None),
    ("翻两番", 300, "%", None, None),
    ("占1/3以上", "33.3", "%", ">", None),
    ("占三分之二", "66.7", "%", None, None),
    ("四分之三的运价", 75, "%", None, None),
    ("占一半", 50, "%", None, None),
    ("零增长", 0, "%", None, None),
    ("产销比1.2:1", "1.2", ":1", None, None),
    ("装机4×275兆瓦", 1100, "兆瓦", None, None),
    ("1亿2000万元", 120000000, "元", None, None),
    ("3,155,500股", 3155500, "股", None, None),
    ("9,595.26万元", 95952600, "元", None, None),
    ("82.7元/股", "82.7", "元/股", None, None),
    ("2.4万瓶/小时", 24000, "瓶/小时", None, None),
    ("12.5个百分点", "12.5", "个百分点", None, None),
    ("半个月", "0.5", "个月", None, None),
    ("历时近3年", 3, "年", "~", None),
    ("人才超3.5万", 35000, "", ">", None),
    ("14.87 万平方米", 148700, "平方米", None, None),
    ("第一期四台机组", 4, "台", None, None),
]
NONE = [
    "国发〔2023〕5号",
    "2023中国独角兽企业名单",
    "智能制造2025",
    "5G和AR-VCSEL",
    "A股",
    "世界500强",
    "4+2+1",
    "电话0519-86318731",
    "2023年9月21日上午10时",
    "第3家",
    "第27个",
    "近3年",
    "唯一一家",
    "一个项目",
    "千亿级产业集群",
    "7万吨级泊位",
    "2024款坦克",
    "上世纪90年代",
    "三方协议",
    "上半年",
    "三一重工",
    "第二百六十二条",
    "万家灯火",
]


@pytest.mark.parametrize(("text", "value", "unit", "bound", "value_to"), ONE)
def test_a_figure(text, value, unit, bound, value_to):
    found = find_quantities(text)
    assert [(q.value, q.unit, q.bound, q.value_to) for q in found] == [
        (Decimal(value), unit, bound, None if value_to is None else Decimal(value_to))
    ]


@pytest.mark.parametrize("text", NONE)
def test_no_figure(text):
    assert find_quantities(text) == []


def test_the_bound_belongs_to_the_figure():
    text = "已建成不少于10家的基金,新签产业项目50个以上"
    assert [text[q.start : q.end] for q in find_quantities(text)] == ["不少于10家", "50个以上"]


def test_a_list_shares_its_last_unit():
    found = find_quantities("分别高于全国、全省、全市12.5、9.4、8.2个百分点")
    assert [(str(q.value), q.unit) for q in found] == [("12.5", "个百分点"), ("9.4", "个百分点"), ("8.2", "个百分点")]


def test_two_currencies_are_two_figures():
    found = find_quantities("50亿元或5亿美元")
    assert [(q.value, q.unit) for q in found] == [(Decimal(5000000000), "元"), (Decimal(500000000), "美元")]


def test_a_word_that_only_ends_in_a_bound_is_none():
    assert [q.bound for q in find_quantities("签约50个,附近30家,经过3个月")] == [None, None, None]


@given(st.integers(min_value=1, max_value=10**12))
def test_numerals_as_cn2an_writes_them(number):
    digit_by_digit = "".join("零一二三四五六七八九"[int(d)] for d in str(number))
    assert parse_numeral(cn2an.an2cn(number, "low")) == number
    assert parse_numeral(digit_by_digit) == number


@given(st.text(alphabet=SIGNS + "点", max_size=12))
def test_numerals_never_fail(text):
    value = parse_numeral(text)
    assert value is None or value >= 0


@given(st.text(alphabet="一两三十百千万亿0123456789.,%-~至、/元个家平方米超近约多余成分之半", max_size=24))
def test_any_text_gives_figures_in_order_and_inside(text):
    found = find_quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_table_of_units_is_consistent():
    table = units()
    assert len(table) > 300
    for unit in table.values():
        assert unit.canonical in table or unit.printed == "日内", unit  # 日 by itself is a date's
        assert bool(unit.base) == bool(unit.factor), unit
        assert not unit.factor or Decimal(unit.factor) > 0
    assert len({u.qudt for u in table.values() if u.qudt}) > 80
    assert (table["亩"].qudt, table["亩"].base) == ("", "M2")  # QUDT has no mu: 34 亩 are not 34 M2


def test_a_bound_behind_the_figure():
    assert bound_after("50个以上", 3) == (">", 5)
    assert bound_after("50个项目", 3) == (None, 3)
