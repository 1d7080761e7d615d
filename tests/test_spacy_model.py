"""A spaCy model of the user's own: small pipelines made here, one of characters and one of words."""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.tokens import Doc

from kg import lexicon
from kg.build import build
from kg.lexicon import LexiconError, rows
from kg.name_models import ModelError, Models
from kg.nlp import create_pipeline, spacy_model
from kg.ontology import load_ontology
from kg.text import normalize

TEXT = "泠川堂与青禾商会签约，陈远山到场。"
ENTITIES = {"泠川堂": "ORG", "青禾商会": "ORG", "泠川": "Cluster", "签约": "EVENT"}
WORDS = re.compile("泠川堂|青禾|商会|签约|陈远山|.", re.DOTALL)


class Words:
    """A tokenizer that sets a space after every word, which is not in the text."""

    def __init__(self, vocab):
        self.vocab = vocab

    def __call__(self, text):
        return Doc(self.vocab, words=WORDS.findall(text))

    def to_disk(self, path, **_):
        """Nothing to keep."""

    def from_disk(self, path, **_):
        return self


@spacy.registry.tokenizers("kg.test.words")
def _words():
    return lambda nlp: Words(nlp.vocab)


def saved(folder, entities=ENTITIES, tokenizer=None):
    """A pipeline that knows these names, written to a folder."""
    config = {"nlp": {"tokenizer": {"@tokenizers": tokenizer}}} if tokenizer else {}
    nlp = spacy.blank("zh", config=config)
    ruler = nlp.add_pipe("entity_ruler")
    for form, label in entities.items():
        tokens = WORDS.findall(form) if tokenizer else form
        ruler.add_patterns([{"label": label, "pattern": [{"TEXT": token} for token in tokens]}])
    nlp.to_disk(folder)
    return str(folder)


def read(model, text=TEXT):
    """Form → type and rule of the mentions, and their scores by form."""
    doc = create_pipeline(Models(spacy=model))(normalize(text))
    mentions = doc.spans["mentions"]
    found = {span.text: (span.label_, span.id_) for span in mentions}
    return found, dict(zip((span.text for span in mentions), mentions.attrs["scores"], strict=True))


@pytest.mark.parametrize("tokenizer", [None, "kg.test.words"])
def test_its_entities_are_mentions_at_their_places(tmp_path, tokenizer):
    assert "泠川堂" not in read(None)[0]
    found, scores = read(saved(tmp_path / "mine", tokenizer=tokenizer))
    assert found["泠川堂"] == ("Enterprise", "spacy:mine")
    assert found["青禾商会"] == ("Association", "spacy:mine")
    assert scores["泠川堂"] == spacy_model._TRUST
    assert found["陈远山"] == ("Person", "learned")
    assert "签约" not in found  # a label that means nothing here


def test_a_surer_span_of_ours_wins_over_one_of_the_model(tmp_path):
    model = saved(tmp_path / "mine", {"陈远山到": "ORG", "记者陈远": "PERSON"})
    found, scores = read(model, "本报讯（记者陈远山）泠川堂签约。")
    assert found["陈远山"] == ("Person", "learned")
    assert scores["陈远山"] > spacy_model._TRUST


def test_where_both_agree_the_surer_figure_stands(tmp_path):
    text = "本报讯（记者陈远山）今天签约。"
    assert read(saved(tmp_path / "mine", {"陈远山": "PERSON"}), text) == read(None, text)


@pytest.mark.parametrize(
    ("label", "name", "type_"),
    [
        ("PERSON", "泠禾", "Person"),
        ("ORG", "泠川堂", "Enterprise"),
        ("ORG", "泠川研究院有限公司", "Enterprise"),
        ("ORG", "泠川研究院", "Institution"),
        ("ORG", "泠川县卫健委", "GovernmentBody"),
        ("ORG", "泠川智造园", "Park"),
        ("GPE", "泠川", "AdministrativeArea"),
        ("LOC", "泠川高新区", "Park"),
        ("FAC", "泠川大桥", "Facility"),
        ("PRODUCT", "泠川一号", "Product"),
        ("Institution", "泠川智造园", "Institution"),
    ],
)
def test_labels_are_mapped_to_our_types(tmp_path, label, name, type_):
    found = [*spacy_model._names(f"在{name},", spacy_model.load(saved(tmp_path / "m", {name: label})))]
    assert found == [(1, 1 + len(name), type_)]


def test_every_label_of_the_list_means_a_type_of_ours():
    types = {*load_ontology().entity_types, "Title"}
    assert {type_ for row in rows("ner_labels") for type_ in row[1:]} <= types
    assert {row[0] for row in rows("ner_labels")} >= {"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT"}


def test_a_broken_list_of_labels_is_named(monkeypatch):
    monkeypatch.setattr(spacy_model, "rows", lambda name: (("ORG", "Firm"),))
    with pytest.raises(LexiconError, match=r"ner_labels\.tsv: ORG Firm"):
        spacy_model._labels.__wrapped__()
    assert lexicon.rows("ner_labels")


def test_a_tokenizer_may_set_or_drop_spaces_but_not_change_the_text():
    assert [*spacy_model._places("泠 川。", "泠川\n。")] == [0, 1, 1, 3]
    with pytest.raises(ValueError, match="changes the text"):
        spacy_model._places("泠溪", "泠川")


def test_a_model_that_cannot_be_used_is_named(tmp_path):
    with pytest.raises(ModelError, match="nonesuch") as error:
        create_pipeline(Models(spacy="nonesuch"))
    assert error.value.missing
    with pytest.raises(ModelError, match=re.escape(str(tmp_path))) as error:  # a folder, but no model in it
        create_pipeline(Models(spacy=str(tmp_path)))
    assert not error.value.missing


def test_several_processes_read_with_it_too(tmp_path):
    model = saved(tmp_path / "mine")
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    graphs = [build([tmp_path], models=Models(spacy=model), processes=n) for n in (1, 3)]
    assert graphs[0].entities == graphs[1].entities
    assert graphs[0].facts == graphs[1].facts
    mentions = [m for entity in graphs[0].entities for m in entity.mentions if m.rule == "spacy:mine"]
    assert {mention.article for mention in mentions} == {f"{number}-1" for number in range(5)}


def test_the_command_line_takes_it(kg, tmp_path):
    model = saved(tmp_path / "mine")
    shown = kg("explain", TEXT, "--spacy-model", model)
    assert re.search(r"泠川堂 +Enterprise +spacy:mine$", shown.out, re.MULTILINE)
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    assert kg("build", tmp_path / "page.txt", "-o", tmp_path / "out", "--spacy-model", model).code == 0
    assert "泠川堂" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [["explain", TEXT], ["build", "seeds", "-o", "out"]])
def test_a_missing_model_is_misuse_and_a_broken_one_is_bad_input(kg, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    missing = kg(*command, "--spacy-model", "zh_nonesuch")
    assert missing.code == 2
    assert "There is no spaCy model zh_nonesuch, neither a package nor a folder. Install" in missing.err
    broken = kg(*command, "--spacy-model", tmp_path)
    assert broken.code == 1
    assert f"The model {tmp_path} cannot be used: " in broken.err
    assert "Traceback" not in missing.err + broken.err
    assert not (tmp_path / "out").exists()
