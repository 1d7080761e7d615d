"""Members of lists get the type that the list's head tells, and only where the head is the members' own."""

from __future__ import annotations

import pytest

from kg.nlp.enumerations import members


def _read(text: str) -> list[tuple[str, str]]:
    return [(text[member.start : member.end], member.type) for member in members(text, {})]


def test_companies_of_a_list_with_a_distant_but_counted_head() -> None:
    text = "集聚了海岳技术、东岭新能源、华川股份等一大批具有全球影响力和竞争力的新能源汽车产业链上下游企业,涵盖多地。"
    assert _read(text) == [("海岳技术", "Enterprise"), ("东岭新能源", "Enterprise"), ("华川股份", "Enterprise")]


def test_fields_of_a_list() -> None:
    assert _read("涵盖了整车生产、充电设施等多个领域。") == [("整车生产", "Industry"), ("充电设施", "Industry")]


@pytest.mark.parametrize(
    "text",
    [
        "江海市商务委、临江区文旅委等相关单位负责人以及辖区企业代表发言。",
        "该公司曾任海岳银行、华川燃气等多家贸易公司的董事。",
        "在研发投入、技术创新等方面为企业提供了全方位的服务。",
    ],
)
def test_heads_that_are_not_the_members_own(text: str) -> None:
    assert not [name for name, type_ in _read(text) if type_ == "Enterprise"]


def test_a_field_or_a_base_in_a_list_of_companies_is_no_company() -> None:
    assert _read("吸引了海岳科技、人工智能、华川(临江)生产基地等企业。") == [("海岳科技", "Enterprise")]
