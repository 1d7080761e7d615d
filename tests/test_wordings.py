"""Invented sentences in the style of regional news, about 60 a relation: how many of their facts are read, frozen.

`tests/wordings/RELATION.tsv` has a marked sentence a line and, behind a tab, its facts (`甲>乙; 丙>乙`); a sentence
without facts must yield none. They were written before the patterns, so not all are read: `read.tsv` holds each
relation's count of facts found and of facts wrongly found, and `KG_RENEW_SCORES=1` writes it anew.
"""

from __future__ import annotations

import os

import nested
import pytest

from kg.facts.patterns import load_patterns
from kg.facts.references import resolve_references
from kg.facts.relations import relations

LEAST = 40  # sentences with facts, of each relation
SYMMETRIC = "cooperatesWith"


def wordings(root, relation):
    """Each sentence with its facts."""
    for line in (root / "tests" / "wordings" / f"{relation}.tsv").read_text(encoding="utf-8").splitlines():
        text, _, facts = line.partition("\t")
        yield text, {pair(*fact.split(">"), relation) for fact in facts.split("; ") if fact}


def pair(subject, other, relation):
    return tuple(sorted((subject, other))) if relation == SYMMETRIC else (subject, other)


def read(text, relation):
    found, _ = relations(resolve_references(nested.sentences(text)))
    return {
        pair(f.subject.split(":", 1)[1], f.object.split(":", 1)[1], relation)
        for f in found
        if f.predicate == relation and f.status != "Denied"
    }


@pytest.fixture(scope="module")
def counts(root):
    """By relation: facts found, facts wrongly found."""
    out = {}
    for relation in load_patterns():
        results = [(read(text, relation), facts) for text, facts in wordings(root, relation)]
        out[relation] = (sum(len(a & b) for a, b in results), sum(len(a - b) for a, b in results))
    return out


def test_every_relation_has_its_wordings(root):
    for relation in load_patterns():
        facts = [bool(facts) for _, facts in wordings(root, relation)]
        assert facts.count(True) >= LEAST
        assert facts.count(False) >= 15


def test_no_wording_is_lost(counts, root):
    path = root / "tests" / "wordings" / "read.tsv"
    if os.environ.get("KG_RENEW_SCORES"):
        path.write_text("".join(f"{r}\t{found}\t{wrong}\n" for r, (found, wrong) in counts.items()), encoding="utf-8")
    frozen = {r: (int(f), int(w)) for r, f, w in (row.split("\t") for row in path.read_text("utf-8").splitlines())}
    assert frozen.keys() == counts.keys()
    assert {r: counts[r] for r, (found, wrong) in frozen.items() if counts[r][0] < found or counts[r][1] > wrong} == {}


def test_respectively_pairs_each_with_its_own():
    said = read(
        "[甲企|Enterprise]、[乙企|Enterprise]分别位于[丙区|AdministrativeArea]、[丁区|AdministrativeArea]。",
        "locatedIn",
    )
    assert said == {("甲企", "丙区"), ("乙企", "丁区")}
