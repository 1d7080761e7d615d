"""What a person is asked about a graph: doubtful merges, then the facts that are least sure, each with sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kg.decisions import Decision
from kg.resolve.said import said
from kg.text import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.graph import Graph
    from kg.model import Evidence, Fact, Ref


class Question(NamedTuple):
    """What is asked; the sentences as (article, sentence); what is decided by yes and by no."""

    about: tuple[str, ...]  # two names, or the words of a fact
    merged: bool | None  # whether the two names are one now; None for a fact
    clues: tuple[str, ...]  # of a merge
    confidence: float  # of a fact
    quotes: tuple[tuple[str, str], ...]
    yes: Decision
    no: Decision


def questions(graph: Graph, below: float) -> list[Question]:
    """Doubts, the least settled first, and facts with a confidence less than `below`, the least sure first.

    What has been decided is no question any more, as a build replays decisions.
    """
    return [*_merges(graph), *_facts(graph, below)]


def signed(decision: Decision, who: str, why: str = "") -> Decision:
    """The decision with who took it, and why."""
    return Decision(decision.kind, decision.things, decision.fact, decision.to, who, why)


def _merges(graph: Graph) -> Iterator[Question]:
    wanted = {ref for doubt in graph.doubts for ref in doubt.refs}
    mentions = {m.ref: m for entity in graph.entities for m in reversed(entity.mentions) if m.ref in wanted}
    for doubt in graph.doubts:
        first = [mentions[ref] for ref in doubt.refs if ref in mentions]
        quotes = tuple((m.article, _sentence(graph, m.article, m.start, m.end)) for m in first)
        yes, no = Decision("same", doubt.things), Decision("different", doubt.things)
        yield Question(doubt.names, doubt.merged, doubt.clues, 0.0, quotes, yes, no)


def _sentence(graph: Graph, article: str, start: int, end: int) -> str:
    text = graph.article(article)
    found = ((s, e) for s, e, _ in sentences(text) if s <= start and end <= e)
    start, end = next(found, (start, end))
    return text.text[start:end]


def _facts(graph: Graph, below: float) -> Iterator[Question]:
    name = _namer(graph)
    unsure = [(fact.confidence, _words(fact, name), fact) for fact in graph.facts if fact.confidence < below]
    for confidence, words, fact in sorted((each for each in unsure if each[1]), key=lambda each: each[:2]):
        quotes = tuple((each.article, _quote(graph, each)) for each in fact.evidence)
        yes, no = Decision("confirm", fact=words), Decision("reject", fact=words)
        yield Question(words, None, (), confidence, quotes, yes, no)


def _quote(graph: Graph, evidence: Evidence) -> str:
    return _sentence(graph, evidence.article, evidence.start, evidence.end)


def _namer(graph: Graph) -> Callable[[Ref], str]:
    """How decisions call each entity; one that shares its name says its article. An event has no name."""
    shared = Counter((entity.type, entity.name) for entity in graph.entities)
    names = {
        entity.key: f"{entity.type}/{entity.name}"
        + (f"@{entity.articles[0]}" if shared[entity.type, entity.name] > 1 else "")
        for entity in graph.entities
    }
    return lambda ref: names.get(ref, "")


def _words(fact: Fact, name: Callable[[Ref], str]) -> tuple[str, ...]:
    """The words of a fact; none if one of its things has no name."""
    words = said(fact, name)
    return () if words[0] != "event" and "" in words else tuple(word for word in words if word or words[0] == "event")
