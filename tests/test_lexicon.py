from __future__ import annotations

import pytest

from kg import lexicon
from kg.lexicon import LexiconError, area_names, known_names, rows, words


def test_word_lists_skip_comments_and_keep_columns() -> None:
    assert "有限责任公司" in words("legal_forms")
    assert not any(word.startswith("#") for word in words("surnames"))
    assert ("生产", "make") in rows("name_cues")


def test_known_areas_have_their_codes_and_parents() -> None:
    by_code = {entry.code: entry for entry in known_names() if entry.type == "AdministrativeArea" and entry.code}
    assert len(by_code) > 3000
    assert (by_code["320412"].name, by_code["320412"].parent) == ("武进区", "常州市")
    assert by_code["320400"].aliases == ("常州",)
    assert (by_code["320000"].parent, by_code["450000"].aliases) == ("中国", ("广西",))


def test_short_names_that_several_areas_share_are_left_out() -> None:
    assert "鼓楼区" in area_names()
    assert "鼓楼" not in area_names()
    assert {"长三角", "江苏", "德国"} <= area_names()


def test_known_names_are_of_classes_that_everybody_knows() -> None:
    assert {entry.type for entry in known_names()} == {
        "AdministrativeArea",
        "GovernmentBody",
        "Institution",
        "Association",
    }


def test_a_missing_or_broken_list_is_named(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LexiconError, match="no_such_list"):
        words("no_such_list")
    (tmp_path / "entities.ttl").write_text("this is no turtle", encoding="utf-8")
    monkeypatch.setattr(lexicon, "ontology_path", lambda: tmp_path)
    with pytest.raises(LexiconError, match=r"entities\.ttl"):
        known_names.__wrapped__()
