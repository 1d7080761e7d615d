"""Names that the model marks as one but that are several: 省委书记, 江海市临江区, a name with another in brackets."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from kg.lexicon import area_names, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_AREA = re.compile(r"[^\s、,]{1,8}?(?:特别行政区|自治区|自治州|自治县|新区|省|市|区|县|州|旗|镇|乡|街道|村|社区)")
_BRACKETED = re.compile(r"(?P<name>[^()]{3,})\((?P<other>[^()]{4,})\)\Z")
_AREA_AND_ONE = 3
_BY_OTHER_NAME = frozenset({"Project", "Facility", "Park", "Institution"})


def parts(text: str, start: int, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
    """The names in `text[start:end]`, each with its type; usually itself alone."""
    if kind == "Title" and (match := _post().fullmatch(text, start, end)) is not None and match["body"] != "人大":
        yield *match.span("body"), "GovernmentBody"
        yield *match.span("post"), "Title"
    elif kind == "Enterprise" and end - start == _AREA_AND_ONE and text[start : end - 1] in area_names():
        yield start, end - 1, "AdministrativeArea"  # 江海能以此为契机
    elif kind == "AdministrativeArea":
        for left, right in _areas(text, start, end):
            yield left, right, kind
    elif kind in _BY_OTHER_NAME and (match := _BRACKETED.fullmatch(text, start, end)) is not None:
        yield *match.span("name"), kind
        yield *match.span("other"), kind
    else:
        yield start, end, kind


def _areas(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """江海市临江区 is two areas; 高新区 or a name that is none as a whole stays whole."""
    at = start
    while at < end:
        match = _AREA.match(text, at, end)
        step = match.end() if match is not None else end
        known = next(
            (at + size for size in range(min(8, end - at), 1, -1) if text[at : at + size] in area_names()), None
        )
        if known is not None and (known < end or match is None):
            step = known if match is None or known >= match.end() or text[known:end] else step
        if end - step < 2 or step == at:
            step = end
        yield at, step
        at = step


@functools.cache
def _post() -> re.Pattern[str]:
    bodies, posts = ("|".join(row[0] for row in rows(name)) for name in ("post_bodies", "body_posts"))
    return re.compile(rf"(?P<body>[^党\s]{{0,8}}?(?:{bodies}))(?P<post>(?:常务)?(?:副)?(?:{posts}).{{0,6}})")
