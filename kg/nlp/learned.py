"""Names by the learned model: character by character, from `names.model` beside this file or another one."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from spacy.language import Language

from kg.lexicon import read_model, words
from kg.name_models import ModelError
from kg.nlp.boundaries import typed, widen, without_verbs
from kg.nlp.edges import tidy
from kg.nlp.features import feature_keys
from kg.nlp.found import Found, hand_on
from kg.nlp.linear_chain import LinearChain, Span
from kg.nlp.parts import parts
from kg.nlp.segments import segments
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

NAME = "learned_names"
MODEL = Path(__file__).with_name("names.model")
_APART = "\n" * 8  # between texts that are read at once: further than any feature looks
_REACH = 4  # characters around a name that its probability depends on
_SHORT = ("AdministrativeArea",)  # 沪, 京: other names have two characters or more
# 69家 after a title, 22家 before it: so many bear it, none is named
_COUNTED = re.compile(
    r"[”’]?(?:企业)?(?:已|总数|数量|累计|新增)?(?:超过|达到?|近|约|共|超)?(?:\d+|[一二三四五六七八九十百]+)(?:余|多)?[家户个]"
)
_COUNTING = re.compile(r"\d(?:余|多)?[家户个](?:国家级|省级|市级)?\Z")
_NUMBER_OF = re.compile(r"\d+(?:余|多)?[座家个条台名项]")
_LEVELS = re.compile(r"[省市区县镇乡村级、和]+")
_SESSION = re.compile(r"[一二三四五六七八九十]次(?:常委会|全会|全体|会议|代表大会)")


class Marked(NamedTuple):
    """A stretch that the model has labelled, and the least probable of its labels."""

    start: int
    end: int
    type: str
    confidence: float


@functools.cache
def shipped_model() -> LinearChain:
    """The model that comes with the package. Raises LexiconError, which names the file, if it cannot be read."""
    return read_model(MODEL, LinearChain.load)


@functools.cache
def model_of(path: Path) -> LinearChain:
    """A model that `kg.train` wrote. Raises ModelError if the file cannot be read as one."""
    try:
        return LinearChain.load(path.read_bytes())
    except OSError as error:
        raise ModelError(str(path), error.strerror or type(error).__name__) from error
    except Exception as error:  # whatever other bytes break
        raise ModelError(str(path), "no names model") from error


@Language.factory(NAME, default_config={"path": None}, assigns=["doc.user_data"])
def create(nlp: Language, name: str, path: str | None) -> LearnedNames:  # noqa: ARG001 - spaCy's signature
    """The component that reads with the model in that file, or with the shipped one."""
    return LearnedNames(shipped_model() if path is None else model_of(Path(path)))


class LearnedNames:
    """Hands on the group `learned`, and sets `doc.user_data["confidence"]`: (start, end, type) → probability.

    `doc.user_data["marks"]`, if there, holds what `ahead` has marked in this text.
    """

    def __init__(self, model: LinearChain) -> None:
        self._model = model

    def ahead(self, texts: Sequence[str]) -> list[list[Marked]]:
        """What the model marks in each of several normalised texts; read at once, which is faster."""
        return marked_in_each(texts, self._model)

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        text = text_of(doc)
        marks = doc.user_data.get("marks")
        names = [
            name for mark in (marked(text, self._model) if marks is None else marks) for name in _names(text, mark)
        ]
        doc.user_data["confidence"] = {name[:3]: name.confidence for name in names}
        hand_on(doc, "learned", (Found(*name[:3], "learned") for name in names))
        return doc


def marked(text: str, model: LinearChain) -> list[Marked]:
    """What the model marks in a normalised text."""
    return marked_in_each([text], model)[0]


def marked_in_each(texts: Sequence[str], model: LinearChain) -> list[list[Marked]]:
    """What the model marks in each of several normalised texts, which are read at once: that is faster."""
    joined = _APART.join(texts)
    spans = list(itertools.starmap(Span, segments(joined)))
    emissions = model.emissions(feature_keys(joined))
    best = model.best(emissions, spans)
    near = _near_names(best, spans)
    marks = _marked(best, model.marginals(emissions, near), model.labels)
    starts = list(itertools.accumulate((len(text) + len(_APART) for text in texts), initial=0))
    found: list[list[Marked]] = [[] for _ in texts]
    for mark in marks:
        number = bisect.bisect_right(starts, mark.start) - 1
        found[number].append(mark._replace(start=mark.start - starts[number], end=mark.end - starts[number]))
    return found


def _near_names(best: NDArray[np.int16], spans: Sequence[Span]) -> list[Span]:
    """The stretches around marked names, by which their probabilities are reckoned."""
    number = np.zeros(len(best) + 2, dtype=np.int32)  # of the span; one more at either end
    for n, span in enumerate(spans, 1):
        number[span.start + 1 : span.end + 1] = n
    named = np.pad(best > 0, 1)
    near = named.copy()
    for shift in range(1, _REACH + 1):
        near[shift:] |= named[:-shift]
        near[:-shift] |= named[shift:]
    kept = np.where(near, number, 0)
    edge = np.flatnonzero(np.diff(kept))
    starts, ends = edge[kept[edge + 1] > 0], edge[kept[edge] > 0]
    opened, closed = number[starts] == number[starts + 1], number[ends] == number[ends + 1]
    return list(map(Span, starts.tolist(), ends.tolist(), opened.tolist(), closed.tolist()))


def _marked(best: NDArray[np.int16], marginals: NDArray[np.float64], labels: Sequence[str]) -> list[Marked]:
    """The stretches of a B- label and the I- labels behind it."""
    starts = np.flatnonzero(np.array([label.startswith("B-") for label in labels])[best])
    if not len(starts):
        return []
    outside = np.flatnonzero(~np.array([label.startswith("I-") for label in labels])[best])
    ends = np.append(outside, len(best))[np.searchsorted(outside, starts, side="right")]
    named = np.flatnonzero(best)
    sure = np.ones(len(best) + 1)
    sure[named] = marginals[named, best[named]]
    least = np.minimum.reduceat(sure, np.stack([starts, ends], axis=1).ravel())[::2]
    # rounded, as another processor may differ in the last of its digits
    return [
        Marked(start, end, labels[label][2:], round(confidence, 3))
        for start, end, label, confidence in zip(
            starts.tolist(), ends.tolist(), best[starts].tolist(), least.tolist(), strict=True
        )
    ]


def _names(text: str, mark: Marked) -> Iterator[Marked]:
    """The names in a marked stretch, their edges tidied."""
    for left, right in tidy(text, mark.start, mark.end, mark.type):
        for begin, end, kind in parts(text, left, right, mark.type):
            start, stop = widen(text, begin, end, kind)
            if kind == "Policy":
                start, stop = without_verbs(text, start, stop) or (start, start)
            if is_name(text, start, stop, kind):
                yield Marked(start, stop, typed(text, start, stop, kind), mark.confidence)


def is_name(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a stretch that the model has marked can be a name at all."""
    if (
        end == start
        or (end - start == 1 and kind not in _SHORT)
        or _LEVELS.fullmatch(text, start, end)
        or text[start:end] in words("generic_names")
        or _NUMBER_OF.match(text, start, end)
    ):
        return False
    if kind == "Honor" and (_COUNTED.match(text, end) or _COUNTING.search(text, max(0, start - 8), start)):
        return False
    return not _SESSION.search(text, start, end) if kind in ("GovernmentBody", "Initiative") else True
