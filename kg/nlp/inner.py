"""Names inside longer ones: the company in 海岳科技储能项目, the area in 江海市委 whose 市长 is named after it."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from spacy.language import Language

from kg.lexicon import words
from kg.nlp.composed import composition, listed
from kg.nlp.found import Found, found, hand_on
from kg.nlp.tokenizer import text_of
from kg.trie import find_few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

NAME = "inner"
_PHASE = re.compile(r"(?P<base>.{3,}?)(?:[一二三四五六](?:、[一二三四五六])*期)(?:工程|项目)?")
# Whose head is also the area's (江海市东岭区委副书记、区长): the area without those that it lies in.
_SEAT = re.compile(r"(?:中共)?(?:.*[省市州盟])?(?P<area>[^省市州盟]+(?P<level>[省市区县州旗镇乡]))(?:党?委|委员会)")
_HEADED = r"[^。;、\n]{{1,8}}(?:、[^。;、\n]{{1,8}}){{0,2}}?、(?:时任|代理|原|副|代)*{level}长"
_OUTER = {"Project": frozenset({"Enterprise", "Park", "Product", "Facility"}), "Facility": frozenset({"Enterprise"})}


@Language.component(NAME, requires=["doc.user_data"], assigns=["doc.user_data"])
def inner(doc: Doc) -> Doc:
    """Add the mentions in a project's or facility's name that also stand by themselves, or that compose a project.

    And the areas in the names of committees, where an area's head is named right after.
    """
    text, names = text_of(doc), found(doc, "mentions")
    types = {text[name.start : name.end]: name.type for name in names}
    added: list[Found] = []
    for name in names:
        if name.type in _OUTER:
            added += _standing(text, name, types)
            if name.type == "Project":
                added += _parts(text, name, added)
        elif name.type == "GovernmentBody":
            added += _seat(text, name)
    if added:
        hand_on(doc, "mentions", sorted([*names, *added], key=lambda name: (name.start, -name.end)))
    return doc


def _standing(text: str, name: Found, types: dict[str, str]) -> Iterator[Found]:
    """The names inside a longer one that stand elsewhere by themselves."""
    whole = text[name.start : name.end]
    for start, end in find_few((form for form, kind in types.items() if kind in _OUTER[name.type]), whole):
        if end - start < len(whole):
            yield Found(name.start + start, name.start + end, types[whole[start:end]], "inner")


def _seat(text: str, name: Found) -> Iterator[Found]:
    """The area of a committee whose member is its head, too."""
    seat = _SEAT.fullmatch(text, name.start, name.end)
    if seat is not None and re.compile(_HEADED.format(level=seat["level"])).match(text, name.end) is not None:
        yield Found(*seat.span("area"), "AdministrativeArea", "headed")


def _parts(text: str, name: Found, added: list[Found]) -> list[Found]:
    """A project without its phase, or else what it is composed of beside the names already found in it."""
    whole = text[name.start : name.end]
    phased = _PHASE.fullmatch(whole)
    if phased is not None:
        base = "Park" if phased["base"].endswith(_park_ends()) else "Project"
        return [Found(name.start, name.start + phased.end("base"), base, "phased")]
    nested = [other for other in added if name.start <= other.start < name.end]
    new = _composed(name.start, whole) if "、" in whole or not nested else []
    return [part for part in new if all(part.end <= old.start or old.end <= part.start for old in nested)]


def _composed(at: int, name: str) -> list[Found]:
    if "、" in name:
        return [Found(at + start, at + end, "Product", "composed") for start, end in listed(name)]
    parts = composition(name)
    if parts is None:
        return []
    middle = at + parts.company_end
    found_ = [Found(at, middle, "Enterprise", "composed")]
    if parts.product_end is not None:
        found_.append(Found(middle, at + parts.product_end, "Product", "composed"))
    return found_


@functools.cache
def _park_ends() -> tuple[str, ...]:
    return tuple(sorted(words("park_suffixes")))
