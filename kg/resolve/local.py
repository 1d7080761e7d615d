"""What one article says of one thing: the unit that resolution compares."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Mention, Ref


@dataclass(frozen=True, slots=True)
class LocalThing:
    """All mentions of one thing in one article."""

    ref: Ref
    article: str
    type: str
    name: str  # the fullest form in the article
    names: frozenset[str]  # every surface form that is a name
    resolved: frozenset[str]  # names given by the paper's home
    first: int  # offset of its first mention
    mentions: tuple[Mention, ...]

    @property
    def all_names(self) -> frozenset[str]:
        """Surface forms and home-resolved names."""
        return self.names | self.resolved


def gather(mentions: Iterable[Mention], surface: dict[tuple[str, int, int], str]) -> list[LocalThing]:
    """Group mentions by their local ref; `surface[(article, start, end)]` is a mention's text. Sorted by ref."""
    by_ref: dict[Ref, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_ref[mention.ref].append(mention)
    return [
        _thing(ref, sorted(group, key=lambda m: (m.start, m.end)), surface) for ref, group in sorted(by_ref.items())
    ]


def _thing(ref: Ref, group: Sequence[Mention], surface: dict[tuple[str, int, int], str]) -> LocalThing:
    forms = {surface[m.article, m.start, m.end] for m in group if not m.reference}
    return LocalThing(
        ref=ref,
        article=group[0].article,
        type=group[0].type,
        name=group[0].name,
        names=frozenset({*forms, group[0].name}),
        resolved=frozenset(m.resolved for m in group if m.resolved),
        first=group[0].start,
        mentions=tuple(group),
    )
