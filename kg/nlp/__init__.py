"""The names pipeline: from a text to every mention of a thing, with its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.name_models import SHIPPED
from kg.nlp import spacy_alone  # noqa: F401 - before all that import spaCy

# isort: split
from kg.nlp import (
    abbreviations,
    aliases,
    choice,
    corpus,
    enumerations,
    home,
    inner,
    judge,
    known,
    learned,
    repeats,
    shapes,
    spacy_model,
)
from kg.nlp.tokenizer import CharacterTokenizer

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.name_models import Models

# In order: each finds spans of its own, `choice` keeps one of those that overlap, the rest looks at the whole article.
COMPONENTS = (
    learned.NAME,  # what the model has learned from annotated news
    known.NAME,  # ministries and other bodies that everybody knows
    enumerations.NAME,  # members of lists whose head tells what they are
    shapes.NAME,  # names that their shape or their surroundings give away
    corpus.NAME,  # what other articles have introduced
    choice.NAME,  # one reading of every stretch
    abbreviations.NAME,  # short names that the article introduces or that follow from full ones
    repeats.NAME,  # a name found once is a name everywhere in the article
    inner.NAME,  # companies in the names of projects and facilities
    home.NAME,  # what 我区 and 区委 stand for
    aliases.NAME,  # which names mean the same thing
    judge.NAME,  # what of all that is a thing of the article
)


def create_pipeline(models: Models = SHIPPED) -> Language:
    """A spaCy pipeline over normalised text (`kg.text.normalize`), one token a character.

    `nlp(text)` gives `doc.spans["mentions"]` (label: type, kb_id: fullest name in the text, id: rule), its scores in
    `.attrs["scores"]`, and `doc.spans["titles"]`. `doc.user_data["home"]`, set before the components run, names the
    areas from small to large that 我区 and 全市 mean. Raises ModelError for a model that cannot be used.
    """
    import spacy
    from spacy.vocab import Vocab

    nlp = spacy.blank("zh", vocab=Vocab())  # nobody asks whether a character is a stop word or looks like an address
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    nlp.max_length = 10**9  # the components read in one pass and need no more than a few hundred bytes a character
    config = {learned.NAME: {"path": str(models.names)}} if models.names is not None else {}
    for name in COMPONENTS:
        nlp.add_pipe(name, config=config.get(name, {}))
    if models.spacy is not None:
        nlp.add_pipe(spacy_model.NAME, before=choice.NAME, config={"model": models.spacy})
    return nlp
