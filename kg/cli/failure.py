"""What ends a command with exit code 1 and one clear line."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.files import UnwritableError
from kg.messages import text

if TYPE_CHECKING:
    from collections.abc import Iterator


class Failure(Exception):
    """The input, the graph or the output is at fault; the message says which file, and what to do."""


@contextmanager
def writing() -> Iterator[None]:
    """Turn an output that cannot be written into a Failure."""
    try:
        yield
    except UnwritableError as error:
        raise Failure(text("failed.unwritable", error.path, error.reason)) from error


@contextmanager
def reading_data() -> Iterator[None]:
    """Turn a broken collection.toml or ontology file into a Failure; its error names the file and the place."""
    from kg.lexicon import LexiconError
    from kg.ontology import OntologyError

    try:
        yield
    except (LexiconError, OntologyError) as error:
        raise Failure(text("failed.ontology", error)) from error
    except ValueError as error:
        raise Failure(str(error)) from error
