"""Trains the names model from annotated texts.

A folder of annotation holds one of
- `NNN.json` files as tests/gold/seeds has them, each beside its `NNN.txt` or with it in a folder of texts;
- an `entities.jsonl` (`{"doc", "entities": {type: [form, …]}}`) with its `texts.jsonl.gz` (`{"doc", "text"}`);
- an `offsets.jsonl` (`{"line", "names": [[start, end, type], …]}`), annotation that holds no text; its texts are a
  `.jsonl.gz` file (`{"text"}`) whose lines it counts from 0.
Names are given by their surface forms, and every place where a form stands counts as a mention.
"""

from __future__ import annotations

import gzip
import json
import re
import tempfile
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.decisions import named
from kg.files import write_files
from kg.nlp.features import feature_keys
from kg.nlp.linear_chain import LinearChain
from kg.nlp.segments import segments
from kg.text import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from kg.decisions import Decision


_RARE = 2  # a feature seen less often is not learned
# L-BFGS with both penalties (Okazaki, CRFsuite, 2007); the first leaves most weights zero. Chosen on held-out articles.
_PARAMETERS = {"c1": 0.08, "c2": 0.005, "max_iterations": 65}
_STEPS = 1000  # integer steps from 0 to the largest weight
_FAINT = 3  # a row of weights none of which reaches this is dropped


class AnnotationError(ValueError):
    """Annotation that cannot be read, or that holds nothing; the message says where."""


@dataclass(frozen=True, slots=True)
class Example:
    """A normalised text with its names: form → type."""

    name: str
    text: str
    forms: dict[str, str]


def read_examples(folder: Path, texts: Path | None = None, skip: frozenset[str] = frozenset()) -> list[Example]:
    """The annotated texts of a folder, sorted by name, without those named in `skip`. Raises AnnotationError."""
    found: list[Example] = []
    if (folder / "entities.jsonl").exists():
        with _naming(folder / "entities.jsonl"):
            found += _from_lines(folder)
    if (folder / "offsets.jsonl").exists() and texts is not None:
        with _naming(folder / "offsets.jsonl"):
            found += _from_offsets(folder / "offsets.jsonl", texts)
    for path in sorted(folder.glob("*.json")):
        source = next(iter(sorted((texts or folder).glob(f"{path.stem}*.txt"))), None)
        if source is not None:
            with _naming(path):
                gold = json.loads(path.read_text(encoding="utf-8"))
                found.append(_example(path.stem, source.read_text(encoding="utf-8"), _typed(gold)))
    return sorted((example for example in found if example.name not in skip), key=lambda example: example.name)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Turn what goes wrong in reading a file of annotation, or its text, into an AnnotationError that names it."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise AnnotationError(f"{path}: {error}") from error
    except (AttributeError, EOFError, KeyError, TypeError, zlib.error) as error:
        raise AnnotationError(f"{path}: {error!r}") from error


