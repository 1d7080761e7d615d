"""Names that other articles of the build have introduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "corpus_names"
_WHOLE = 0.9  # trust in the whole core of a company that another article gives in full
_TAUGHT = 0.5  # trust in any other name that articles have taught: it gives way to what is probable here


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.spans", "doc.user_data"])
def corpus_names(doc: Doc) -> Doc:
    """Set `doc.spans["corpus"]` from `doc.user_data["corpus"]`, a `kg.corpus.CorpusNames`, if there is one."""
    names = doc.user_data.get("corpus")
    confidence = doc.user_data.setdefault("confidence", {})
    spans = []
    for start, end, type_, whole in names.find(text_of(doc)) if names is not None else ():
        key = (start, end, type_)
        confidence[key] = max(_WHOLE if whole else _TAUGHT, confidence.get(key, 0.0))
        spans.append(Span(doc, start, end, type_, span_id="corpus"))
    doc.spans["corpus"] = spans
    return doc
