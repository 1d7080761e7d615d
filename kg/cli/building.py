"""What the commands that read texts share: their options, and a build that shows its progress."""

from __future__ import annotations

import functools
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kg.cli.errors import reading_data, writing
from kg.cli.model_options import model_options
from kg.cli.progress import progress
from kg.messages import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.graph import Graph
    from kg.name_models import Models
    from kg.passes import Read
    from kg.resolve import Resolution

decisions_option = click.option("--decisions", metavar="FILE", type=click.Path(path_type=Path))


class Sources(NamedTuple):
    """What is read, and with what."""

    inputs: tuple[Path, ...]
    collection: Path | None
    decisions: Path | None
    models: Models


def _is_master(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The value, if it can be the address of a Spark master."""
    from kg.spark import MASTERS

    if value is not None and not value.startswith(MASTERS):
        raise click.UsageError(text("usage.engine", value))
    return value


engine_option = click.option("--engine", metavar="URL", callback=_is_master)


def sources_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add INPUT... and the options of what it is read with; the command gets them as `sources`."""

    @click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option("--collection", metavar="FILE", type=click.Path(path_type=Path))
    @decisions_option
    @model_options
    @functools.wraps(command)
    def told(*, inputs: tuple[Path, ...], collection: Path | None, decisions: Path | None, **others: Any) -> int:  # noqa: ANN401 - the others are the command's
        return command(sources=Sources(inputs, collection, decisions, others.pop("models")), **others)

    return told


def built(sources: Sources, *, store: Path | None = None, base_iri: str, engine: str | None = None) -> Graph:
    """The graph of the sources."""
    with _reading() as how:
        from kg.build import build  # spaCy takes half a second to import

        return build(base_iri=base_iri, store=store, engine=engine, **sources._asdict(), **how)


def resolved(sources: Sources) -> tuple[Read, Resolution]:
    """What is read in the sources, and whom it holds for whom."""
    with _reading() as how:
        from kg.build import read_and_resolve

        return read_and_resolve(**sources._asdict(), **how)


@contextmanager
def _reading() -> Iterator[dict[str, Any]]:
    """How texts are read: on every processor, with a bar, and with words for what goes wrong."""
    with writing(), reading_data(), progress(text("build.reading")) as show:
        from kg.engine import usable_processes

        yield {"processes": usable_processes(), "progress": show}
