"""How well a names model reads what it has not learned from: texts are left out by turns, and then read."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kg.evaluate import Score
from kg.nlp.learned import marked
from kg.train import read_examples, tag, train

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.train import Example

    Forms = set[tuple[str, str]]  # of one text: form, type

ALL = "all"


def cross_validate(
    annotation: Sequence[tuple[Path, Path | None]],
    folds: int,
    *,
    skip: frozenset[str] = frozenset(),
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[str, Score]:
    """Learn `folds` times, each time without a part of the texts, and score the names read in that part.

    A name is right if its form and its type are; each counts once a text. The scores are those of all types together
    and of each. `progress(done, folds, "")` is called after each part. Raises AnnotationError.
    """
    examples = [example for folder, texts in annotation for example in read_examples(folder, texts, skip)]
    names = sorted({example.name for example in examples})
    found, right, there = Counter[str](), Counter[str](), Counter[str]()
    for fold in range(folds):
        out = frozenset(names[fold::folds])
        with tempfile.TemporaryDirectory() as folder:
            model = train(annotation, Path(folder) / "model", skip=skip | out)
        for example in (each for each in examples if each.name in out):
            read = {(example.text[m.start : m.end], m.type) for m in marked(example.text, model)}
            for counter, forms in ((found, read), (there, annotated(example)), (right, read & annotated(example))):
                counter.update(kind for _, type_ in forms for kind in (ALL, type_))
        if progress is not None:
            progress(fold + 1, folds, "")
    kinds = [ALL, *sorted({*found, *there} - {ALL})]
    return {kind: Score(right[kind], found[kind] - right[kind], there[kind] - right[kind]) for kind in kinds}


def annotated(example: Example) -> Forms:
    """The forms that stand in the text by themselves, each with its type: what a model could find."""
    labels = [*tag(example), "O"]
    starts = [place for place, label in enumerate(labels) if label.startswith("B-")]
    ends = [next(end for end in range(start + 1, len(labels)) if labels[end][:1] != "I") for start in starts]
    return {(example.text[a:b], labels[a][2:]) for a, b in zip(starts, ends, strict=True)}
