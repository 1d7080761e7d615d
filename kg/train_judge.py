"""Learns when what the names pipeline finds is right, from annotated texts that its model has not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.files import write_files
from kg.logistic import learn
from kg.nlp import create_pipeline, judge
from kg.train import read_examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.logistic import Logistic, Row
    from kg.name_models import Models
    from kg.train import Example


def train_judge(
    annotation: Sequence[tuple[Path, Path | None]], out: Path, models: Models, *, only: frozenset[str] = frozenset()
) -> Logistic:
    """Learn from folders of annotation, as `kg.train.train` takes them, and write the judge to `out`.

    `models` must not have learned from these texts; `only` names those to take, if not all. Raises AnnotationError.
    """
    examples = [example for folder, texts in annotation for example in read_examples(folder, texts)]
    learned = learn(rows([example for example in examples if not only or example.name in only], models))
    write_files({out: learned.dump()})
    return learned


def rows(examples: Iterable[Example], models: Models) -> Iterator[Row]:
    """Every thing that the pipeline finds in the texts."""
    nlp = create_pipeline(models)
    for example in examples:
        doc = nlp.make_doc(example.text)
        doc.user_data |= {"home": ()}
        for name, component in nlp.pipeline:
            if name != judge.NAME:
                doc = component(doc)
        for thing, features in judge.seen(example.text, judge.things(doc)):
            forms = {thing.name, *(example.text[m.start : m.end] for m in thing.mentions)}
            yield features, any(example.forms.get(form) == thing.type for form in forms)
