"""Every example of ontology/names says which names its pattern finds in it, and that it finds no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.lexicon import LexiconError
from kg.nlp import shapes
from kg.nlp.shapes import found, patterns

if TYPE_CHECKING:
    from kg.nlp.shapes import NamePattern

CASES = [
    pytest.param(pattern, example, id=f"{pattern.id}-{n}")
    for pattern in patterns()
    for n, example in enumerate(pattern.examples)
]


def test_every_pattern_has_an_example() -> None:
    assert len(patterns()) >= 15
    assert all(any("⟦" in example for example in pattern.examples) for pattern in patterns())
    assert len({pattern.id for pattern in patterns()}) == len(patterns())


@pytest.mark.parametrize(("pattern", "example"), CASES)
def test_example(pattern: NamePattern, example: str) -> None:
    text = re.sub("[⟦⟧]", "", example)
    assert [text[start:end] for start, end in found(pattern, text)] == re.findall("⟦(.+?)⟧", example)


def test_no_example_lacks_the_cues_without_which_its_pattern_is_not_tried() -> None:
    marked = [(pattern, example) for pattern in patterns() for example in pattern.examples if "⟦" in example]
    assert sum(bool(pattern.cues) for pattern in patterns()) > 20
    for pattern, example in marked:
        assert not pattern.cues or any(cue in re.sub("[⟦⟧]", "", example) for cue in pattern.cues), pattern.id


def test_a_broken_pattern_file_is_named(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "bad.toml").write_text(
        '[[pattern]]\nid = "x"\ntype = "Park"\nregex = "("\n', encoding="utf-8"
    )
    monkeypatch.setattr(shapes, "ontology_path", lambda: tmp_path)
    with pytest.raises(LexiconError, match=r"bad\.toml"):
        patterns.__wrapped__()
