"""Every shipped model is learned by one command; here from a handful of texts, into a folder of its own."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest

from kg import shipped_models
from kg.evaluate.offsets import unpack
from kg.facts import bearer_choice, confidence
from kg.logistic import Logistic
from kg.nlp import judge, learned
from kg.nlp.linear_chain import LinearChain

TEXT = "海岳科技落户东岭高新区。公司年产值3亿元。陈远山任海岳科技董事长。昨日,海岳科技在东岭高新区开工。"
ROW = {
    "doc": "m001",
    "entities": [
        ["Enterprise", [[0, 4]], None],
        ["Park", [[6, 11]], None],
        ["Person", [[21, 24]], None],
    ],
    "relations": [[0, "locatedIn", 1, [0, 11], False]],
    "positions": [[2, "董事长", 0, [21, 32]]],
    "observations": [[0, "年产值", 300000000, None, "元", None, None, "actual", [12, 20]]],
    "events": [["开工", "海岳科技开工", None, 1, [0], [], [33, 49], False]],
}


def test_annotation_by_offsets_becomes_gold_with_its_text(tmp_path):
    (tmp_path / "offsets.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    unpack(tmp_path / "offsets.jsonl", {"m001": TEXT}, tmp_path)
    gold = json.loads((tmp_path / "gold" / "m001.json").read_text(encoding="utf-8"))
    assert [entity["name"] for entity in gold["entities"]] == ["海岳科技", "东岭高新区", "陈远山"]
    (place,) = gold["relations"]
    assert [place[key] for key in ("s", "p", "o", "evidence")] == ["0", "locatedIn", "1", "海岳科技落户东岭高新区"]
    assert (gold["observations"][0]["entity"], gold["observations"][0]["value"]) == ("0", 300000000)
    assert (gold["events"][0]["place"], gold["events"][0]["participants"]) == ("1", ["0"])
    assert (tmp_path / "texts" / "m001.txt").read_text(encoding="utf-8") == TEXT


def test_only_what_is_asked_for_is_unpacked(tmp_path):
    (tmp_path / "offsets.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    unpack(tmp_path / "offsets.jsonl", {}, tmp_path, only=["m002"])
    assert list((tmp_path / "gold").iterdir()) == []


@pytest.fixture
def data(tmp_path, monkeypatch):
    """One short text in the place of all."""
    folder, ours = tmp_path / "data", tmp_path / "ours"
    rows = "\n".join(json.dumps(ROW | {"doc": name}) for name in ("000", "001"))
    (tmp_path / "offsets.jsonl").write_text(rows, encoding="utf-8")
    unpack(tmp_path / "offsets.jsonl", {"000": TEXT, "001": TEXT}, folder)
    (folder / "texts").rename(folder / "news")
    (folder / "gold").rename(folder / "annotated")
    for name in ("gold/news-entities", "data"):
        (folder / name).mkdir(parents=True)
    (folder / "annotated").rename(folder / "gold/news")
    (folder / "gold/news_split.json").write_text(json.dumps({"read": ["000", "001"], "unread": []}), encoding="utf-8")
    named = {"doc": "m001", "entities": {"Enterprise": ["海岳科技"], "Park": ["东岭高新区"], "Person": ["陈远山"]}}
    (folder / "gold/news-entities/entities.jsonl").write_text(json.dumps(named), encoding="utf-8")
    with gzip.open(folder / "gold/news-entities/texts.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"doc": "m001", "text": TEXT}))
    with gzip.open(folder / "data/news-20k.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"text": TEXT}))
    for name, row in (("names", {"line": 0, "names": [[0, 4, "Enterprise"], [6, 11, "Park"]]}), ("facts", ROW)):
        (ours / name).mkdir(parents=True)
        (ours / name / "offsets.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (ours / "facts/split.json").write_text(json.dumps({"read": [], "held": ["m001"]}), encoding="utf-8")
    monkeypatch.setattr(shipped_models, "_OURS", ours)
    for module in (learned, judge, bearer_choice, confidence):
        monkeypatch.setattr(module, "MODEL", tmp_path / f"{module.__name__}.model")
    return shipped_models.Data(folder, tmp_path / "work")


def test_every_model_is_learned(data):
    shipped_models.learn_names(data)
    assert sorted(path.stem for path in data.work.glob("*.model")) == ["all", "ours", "without-0", "without-1"]
    assert "B-Enterprise" in LinearChain.load(learned.MODEL.read_bytes()).labels
    shipped_models.learn_judge(data)
    shipped_models.learn_facts(data)
    for module in (judge, bearer_choice, confidence):
        assert Logistic.load(module.MODEL.read_bytes()).bias is not None


def test_what_is_done_is_not_done_again(data):
    data.work.joinpath("all.model").write_bytes(b"no model")
    with pytest.raises((ValueError, zlib.error), match=r"."):  # what was there was taken
        shipped_models.learn_names(data)
    assert data.work.joinpath("all.model").read_bytes() == b"no model"
