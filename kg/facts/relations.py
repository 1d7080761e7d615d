"""Relations between the things of an article, read off its sentences by the patterns of `ontology/patterns`."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts.candidates import Candidates
from kg.facts.evidence import clauses, together
from kg.facts.pattern_language import role_items
from kg.facts.patterns import load_patterns
from kg.facts.qualifiers import status
from kg.facts.topic import subjects_at
from kg.facts.views import views
from kg.model import Relation
from kg.ontology import load_ontology

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from kg.facts.patterns import Pattern
    from kg.facts.sentence import Item, Sentence
    from kg.facts.views import View
    from kg.model import Status

_RESPECTIVELY = "分别"


@dataclass(frozen=True, slots=True)
class _Found:
    """A match with its roles filled."""

    pattern: Pattern
    subject: Item
    object: Item
    sentence: Sentence
    start: int
    end: int  # article offsets of what was matched

    def allowed(self) -> bool:
        return load_ontology().allows(self.subject.kind, self.pattern.relation, self.object.kind)


def relations(sentences: Sequence[Sentence]) -> tuple[list[Relation], list[Relation]]:
    """The relations that one article's sentences state, and those vetoed because the ontology does not allow them.

    `sentences` are one article's, in order. A relation stated more than once carries every evidence.
    """
    stated: dict[tuple[str, str, str], Relation] = {}
    vetoed: dict[tuple[str, str, str], Relation] = {}
    tries = _tries(sentences)
    for relation in load_patterns():
        said: set[int] = set()
        for found in _matches(tries[relation, False], sentences):
            if found.allowed():
                _add(stated, found)
                said |= {found.subject.start, found.object.start}
            else:
                _add(vetoed, found)
        for found in _matches(tries[relation, True], sentences):
            thing = found.object if found.pattern.topic == "subject" else found.subject
            if thing.start not in said and found.allowed():
                _add(stated, found)
    return _in_order(stated), _in_order(vetoed)


@functools.cache
def _candidates() -> Candidates:
    return Candidates([pattern for patterns in load_patterns().values() for pattern in patterns])


def _tries(sentences: Sequence[Sentence]) -> dict[tuple[str, bool], list[tuple[View, Pattern]]]:
    """What may match what, in order, by relation and by whether the pattern is a fallback."""
    found: dict[tuple[str, bool], list[tuple[View, Pattern]]] = defaultdict(list)
    for view in views(sentences):
        for pattern in _candidates().of(view):
            found[pattern.relation, pattern.fallback].append((view, pattern))
    return found


def _matches(tries: Iterable[tuple[View, Pattern]], sentences: Sequence[Sentence]) -> Iterator[_Found]:
    for view, pattern in tries:
        yield from _in_view(pattern, view, sentences)


def _in_view(pattern: Pattern, view: View, sentences: Sequence[Sentence]) -> Iterator[_Found]:
    for match in pattern.matches(view.shown):
        filled = _roles(pattern, match, view.shown)
        if filled is None:
            continue
        start, end = view.shown.offset(match.start()), view.shown.offset(match.end())
        if pattern.topic is not None:
            topic = subjects_at(sentences, view.number, start, pattern.topic_kinds, pattern.beyond)
            text = pattern.texts.get(pattern.topic)
            filled[pattern.topic] = [item for item in topic if text is None or text.search(item.text)]
        if pattern.outer is not None and view.outer is not None:
            filled[pattern.outer] = [view.outer]
        respective = _RESPECTIVELY in view.shown.skeleton[match.start() : match.end()]
        for subject, object_ in _pairs(filled, respective=respective):
            yield _Found(pattern, subject, object_, sentences[view.number], start, end)


def _roles(pattern: Pattern, match: re.Match[str], sentence: Sentence) -> dict[str, list[Item]] | None:
    """The items in each role; None where a role asks for a text that none of its items has."""
    filled: dict[str, list[Item]] = {"subject": [], "object": [], "both": [], "via": []}
    for role in pattern.expression.roles:
        filled[role.name].extend(role_items(match, role, sentence))
    for name, text in pattern.texts.items():
        if name == pattern.topic:
            continue
        filled[name] = [item for item in filled[name] if text.search(item.text)]
        if not filled[name]:
            return None
    return filled


def _pairs(filled: dict[str, list[Item]], *, respective: bool) -> Iterator[tuple[Item, Item]]:
    """Each subject with each object; with its own where as many are named respectively (甲、乙分别落户丙、丁)."""
    subjects, objects = filled["subject"], filled["object"]
    one_each = respective and len(subjects) == len(objects)
    pairs = list(zip(subjects, objects, strict=True) if one_each else itertools.product(subjects, objects))
    pairs += itertools.combinations(filled["both"], 2)
    for subject, object_ in pairs:
        if subject.ref is not None and object_.ref is not None and subject.ref != object_.ref:
            yield subject, object_


def _relation(found: _Found) -> Relation:
    pattern, sentence = found.pattern, found.sentence
    roles = [item.start for item in (found.subject, found.object) if sentence.start <= item.start < sentence.end]
    first = min([found.start, *roles])
    confidence = round(pattern.confidence * _score(found.subject) * _score(found.object), 3)
    asserted: Status = "Asserted"  # what a name says of its thing holds, whatever the sentence says of it
    said = pattern.status or (asserted if pattern.outer else status(sentence, first, found.end))
    evidence = clauses(sentence, first, found.end)
    rule = f"{pattern.relation}/{pattern.id}"
    return Relation(
        found.subject.ref or "", pattern.relation, found.object.ref or "", said, confidence, rule, (evidence,)
    )


def _score(item: Item) -> float:
    return item.mention.score if item.mention is not None else 1.0


def _add(known: dict[tuple[str, str, str], Relation], found: _Found) -> None:
    """Keep one relation a triple: asserted before planned, the surer rule, all evidence."""
    new = _relation(found)
    key = (new.subject, new.predicate, new.object)
    old = known.get(key)
    if old is None:
        known[key] = new
        return
    best = max(old, new, key=lambda relation: (relation.status == "Asserted", relation.confidence))
    known[key] = replace(best, evidence=together(old.evidence, new.evidence))


def _in_order(known: dict[tuple[str, str, str], Relation]) -> list[Relation]:
    return sorted(known.values(), key=lambda r: (r.evidence[0], r.predicate, r.subject, r.object))
