"""Names by the learned model: character by character, from `names.model` beside this file."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.nlp.boundaries import widen
from kg.nlp.edges import tidy
from kg.nlp.features import feature_keys
from kg.nlp.linear_chain import LinearChain
from kg.nlp.parts import parts
from kg.nlp.segments import segments
from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "learned_names"
_SHORT = ("AdministrativeArea",)  # 沪, 京: other names have two characters or more
_COUNTED = re.compile(r"(?:已|总数|数量|累计|新增)?(?:超过|达到?|近|约|共|超)?(?:\d+|[一二三四五六七八九十百]+)(?:余|多)?[家户个]")
_COUNTING = re.compile(r"\d(?:余|多)?[家户个](?:国家级|省级|市级)?\Z")  # 22家 before it: so many bear the title, none is named
_SESSION = re.compile(r"[一二三四五六七八九十]次(?:常委会|全会|全体|会议|代表大会)")
MODEL = Path(__file__).with_name("names.model")


@functools.cache
def shipped_model() -> LinearChain:
    """The model that comes with the package."""
    return LinearChain.load(MODEL.read_bytes())


@Language.component(NAME, assigns=["doc.spans"])
def learned_names(doc: Doc) -> Doc:
    """Set `doc.spans["learned"]`: names and titles that do not overlap."""
    model, text = shipped_model(), text_of(doc)
    best = model.best(model.emissions(feature_keys(text)), segments(text)) if text else []
    marked = spans_of([model.labels[n] for n in best])
    tidied = [
        (*widen(text, begin, stop, kind), kind)
        for start, end, label in marked
        for left, right in tidy(text, start, end, label)
        for begin, stop, kind in parts(text, left, right, label)
    ]
    doc.spans["learned"] = [Span(doc, start, end, label, span_id="learned") for start, end, label in tidied if is_name(text, start, end, label)]
    return doc


def is_name(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a stretch that the model has marked can be a name at all."""
    if end - start == 1 and kind not in _SHORT:
        return False
    if kind == "Honor" and (_COUNTED.match(text, end) or _COUNTING.search(text, max(0, start - 8), start)):
        return False
    return not _SESSION.search(text, start, end) if kind in ("GovernmentBody", "Initiative") else True


def spans_of(labels: list[str]) -> list[tuple[int, int, str]]:
    """Start, end and type of what B- and I- labels mark."""
    found, start = [], None
    for place, label in enumerate([*labels, "O"]):
        if start is not None and not label.startswith("I-"):
            found.append((start, place, labels[start][2:]))
            start = None
        if label.startswith("B-"):
            start = place
    return found
