"""The options by which a command is told what to find names with."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.name_models import Models

if TYPE_CHECKING:
    from collections.abc import Callable


def model_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add --names-model and --spacy-model; the command gets what they say as `models`."""

    @click.option("--names-model", metavar="FILE", type=click.Path(path_type=Path))
    @click.option("--spacy-model", metavar="MODEL")
    @functools.wraps(command)
    def told(*, names_model: Path | None, spacy_model: str | None, **others: Any) -> int:  # noqa: ANN401 - the others are the command's
        return command(models=Models(names_model, spacy_model), **others)

    return told
