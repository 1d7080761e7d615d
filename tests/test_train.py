"""Training on a handful of invented texts."""

from __future__ import annotations

import gzip
import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from kg.nlp.learned import marked
from kg.nlp.linear_chain import LinearChain
from kg.train import AnnotationError, Example, read_examples, tag, train

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = ["海岳科技落户临江区。", "华川集团落户东岭区。", "海岳科技与华川集团签约。", "董事长陈远山来到临江区。"]
FORMS = {
    "Enterprise": ["海岳科技", "华川集团"],
    "AdministrativeArea": ["临江区", "东岭区"],
    "Person": ["陈远山"],
    "Title": ["董事长"],
}


@pytest.fixture
def annotation(tmp_path: Path) -> Path:
    documents = [{"doc": f"x{n}", "text": text} for n, text in enumerate(SENTENCES * 4)]
    with gzip.open(tmp_path / "texts.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(json.dumps(document) for document in documents))
    lines = [json.dumps({"doc": document["doc"], "entities": FORMS}, ensure_ascii=False) for document in documents]
    (tmp_path / "entities.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_train_writes_a_model_that_knows_what_it_read(annotation: Path, tmp_path: Path) -> None:
    out = tmp_path / "names.model"
    train([(annotation, None)], out)
    model = LinearChain.load(out.read_bytes())
    text = "华川集团与海岳科技签约。董事长陈远山来到东岭区。"
    found = {(text[mark.start : mark.end], mark.type) for mark in marked(text, model)}
    assert found == {
        ("华川集团", "Enterprise"),
        ("海岳科技", "Enterprise"),
        ("董事长", "Title"),
        ("陈远山", "Person"),
        ("东岭区", "AdministrativeArea"),
    }
    train([(annotation, None)], tmp_path / "again.model")
    assert (tmp_path / "again.model").read_bytes() == out.read_bytes()


def test_nothing_to_learn_from(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no annotated text"):
        train([(tmp_path, None)], tmp_path / "x.model")


def test_read_documents_beside_their_annotation(tmp_path: Path) -> None:
    gold = {
        "entities": [{"type": "Park", "name": "东岭高新区", "aliases": ["“东高新”"]}],
        "positions": [{"person": "e1", "title": "书记"}],
    }
    (tmp_path / "000.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "000_page.txt").write_text("东岭高新区书记", encoding="utf-8")
    (tmp_path / "001.json").write_text(json.dumps(gold), encoding="utf-8")  # without a text
    examples = read_examples(tmp_path)
    assert [example.name for example in examples] == ["000"]
    assert examples[0].forms == {"东岭高新区": "Park", "“东高新”": "Park", "东高新": "Park", "书记": "Title"}
    assert not read_examples(tmp_path, skip=frozenset({"000"}))


def test_the_longest_form_wins() -> None:
    labels = tag(Example("x", "新能源汽车", {"新能源": "Industry", "新能源汽车": "Industry", "汽车": "Product"}))
    assert labels == ["B-Industry", *["I-Industry"] * 4]


def test_annotation_by_offsets_needs_its_texts(tmp_path):
    (tmp_path / "offsets.jsonl").write_text('{"line": 1, "names": [[0, 4, "Enterprise"]]}\n', encoding="utf-8")
    with gzip.open(tmp_path / "texts.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write('{"text": "别的报道"}\n{"text": "海岳科技开工,海岳科技投产"}\n')
    assert read_examples(tmp_path) == []
    [example] = read_examples(tmp_path, tmp_path / "texts.jsonl.gz")
    assert example.forms == {"海岳科技": "Enterprise"}
    assert tag(example).count("B-Enterprise") == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("000.json", "{"),
        ("000.json", '{"entities": [{}]}'),
        ("000.json", '{"entities": 3}'),
        ("entities.jsonl", '{"doc": "x"}'),
        ("offsets.jsonl", '{"line": 0, "names": [[0, 4]]}'),
    ],
)
def test_annotation_that_cannot_be_read_is_named(annotation, name, content):
    (annotation / name).write_text(content, encoding="utf-8")
    (annotation / "000.txt").write_text("海岳科技", encoding="utf-8")
    texts = annotation / "texts.jsonl.gz" if name == "offsets.jsonl" else None
    with pytest.raises(AnnotationError, match=re.escape(str(annotation / name))):
        read_examples(annotation, texts)


# The command


def test_the_command_learns_what_a_build_reads_with(kg, annotation, tmp_path):
    skip = tmp_path / "skip.txt"
    skip.write_text("x0\n\nx1\n", encoding="utf-8")
    shown = kg("train", annotation, "-o", tmp_path / "own.model", "--skip", skip)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("Learning from 14 texts with ")
    assert shown.out.endswith(f"texts left out: 2\nWritten:\n  {tmp_path / 'own.model'}\n")
    train([(annotation, None)], tmp_path / "same.model", skip=frozenset({"x0", "x1"}))
    assert (tmp_path / "own.model").read_bytes() == (tmp_path / "same.model").read_bytes()
    sentence = "王建国来到临江区，海岳科技与华川集团签约。"
    own, shipped = (kg("explain", sentence, *more).out for more in (["--names-model", tmp_path / "own.model"], []))
    assert re.search(r"海岳科技 +Enterprise +learned", own)
    assert re.search(r"王建国 +Person", shipped)
    assert not re.search(r"王建国 +Person", own)  # the texts have no such name


def test_cross_validation_is_printed_and_no_file_written(kg, annotation):
    before = sorted(annotation.iterdir())
    shown = kg("train", annotation, "--cross-validate", "4")
    assert (shown.code, shown.err) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in shown.out.splitlines()[3:]}
    assert rows.keys() == {"all", *FORMS}
    assert rows["all"][:3] == ["1.000", "1.000", "1.000"]  # every sentence stands in other parts too
    assert rows["all"][3] == str(4 * (2 + 2 + 2 + 3))
    assert sorted(annotation.iterdir()) == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["-o", "x.model", "--texts", "nowhere"], "no annotated text with its text. Give folders"),
        (["-o", "no/x.model"], "no/x.model cannot be written: "),
        (["-o", "."], ". cannot be written: "),
        (["-o", "x.model", "--skip", "none.txt"], "none.txt cannot be read: "),
        (["--cross-validate", "99"], "99 parts need at least 99 texts; there are 1."),
    ],
)
def test_what_cannot_be_learned_is_explained(kg, tmp_path, monkeypatch, more, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "000.json").write_text('{"entities": [{"type": "Person", "name": "陈远山"}]}', encoding="utf-8")
    (tmp_path / "000.txt").write_text("陈远山", encoding="utf-8")
    shown = kg("train", tmp_path, *more)
    assert shown.code == 1
    assert said in shown.err
    assert {path.name for path in tmp_path.iterdir()} == {"000.json", "000.txt"}


def test_a_missing_learner_is_named_with_what_to_install(kg, annotation, monkeypatch):
    monkeypatch.setattr(sys.modules["kg.cli.train"], "find_spec", lambda name: None)
    shown = kg("train", annotation, "-o", annotation / "x.model")
    assert shown.code == 1
    assert "pip install 'kg[train]'" in shown.err
