"""What the commands that read texts share: their options, and a build that shows its progress."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kg.cli.errors import reading_data, writing
from kg.cli.progress import progress
from kg.messages import text

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.name_models import Models
    from kg.passes import Read
    from kg.resolve import Resolution

inputs_argument = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
collection_option = click.option("--collection", metavar="FILE", type=click.Path(path_type=Path))
decisions_option = click.option("--decisions", metavar="FILE", type=click.Path(path_type=Path))


class Sources(NamedTuple):
    """What is read, and with what."""

    inputs: tuple[Path, ...]
    collection: Path | None
    decisions: Path | None
    models: Models


def built(sources: Sources, *, store: Path | None = None, base_iri: str) -> Graph:
    """The graph of the sources."""
    with writing(), reading_data(), progress(text("build.reading")) as show:
        from kg.build import build  # spaCy takes half a second to import
        from kg.engine import usable_processes

        return build(
            sources.inputs,
            collection=sources.collection,
            decisions=sources.decisions,
            models=sources.models,
            base_iri=base_iri,
            processes=usable_processes(),
            store=store,
            progress=show,
        )


def resolved(sources: Sources) -> tuple[Read, Resolution]:
    """What is read in the sources, and whom it holds for whom."""
    with writing(), reading_data(), progress(text("build.reading")) as show:
        from kg.build import read_and_resolve
        from kg.engine import usable_processes

        return read_and_resolve(
            sources.inputs,
            collection=sources.collection,
            decisions=sources.decisions,
            models=sources.models,
            processes=usable_processes(),
            progress=show,
        )
