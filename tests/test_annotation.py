"""Our own annotation by offsets is whole: what its READMEs promise of the rows."""

from __future__ import annotations

import json

import pytest

from kg.ontology import load_ontology


@pytest.fixture(scope="module")
def gold(root):
    return root / "tests" / "gold"


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_names(gold):
    rows = lines(gold / "names" / "offsets.jsonl")
    kinds = {*load_ontology().entity_types, "Title"}
    assert len({row["line"] for row in rows}) == len(rows) == 2084
    assert {kind for row in rows for *_, kind in row["names"]} == kinds
    assert all(0 <= start < end for row in rows for start, end, _ in row["names"])


def test_facts(gold):
    rows, ontology = lines(gold / "facts" / "offsets.jsonl"), load_ontology()
    split = json.loads((gold / "facts" / "split.json").read_text(encoding="utf-8"))
    assert sorted(split["read"] + split["held"]) == sorted(row["doc"] for row in rows)
    assert (len(split["read"]), len(split["held"])) == (480, 270)
    triples = [(row, relation) for row in rows for relation in row["relations"]]
    assert len(triples) > 8000
    for row, (subject, name, object_, *_) in triples:
        kinds = [row["entities"][n][0] if isinstance(n, int) else "Event" for n in (subject, object_)]
        assert ontology.allows(kinds[0], name, kinds[1]), (row["doc"], kinds, name)
