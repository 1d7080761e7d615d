"""Names that other articles of the build have introduced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from kg.nlp.tokenizer import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "corpus_names"


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.spans"])
def corpus_names(doc: Doc) -> Doc:
    """Set `doc.spans["corpus"]` from `doc.user_data["corpus"]`, a `kg.corpus.CorpusNames`, if there is one."""
    names = doc.user_data.get("corpus")
    found = names.find(text_of(doc)) if names is not None else ()
    doc.spans["corpus"] = [Span(doc, start, end, type_, span_id="corpus") for start, end, type_ in found]
    return doc
