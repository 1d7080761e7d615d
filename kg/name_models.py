"""Which models find names: the one that comes with the package or another, and a spaCy model beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Models:
    """What names are read with."""

    names: Path | None = None  # a file that `kg.train` wrote; None: the one that comes with the package
    spacy: str | None = None  # a spaCy model, by the name of its package or its folder; None: no further one


SHIPPED = Models()


class ModelError(ValueError):
    """A model that cannot be used: `given` as the user named it, `reason` why, `missing` if it is not there at all."""

    def __init__(self, given: str, reason: str, *, missing: bool = False) -> None:
        self.given = given
        self.reason = reason
        self.missing = missing
        super().__init__(f"{given}: {reason}")

    def __reduce__(self) -> tuple[object, ...]:
        """As it is, from another process too."""
        return _rebuilt, (self.given, self.reason, self.missing)


def _rebuilt(given: str, reason: str, missing: bool) -> ModelError:  # noqa: FBT001 - what pickle passes
    return ModelError(given, reason, missing=missing)
