"""What one article says of one thing: the unit that resolution compares."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.resolve.canonical import is_local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.model import Mention, Ref


class LocalThing(NamedTuple):
    """All mentions of one thing in one article."""

    ref: Ref
    article: str
    type: str
    name: str  # the fullest form in the article
    names: frozenset[str]  # every surface form that is a name
    resolved: frozenset[str]  # names given by the paper's home
    telling: tuple[str, ...]  # names that mean the same thing in every article, sorted; none for 园区 and the like
    mentions: tuple[Mention, ...]

    @property
    def all_names(self) -> frozenset[str]:
        """Surface forms and home-resolved names."""
        return self.names | self.resolved


def gather(
    mentions: Iterable[Mention], texts: Mapping[str, str], retyped: Callable[[str, str], str] = lambda kind, _: kind
) -> list[LocalThing]:
    """Group mentions by their local ref, sorted by it. `texts` are those of the articles.

    `retyped(type, name)` says of which type a thing of that name is.
    """
    by_ref: dict[Ref, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_ref[mention.ref].append(mention)
    return [_thing(ref, group, texts, retyped) for ref, group in sorted(by_ref.items())]


def _thing(ref: Ref, group: list[Mention], texts: Mapping[str, str], retyped: Callable[[str, str], str]) -> LocalThing:
    group.sort(key=lambda m: (m.start, m.end))
    first = group[0]
    text = texts[first.article]
    names, resolved, homely = {first.name}, set(), set()
    for mention in group:
        if not mention.reference:
            form = text[mention.start : mention.end]
            names.add(form)
            if mention.resolved:
                resolved.add(mention.resolved)
                homely.add(form)
    kind = next((new for name in sorted(names) if (new := retyped(first.type, name)) != first.type), first.type)
    # 园区 and 高新区 mean another thing in another paper, and 区委 where it is 武进区委
    telling = sorted(name for name in names | resolved if name not in homely and not is_local(kind, name))
    return LocalThing(
        ref, first.article, kind, first.name, frozenset(names), frozenset(resolved), tuple(telling), tuple(group)
    )
