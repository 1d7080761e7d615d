"""What changed from one graph to another, as a few lines that a person would read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.fact import figure
from kg.cli.stated import fact_label, stated, type_label
from kg.cli.terminal import printable
from kg.messages import language, text
from kg.model import Event, Observation, Position, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.diff import Change, Difference, Said
    from kg.model import Entity

    Names = Mapping[str, str]

_SEPARATORS = {"zh": "、", "en": ", "}
_MOST = 5  # lines, or names, of one kind
_TYPES = ("Enterprise", "Project", "Park", "Policy")  # of entities that are news; the others are only counted
_KINDS = (Event, Position, Observation, Relation)  # what happened first


def digest(found: Difference) -> str:
    """How much came, went and changed; then new companies and projects, events, posts, figures, and corrections."""
    if not found.things and not found.facts:
        return text("digest.same")
    facts = sorted(found.facts, key=lambda change: -change.what.fact.confidence)
    hows = [[change.how for change in found.things], [change.how for change in facts]]
    total = text("digest.total", *(group.count(how) for how in ("added", "removed", "changed") for group in hows))
    return "\n".join([total, *_new(found.things), *_told(facts, found.names), *_gone(facts, found.names)])


def _new(things: Sequence[Change[Entity]]) -> Iterator[str]:
    for type_ in _TYPES:
        names = [change.what.name for change in things if change.how == "added" and change.what.type == type_]
        if names:
            shown = _SEPARATORS[language()].join(map(printable, names[:_MOST])) + ("…" if len(names) > _MOST else "")
            yield text("digest.new", type_label(type_), len(names), shown)


def _told(facts: Sequence[Change[Said]], names: Names) -> Iterator[str]:
    for sort in _KINDS:
        new = [change for change in facts if change.how == "added" and isinstance(change.what.fact, sort)]
        if new:
            yield from _listed(text("digest.section", fact_label(new[0].what.fact)), new, names)


def _gone(facts: Sequence[Change[Said]], names: Names) -> Iterator[str]:
    yield from _listed(text("digest.gone"), [change for change in facts if change.how == "removed"], names)
    yield from _listed(text("digest.corrected"), [change for change in facts if _corrected(change)], names)


def _listed(title: str, changes: Sequence[Change[Said]], names: Names) -> Iterator[str]:
    if changes:
        yield f"\n{title}"
        yield from (f"  · {stated(change.what.fact, names)}{_corrected(change)}" for change in changes[:_MOST])
        if len(changes) > _MOST:
            yield f"  · {text('digest.more', len(changes) - _MOST)}"


def _corrected(change: Change[Said]) -> str:
    """The old value of a figure that has a new one."""
    before, after = (said.fact if said is not None else None for said in (change.before, change.after))
    if isinstance(before, Observation) and isinstance(after, Observation) and figure(before) != figure(after):
        return text("digest.instead", figure(before))
    return ""
