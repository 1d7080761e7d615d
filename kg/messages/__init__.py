"""What `kg` says to people, in Chinese or English: templates by key, in `en.toml` and `zh.toml`.

`text("build.help")` is the entry `help` of the table `build`; `{0}`, `{1}` … stand for the values. The
table `problem` has a template for every `Problem.what`.
"""

from __future__ import annotations

import functools
import os
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Problem

    Language = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")
_chosen: list[Language] = ["en"]


def use(language: Language) -> None:
    """Speak this language from now on."""
    _chosen[0] = language


def language() -> Language:
    """The language spoken now."""
    return _chosen[0]


def preferred(arguments: Sequence[str] = (), environment: Mapping[str, str] = os.environ) -> Language:
    """The language asked for: `--lang` among the arguments, KG_LANG, or the locale; English for any other."""
    given = [*_options(arguments), environment.get("KG_LANG", "")]
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    asked = next((value for value in given if value in LANGUAGES), locale)
    return "zh" if asked.lower().startswith("zh") else "en"


def text(key: str, *values: object) -> str:
    """The text of that key in the language spoken, filled with the values; KeyError if there is none."""
    return catalogue(language())[key].format(*values)


def has(key: str) -> bool:
    """Whether there is a text of that key."""
    return key in catalogue(language())


def problem_text(problem: Problem) -> str:
    """One line: where, what is wrong, and what to do about it."""
    table = "problem" if is_error(problem) else "note"
    return f"{problem.where}: {text(f'{table}.{problem.what}', *problem.values)}"


def is_error(problem: Problem) -> bool:
    """Whether something is lost or wrong; a note tells only what stays unresolved."""
    return has(f"problem.{problem.what}")


@functools.cache
def catalogue(language: Language) -> dict[str, str]:
    """All texts of a language by dotted key."""
    source = Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(source), ""))


def _flat(table: Mapping[str, object], prefix: str) -> list[tuple[str, str]]:
    """Nested tables as dotted keys."""
    flat: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            flat.extend(_flat(cast("dict[str, object]", value), f"{prefix}{key}."))
        else:
            flat.append((prefix + key, str(value).strip("\n")))
    return flat


def _options(arguments: Sequence[str]) -> list[str]:
    """The values given to --lang, last first, as the last one counts."""
    found = [after for before, after in pairwise(arguments) if before == "--lang"]
    found += [value.removeprefix("--lang=") for value in arguments if value.startswith("--lang=")]
    return found[::-1]