def _from_lines(folder: Path) -> Iterable[Example]:
    with gzip.open(folder / "texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["doc"]: row["text"] for row in map(json.loads, lines)}
    for line in (folder / "entities.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pairs = [(form, kind) for kind, forms in row["entities"].items() for form in forms]
        yield _example(row["doc"], texts[row["doc"]], pairs)


def _from_offsets(path: Path, texts: Path) -> Iterable[Example]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = {row["line"]: row["names"] for row in rows}
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number in wanted:
                text = json.loads(line)["text"]
                yield _example(f"{number:06}", text, [(text[start:end], kind) for start, end, kind in wanted[number]])


def _typed(gold: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for entity in gold["entities"]:
        for form in (entity["name"], *entity.get("aliases", [])):
            yield form, entity["type"]
    for position in gold.get("positions", []):
        if position["title"]:
            yield position["title"], "Title"


def _example(name: str, text: str, pairs: Iterable[tuple[str, str]]) -> Example:
    forms: dict[str, str] = {}
    for form, kind in pairs:
        forms.setdefault(normalize(form), kind)
        bare = normalize(form).strip("“”‘’")
        if len(bare) > 1:
            forms.setdefault(bare, kind)
    return Example(name, normalize(text), forms)


def tag(example: Example) -> list[str]:
    """A label a character: B- and I- of the longest form that stands there, O elsewhere."""
    labels = ["O"] * len(example.text)
    forms = sorted((form for form in example.forms if form), key=lambda form: (-len(form), form))
    if not forms:
        return labels
    # At one place the longest form; of overlapping ones the longer.
    for form in forms:
        for hit in re.finditer(re.escape(form), example.text):
            start, end = hit.span()
            if all(label == "O" for label in labels[start:end]):
                labels[start:end] = [f"B-{example.forms[form]}"] + [f"I-{example.forms[form]}"] * (len(form) - 1)
    return labels


def corrected(example: Example, decisions: Iterable[Decision]) -> Example:
    """The example with its names as people have decided: of another type, or none at all."""
    forms = dict(example.forms)
    for decision in sorted(decisions):
        for thing in filter(None, map(named, decision.things if decision.kind in ("retype", "reject") else ())):
            form = normalize(thing.name)
            if forms.get(form) == thing.type and thing.article in (None, example.name):
                forms.pop(form)
                if decision.kind == "retype":
                    forms[form] = decision.to
    return Example(example.name, example.text, forms)


def train(
    annotation: Sequence[tuple[Path, Path | None]],
    out: Path,
    *,
    skip: frozenset[str] = frozenset(),
    decisions: Sequence[Decision] = (),
) -> LinearChain:
    """Learn from folders of annotation, each with the folder of its texts or None, and write the model to `out`.

    `decisions` correct the annotation. Raises AnnotationError if there is nothing to learn from.
    """
    read = (example for folder, texts in annotation for example in read_examples(folder, texts, skip))
    examples = [corrected(example, decisions) for example in read]
    if not any(example.forms for example in examples):
        raise AnnotationError("no annotated text")
    model = learn(examples)
    write_files({out: model.dump()})
    return model


def learn(examples: Sequence[Example]) -> LinearChain:
    """Learn the model: a conditional random field over the features seen at least twice. Deterministic; minutes."""
    keys = [feature_keys(example.text) for example in examples]
    known = _frequent(keys)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        _fit(examples, keys, known, path)
        return _pack(path, known)


def _frequent(keys: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    every = np.concatenate([array.ravel() for array in keys])
    values, counts = np.unique(every, return_counts=True)
    frequent: NDArray[np.uint64] = values[(counts >= _RARE) & (values != 0)]
    return frequent


def _fit(examples: Sequence[Example], keys: Sequence[NDArray[np.uint64]], known: NDArray[np.uint64], path: str) -> None:
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_PARAMETERS)
    names = np.array([str(number) for number in range(len(known))], dtype=object)
    for example, array in zip(examples, keys, strict=True):
        labels = tag(example)
        places = np.minimum(np.searchsorted(known, array), len(known) - 1)
        hits = known[places] == array
        for start, end in segments(example.text):
            features = [names[places[i][hits[i]]].tolist() for i in range(start, end)]
            trainer.append(features, labels[start:end])
    trainer.train(path)


def _pack(path: str, known: NDArray[np.uint64]) -> LinearChain:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    labels = sorted(tagger.labels(), key=lambda label: (label != "O", label[2:], label[:1]))
    number = {label: n for n, label in enumerate(labels)}
    info = tagger.info()
    rows = Counter(int(feature) for feature, _ in info.state_features)
    dense = np.zeros((len(known), len(labels)), dtype=np.float32)
    for (feature, label), weight in info.state_features.items():
        dense[int(feature), number[label]] = weight
    transitions = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for (source, target), weight in info.transitions.items():
        transitions[number[source], number[target]] = weight
    for target, n in number.items():
        if target.startswith("I-"):
            allowed = [number[label] for label in (f"B-{target[2:]}", target) if label in number]
            forbidden = [m for m in range(len(labels)) if m not in allowed]
            transitions[forbidden, n] = -1e9
    return (
        quantize(labels, transitions, known, dense)
        if rows
        else LinearChain.of(labels, transitions.astype(np.int32), known, dense.astype(np.int16), 1.0)
    )


def quantize(
    labels: Sequence[str], transitions: NDArray[np.float32], known: NDArray[np.uint64], dense: NDArray[np.float32]
) -> LinearChain:
    """Weights as integers of two bytes, rows of faint weights left out."""
    largest = float(np.abs(dense).max(initial=0.0)) or 1.0
    scale = largest / _STEPS
    weights = np.rint(dense / scale).astype(np.int16)
    keep = np.abs(weights).max(axis=1) >= _FAINT
    weights = weights[keep]
    steps = np.clip(np.rint(transitions / scale), -(10**6), 10**6).astype(np.int32)
    return LinearChain.of(labels, steps, known[keep], weights, scale)
