"""What ends a command with exit code 1 and one clear line."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kg.messages import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class CommandError(Exception):
    """The input, the graph or the output is at fault; the message says which file, and what to do."""


@contextmanager
def writing() -> Iterator[None]:
    """Turn an output that cannot be written, or that another process writes, into a CommandError."""
    from kg.engine import LostProcessError
    from kg.files import BusyError, UnwritableError

    try:
        yield
    except LostProcessError as error:
        raise CommandError(text("failed.lost")) from error
    except BusyError as error:
        raise CommandError(text("failed.busy", error.path)) from error
    except UnwritableError as error:
        raise CommandError(text("failed.unwritable", error.path, error.reason)) from error


@contextmanager
def reading_graph(path: Path) -> Iterator[None]:
    """Turn a graph file that cannot be read, or a broken shape or ontology file, into a CommandError."""
    from kg.ontology import OntologyError
    from kg.store import GraphError

    try:
        yield
    except OntologyError as error:
        raise CommandError(text("failed.data", error)) from error
    except GraphError as error:
        raise CommandError(text("failed.graph", path, str(error).removeprefix(f"{path}: "))) from error


@contextmanager
def reading_data() -> Iterator[None]:
    """Turn a broken collection.toml, decisions.toml, ontology file, model or cluster into a CommandError.

    A spaCy model that is not there is misuse.
    """
    from kg.collection import CollectionError
    from kg.decisions import DecisionsError
    from kg.lexicon import LexiconError
    from kg.name_models import ModelError
    from kg.ontology import OntologyError
    from kg.spark import EngineError

    try:
        yield
    except EngineError as error:
        if error.lacking is not None:
            told = text("failed.no-pyspark" if error.lacking == "pyspark" else "failed.no-java", error.master)
            raise CommandError(told) from error
        raise CommandError(text("failed.engine", error.master, error.reason)) from error
    except CollectionError as error:
        raise CommandError(text("failed.collection", error)) from error
    except DecisionsError as error:
        raise CommandError(text("failed.decisions", error)) from error
    except ModelError as error:
        if error.missing:
            raise click.UsageError(text("usage.spacy-model", error.given)) from error
        raise CommandError(text("failed.model", error.given, error.reason)) from error
    except (LexiconError, OntologyError, ValueError) as error:
        raise CommandError(text("failed.data", error)) from error
