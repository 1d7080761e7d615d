"""Cross-validation with a learner that knows by heart what it has read, and nothing else."""

from __future__ import annotations

import json

import pytest

from kg import cross_validation
from kg.cross_validation import annotated, cross_validate
from kg.nlp.learned import Marked
from kg.train import Example, read_examples

TEXTS = {"000": "海岳科技与华川集团", "001": "海岳科技在临江区", "002": "海岳科技在临江区"}
TYPES = {"海岳科技": "Enterprise", "华川集团": "Enterprise", "临江区": "AdministrativeArea"}


@pytest.fixture
def annotation(tmp_path, monkeypatch):
    """Three annotated texts; of 002 one name is given another type."""
    for name, text in TEXTS.items():
        kinds = TYPES | ({"海岳科技": "Product"} if name == "002" else {})
        entities = [{"type": kind, "name": form} for form, kind in kinds.items() if form in text]
        (tmp_path / f"{name}.json").write_text(json.dumps({"entities": entities}), encoding="utf-8")
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    def learn_by_heart(annotation, out, *, skip):
        out.write_bytes(b"")  # the place for it is there
        read = [example for folder, texts in annotation for example in read_examples(folder, texts, skip)]
        return {form: kind for example in read for form, kind in example.forms.items()}

    def recall(text, model):
        return [
            Marked(text.index(form), text.index(form) + len(form), of, 1.0)
            for form, of in model.items()
            if form in text
        ]

    monkeypatch.setattr(cross_validation, "train", learn_by_heart)
    monkeypatch.setattr(cross_validation, "marked", recall)
    return [(tmp_path, None)]


def test_a_text_is_read_by_a_model_that_has_not_seen_it(annotation):
    told = []
    scores = cross_validate(annotation, 3, progress=lambda *step: told.append(step))
    # 000 without itself: 海岳科技 as 002 has it, a Product; 001 likewise; 002: an Enterprise; 临江区 right twice
    assert scores == {
        "all": (2, 3, 4),
        "AdministrativeArea": (2, 0, 0),
        "Enterprise": (0, 1, 3),
        "Product": (0, 2, 1),
    }
    assert told == [(1, 3, ""), (2, 3, ""), (3, 3, "")]


def test_texts_to_skip_are_neither_learned_nor_read(annotation):
    scores = cross_validate(annotation, 2, skip=frozenset({"002"}))
    assert scores["all"] == (2, 0, 2)  # each of the two teaches the other 海岳科技
    assert "Product" not in scores


def test_only_forms_that_stand_by_themselves_count():
    example = Example("x", "新能源汽车和电池", {"新能源": "Industry", "新能源汽车": "Product", "电池": "Product"})
    assert annotated(example) == {("新能源汽车", "Product"), ("电池", "Product")}
