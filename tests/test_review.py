"""`kg review`: what is asked, and that each answer stands in the file of decisions at once."""

from __future__ import annotations

import io
from importlib import import_module

import pytest

from kg.build import build
from kg.decisions import read_decisions
from kg.review import questions

PAGES = {
    "one.txt": "海岳科技总投资3.5亿元的精密轴承项目签约落户东岭高新区。海岳新能公司今天开工。",
    "two.txt": "江苏海岳轴承制造有限公司昨天与海岳股份签约。记者 陈远山报道。海岳生产精密轴承。",
}


@pytest.fixture
def pages(tmp_path):
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def answered(kg, pages, keys, monkeypatch, *more):
    monkeypatch.setattr("sys.stdin", io.StringIO(keys))
    return kg("review", pages, "--who", "陈远山", "--below", "1", *more)


def test_every_question_has_its_sentence_and_two_decisions(pages):
    asked = questions(build(pages), 1.0)
    assert len(asked) > 2
    for question in asked:
        assert question.quotes
        assert all(quote for _, quote in question.quotes)
        assert {question.yes.kind, question.no.kind} in ({"same", "different"}, {"confirm", "reject"})


def test_answers_are_written_and_not_asked_again(kg, pages, monkeypatch):
    before = len(questions(build(pages), 1.0))
    shown = answered(kg, pages, "ynq", monkeypatch)
    assert shown.code == 0
    decisions = read_decisions(pages / "decisions.toml")
    assert [d.who for d in decisions] == ["陈远山"] * 2
    after = questions(build(pages), 1.0)
    assert len(after) <= before - 2
    assert {each for d in decisions for each in (d.things, d.fact) if each}.isdisjoint(
        {each for q in after for each in (q.yes.things, q.yes.fact) if each}
    )
    assert build(pages).problems == () or all(p.what != "decision-without-ground" for p in build(pages).problems)


def test_undo_takes_the_last_answer_back(kg, pages, monkeypatch):
    (pages / "decisions.toml").write_text("# ours\n", encoding="utf-8")
    answered(kg, pages, "yu", monkeypatch)
    assert (pages / "decisions.toml").read_text(encoding="utf-8") == "# ours\n"
    shown = answered(kg, pages, "u", monkeypatch)
    assert "nothing to undo" in shown.out


def test_skipping_writes_nothing(kg, pages, monkeypatch):
    answered(kg, pages, "sxs\n", monkeypatch)
    assert not (pages / "decisions.toml").exists()


def test_a_place_for_the_decisions_is_needed(kg, pages):
    shown = kg("review", pages / "one.txt")
    assert shown.code == 2
    assert "--decisions" in shown.err


def test_keys_come_one_by_one_on_a_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    pressed = iter("x?Y")
    monkeypatch.setattr("click.getchar", lambda: next(pressed))
    assert import_module("kg.cli.review")._key() == "y"
