"""What a reader of the paper knows, from `collection.toml`: its name, its home, when each page appeared.

name = "江海日报"
home = ["临江区", "江海市", "东岭省"]     # from small to large

[published]
"page.txt" = "2024-11"                    # as exact as known: year, month or day
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_KEYS = {"name", "home", "published"}


class CollectionError(ValueError):
    """A collection file that cannot be used; the message names the file, the place and what to do."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Areas from small to large (武进区, 常州市, 江苏省); dates as exact as known, by source or file name."""

    name: str | None = None
    home: tuple[str, ...] = ()
    published: Mapping[str, str] = field(default_factory=dict)

    def published_on(self, source: str) -> str | None:
        """The ISO date of a source, by its path or its file name."""
        return self.published.get(source, self.published.get(source.rpartition("/")[2]))


def load_collection(path: Path) -> Collection:
    """Read a collection file. Raises CollectionError where it cannot be read, parsed or understood."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CollectionError(f"{path}: cannot be read ({error.strerror}); check its name and permissions") from error
    except UnicodeDecodeError as error:
        raise CollectionError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise CollectionError(f"{path}: {error}; correct the TOML there") from error
    unknown = sorted(set(values) - _KEYS)
    if unknown:
        raise _wrong(path, unknown[0], f"unknown; use only {', '.join(sorted(_KEYS))}")
    return Collection(_name(path, values), _home(path, values), _published(path, values))


def _name(path: Path, values: Mapping[str, object]) -> str | None:
    name = values.get("name")
    if name is not None and not isinstance(name, str):
        raise _wrong(path, "name", 'must be text, such as name = "江海日报"')
    return name


def _home(path: Path, values: Mapping[str, object]) -> tuple[str, ...]:
    home = values.get("home", [])
    if not isinstance(home, list) or not all(isinstance(area, str) and area for area in home):
        raise _wrong(path, "home", 'must list areas from small to large, such as home = ["临江区", "江海市"]')
    return tuple(home)


def _published(path: Path, values: Mapping[str, object]) -> dict[str, str]:
    published = values.get("published", {})
    if not isinstance(published, dict):
        raise _wrong(path, "published", 'must be a table, such as "page.txt" = "2024-11-05"')
    for source, day in published.items():
        if not is_date(str(day)):
            raise _wrong(path, source, 'must be a date: "2024", "2024-11" or "2024-11-05"')
    return {source: str(day) for source, day in published.items()}


def is_date(value: str) -> bool:
    """Whether the value is an ISO date of the calendar, a month or a year."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def _wrong(path: Path, key: str, what: str) -> CollectionError:
    """The message for a key's value, with the first line that has the key."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    number = next((n for n, line in enumerate(lines, 1) if line.lstrip().lstrip("[\"'").startswith(key)), 1)
    return CollectionError(f"{path}: line {number}: {key}: {what}")


def resolve_area(surface: str, collection: Collection) -> str | None:
    """The home area that the words name (我区, 全市, 省里 …), or None when they are no such words or it is unknown."""
    match = _area().fullmatch(surface)
    return _home_of(match["level"] or match["inside"], collection) if match else None


def resolve_body(surface: str, collection: Collection) -> str | None:
    """The full name of a body that is named by its level alone: 区委 → 武进区委, 市政府 → 常州市政府.

    None when the name does not begin with a level word, or the home has no area of that level. Whether the
    words are a body's name at all is for the caller to know.
    """
    match = _body().match(surface)
    area = _home_of(match["level"], collection) if match else None
    return area + surface[len(match["level"]) :] if match and area else None


def _home_of(level: str, collection: Collection) -> str | None:
    endings, others = _endings(level)
    return next((area for area in collection.home if area.endswith(endings) and not area.endswith(others)), None)


@cache
def _endings(level: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How areas of the level end, and the longer endings that are of another level: 区, but not 自治区 or 地区."""
    [own] = [tuple(row[1].split()) for row in rows("levels") if row[0] == level]
    every = [ending for row in rows("levels") for ending in row[1].split()]
    return own, tuple(longer for longer in every if longer not in own and longer.endswith(own))


def _levels() -> str:
    return "|".join(re.escape(row[0]) for row in sorted(rows("levels"), key=lambda row: (-len(row[0]), row)))


@cache
def _area() -> re.Pattern[str]:
    own = "|".join(row[0] for row in rows("home_words") if row[1] == "before")
    inside = "|".join(row[0] for row in rows("home_words") if row[1] == "after")
    return re.compile(rf"(?:{own})(?P<level>{_levels()})|(?P<inside>{_levels()})(?:{inside})")


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"(?P<level>{_levels()})(?=[\u4e00-\u9fff])")
