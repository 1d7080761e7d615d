"""Names inside the names of projects and facilities: the company in 海岳科技储能项目."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.lexicon import words
from kg.nlp.composed import composition, listed
from kg.nlp.tokenizer import text_of
from kg.nlp.trie import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "inner"
_PHASE = re.compile(r"(?P<base>.{3,}?)(?:[一二三四五六](?:、[一二三四五六])*期)(?:工程|项目)?")
_OUTER = {"Project": frozenset({"Enterprise", "Park", "Product", "Facility"}), "Facility": frozenset({"Enterprise"})}


@Language.component(NAME, requires=["doc.spans"], assigns=["doc.spans"])
def inner(doc: Doc) -> Doc:
    """Add the mentions in a project's or facility's name that also stand by themselves, or that compose a project."""
    text, spans = text_of(doc), list(doc.spans["mentions"])
    types = {text[span.start : span.end]: span.label_ for span in spans}
    finders = {outer: Words(form for form, kind in types.items() if kind in kinds) for outer, kinds in _OUTER.items()}
    added = []
    for span in spans:
        if span.label_ in finders:
            whole = text[span.start : span.end]
            for start, end in finders[span.label_].find(whole):
                if end - start < len(whole):
                    added.append(
                        Span(doc, span.start + start, span.start + end, types[whole[start:end]], span_id="inner")
                    )
            phased = _PHASE.fullmatch(whole) if span.label_ == "Project" else None
            if phased is not None:
                base = "Park" if phased["base"].endswith(tuple(sorted(words("park_suffixes")))) else "Project"
                added.append(Span(doc, span.start, span.start + phased.end("base"), base, span_id="phased"))
            elif span.label_ == "Project":
                nested = [other for other in added if span.start <= other.start < span.end]
                added += [
                    new
                    for new in (_composed(doc, span, whole) if "、" in whole or not nested else [])
                    if all(new.end <= old.start or old.end <= new.start for old in nested)
                ]
    doc.spans["mentions"] = sorted([*spans, *added], key=lambda span: (span.start, -span.end))
    return doc


def _composed(doc: Doc, span: Span, name: str) -> list[Span]:
    if "、" in name:
        return [Span(doc, span.start + a, span.start + b, "Product", span_id="composed") for a, b in listed(name)]
    found = composition(name)
    if found is None:
        return []
    middle = span.start + found.company_end
    spans = [Span(doc, span.start, middle, "Enterprise", span_id="composed")]
    if found.product_end is not None:
        spans.append(Span(doc, middle, span.start + found.product_end, "Product", span_id="composed"))
    return spans
