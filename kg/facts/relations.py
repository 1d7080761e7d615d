"""Relations between the things of an article, read off its sentences by the patterns of `ontology/patterns`."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts.pattern_language import role_items
from kg.facts.patterns import load_patterns
from kg.facts.qualifiers import status
from kg.facts.topic import subjects_at
from kg.model import Evidence, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.patterns import Pattern, RelationPatterns
    from kg.facts.sentence import Item, Sentence

_SHORT = 60  # characters: a sentence up to this length is evidence as a whole
_BREAK = re.compile(r"[,。;:!?…\n]")
_TOPIC_DISCOUNT = 0.85


@dataclass(frozen=True, slots=True)
class _Found:
    """A match with its roles filled."""

    pattern: Pattern
    subject: Item
    object: Item
    sentence: Sentence
    start: int
    end: int  # article offsets of what was matched


def relations(sentences: Sequence[Sentence]) -> tuple[list[Relation], list[Relation]]:
    """The relations that one article's sentences state, and those vetoed because the ontology does not allow them.

    `sentences` are one article's, in order. A relation stated more than once carries every evidence.
    """
    facts: dict[tuple[str, str, str], Relation] = {}
    vetoed: dict[tuple[str, str, str], Relation] = {}
    for relation in load_patterns():
        said: set[str] = set()
        for found in _matches([p for p in relation.patterns if not p.fallback], sentences):
            allowed = relation.allows(found.subject.kind, found.object.kind)
            _add(facts if allowed else vetoed, _relation(relation, found))
            if allowed:
                said |= {found.subject.start, found.object.start}
        for found in _matches([p for p in relation.patterns if p.fallback], sentences):
            thing = found.object if found.pattern.topic == "subject" else found.subject
            if thing.start not in said and relation.allows(found.subject.kind, found.object.kind):
                _add(facts, _relation(relation, found))
    return _in_order(facts), _in_order(vetoed)


def _matches(patterns: Sequence[Pattern], sentences: Sequence[Sentence]) -> Iterator[_Found]:
    for index, sentence in enumerate(sentences):
        if not sentence.items:
            continue
        nested = any(item.inner for item in sentence.items)
        present = frozenset(sentence.skeleton)
        for pattern in patterns:
            if pattern.outer is not None:
                if nested:
                    yield from _in_names(pattern, sentence, sentence.items)
            elif not pattern.opened and all(need & present for need in pattern.needs):
                yield from _in_sentence(pattern, sentences, index, sentence)
            elif pattern.opened and nested:
                yield from _in_sentence(pattern, sentences, index, _opened(sentence))


def _in_sentence(pattern: Pattern, sentences: Sequence[Sentence], index: int, sentence: Sentence) -> Iterator[_Found]:
    for match in pattern.matches(sentence.skeleton):
        filled = _roles(pattern, match, sentence)
        start, end = sentence.offset(match.start()), sentence.offset(match.end())
        if pattern.topic is not None:
            filled[pattern.topic] = list(subjects_at(sentences, index, start, pattern.topic_kinds))
        for subject, object_ in _pairs(pattern, filled):
            yield _Found(pattern, subject, object_, sentence, start, end)


def _in_names(pattern: Pattern, sentence: Sentence, items: Sequence[Item]) -> Iterator[_Found]:
    """Matches inside names: the outer item holds one role, an item nested in it the other."""
    for item in items:
        if not item.inner:
            continue
        if item.kind in pattern.outer_kinds:
            name = replace(sentence, start=item.start, end=item.end, text=item.text, items=item.inner)
            for match in pattern.matches(name.skeleton):
                filled = _roles(pattern, match, name)
                filled[pattern.outer or ""] = [item]
                for subject, object_ in _pairs(pattern, filled):
                    yield _Found(pattern, subject, object_, sentence, item.start, item.end)
        yield from _in_names(pattern, sentence, item.inner)


def _opened(sentence: Sentence) -> Sentence:
    """The sentence with each name replaced by what is nested in it."""
    return replace(sentence, items=tuple(part for item in sentence.items for part in item.inner or (item,)))


def _roles(pattern: Pattern, match: re.Match[str], sentence: Sentence) -> dict[str, list[Item]]:
    filled: dict[str, list[Item]] = {"subject": [], "object": [], "both": [], "via": []}
    for role in pattern.expression.roles:
        filled[role.name].extend(role_items(match, role, sentence))
    return filled


def _pairs(pattern: Pattern, filled: dict[str, list[Item]]) -> Iterator[tuple[Item, Item]]:
    if pattern.via is not None and not any(pattern.via.search(item.text) for item in filled["via"]):
        return
    pairs = [(s, o) for s in filled["subject"] for o in filled["object"]] + list(itertools.combinations(filled["both"], 2))
    for subject, object_ in pairs:
        if subject.ref is not None and object_.ref is not None and subject.ref != object_.ref:
            yield subject, object_


def _relation(relation: RelationPatterns, found: _Found) -> Relation:
    pattern, sentence = found.pattern, found.sentence
    subject, object_ = found.subject.ref or "", found.object.ref or ""
    first = min([found.start, *(i.start for i in (found.subject, found.object) if sentence.start <= i.start < sentence.end)])
    confidence = pattern.confidence * (_TOPIC_DISCOUNT if pattern.topic else 1.0)
    said = pattern.status or ("Asserted" if pattern.outer else status(sentence, first, found.end))
    evidence = Evidence(sentence.article, *_clauses(sentence, first, found.end))
    return Relation(subject, relation.relation, object_, said, round(confidence, 3), f"{relation.relation}/{pattern.id}", (evidence,))


def _clauses(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The run of whole clauses around a stretch of the sentence; all of a short sentence."""
    text = sentence.text
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    if last - first > _SHORT:
        at, to = start - sentence.start, end - sentence.start
        first = max([first, *(m.end() for m in _BREAK.finditer(text, 0, at))])
        closing = _BREAK.search(text, max(to - 1, 0))
        last = min(last, max(closing.start(), to) if closing else last)
    return sentence.start + first, sentence.start + last


def _add(known: dict[tuple[str, str, str], Relation], new: Relation) -> None:
    """Keep one relation a triple: asserted before planned, the surer rule, all evidence."""
    key = (new.subject, new.predicate, new.object)
    old = known.get(key)
    if old is None:
        known[key] = new
        return
    best = max(old, new, key=lambda r: (r.status == "Asserted", r.confidence))
    evidence = tuple(sorted({*old.evidence, *new.evidence}))
    known[key] = Relation(best.subject, best.predicate, best.object, best.status, best.confidence, best.rule, evidence)


def _in_order(known: dict[tuple[str, str, str], Relation]) -> list[Relation]:
    return sorted(known.values(), key=lambda r: (r.evidence[0], r.predicate, r.subject, r.object))
