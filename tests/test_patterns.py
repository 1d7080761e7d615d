"""Every example in ontology/patterns is read as it says."""

from __future__ import annotations

import collections
import re

import nested
import pytest

from kg.facts.candidates import Candidates
from kg.facts.pattern_language import compile_match, kinds_of
from kg.facts.patterns import examples, load_patterns
from kg.facts.references import resolve_references
from kg.facts.relations import _matches as matches
from kg.facts.relations import relations
from kg.facts.sentence import KIND_CHAR
from kg.facts.views import views
from kg.ontology import load_ontology

EXAMPLES = examples()


def said(text, relation):
    """The relation's facts in the text, as the example files write them."""
    facts, _ = relations(resolve_references(nested.sentences(text)))
    return sorted(
        f"{name(f.subject)} {f.predicate} {name(f.object)}" + (f" ({f.status})" if f.status != "Asserted" else "")
        for f in facts
        if f.predicate == relation
    )


def name(ref):
    return ref.split(":", 1)[1]


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e['relation']}-{n}" for n, e in enumerate(EXAMPLES)])
def test_example(example):
    assert said(example["text"], example["relation"]) == sorted(example["facts"])


def test_every_relation_has_examples_for_and_against():
    found = collections.Counter((e["relation"], bool(e["facts"])) for e in EXAMPLES)
    names = list(load_patterns())
    assert len(names) == 16
    assert not [r for r in names if not found[r, True] or not found[r, False]]
    assert len(EXAMPLES) >= 80


def test_every_pattern_compiles_and_is_unique():
    for patterns in load_patterns().values():
        ids = [pattern.id for pattern in patterns]
        assert len(ids) == len(set(ids))
        assert all(pattern.expression.roles for pattern in patterns)


def test_every_pattern_has_an_example():
    """Each pattern finds something in the examples of its file."""
    used = set()
    for example in EXAMPLES:
        sentences = resolve_references(nested.sentences(example["text"]))
        for pattern in load_patterns()[example["relation"]]:
            tries = [(view, pattern) for view in views(sentences) if Candidates([pattern]).of(view)]
            if any(True for _ in matches(tries, sentences)):
                used.add((pattern.relation, pattern.id))
    every = {(pattern.relation, pattern.id) for patterns in load_patterns().values() for pattern in patterns}
    assert not sorted(every - used)


def test_relations_are_those_of_the_ontology():
    assert set(load_patterns()) == set(load_ontology().relations)


def test_unknown_kinds_and_roles_are_refused():
    with pytest.raises(ValueError, match="unknown kind Firm"):
        kinds_of("Org|Firm")
    with pytest.raises(KeyError):
        compile_match("{who:}x{nobody}", {}, ())


def test_gap_stays_in_the_clause_and_stops_at_rivals():
    kinds = {"subject": ("Enterprise",), "object": ("Park",)}
    near = compile_match("{subject}{..9}落户{object}", kinds, ()).regex
    e, p = KIND_CHAR["Enterprise"], KIND_CHAR["Park"]
    assert near.search(f"{e}日前落户{p}")
    assert not near.search(f"{e}投产,落户{p}")
    assert near.search(f"{e}与{e}落户{p}").start() == 2
    assert compile_match("{subject}{...9}落户{object}", kinds, ()).regex.search(f"{e}投产,落户{p}")
    assert re.compile(near.pattern)
