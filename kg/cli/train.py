"""`kg train`: annotated texts in, a names model out, or how well one would read."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.building import decisions_option
from kg.cli.errors import CommandError, reading_data, writing
from kg.cli.localized import Command, lang
from kg.cli.progress import progress
from kg.cli.scores import score_table
from kg.messages import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.decisions import Decision
    from kg.train import Example

    Annotation = Sequence[tuple[Path, Path | None]]

_LEARNER = "pycrfsuite"  # comes with the extra `train`; reading needs only the model


@click.command("train", cls=Command)
@click.argument("annotation", metavar="ANNOTATION...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--texts", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--skip", metavar="FILE", type=click.Path(path_type=Path))
@decisions_option
@click.option("--cross-validate", metavar="K", type=click.IntRange(min=2))
@lang
def train(  # noqa: PLR0913, PLR0917 - the options
    annotation: tuple[Path, ...],
    output: Path | None,
    texts: Path | None,
    skip: Path | None,
    decisions: Path | None,
    cross_validate: int | None,
) -> int:
    """See the key `train.help`."""
    if (output is None) == (cross_validate is None):
        raise click.UsageError(text("usage.train"))
    if find_spec(_LEARNER) is None:
        raise CommandError(text("failed.no-learner"))
    from kg.decisions import read_decisions
    from kg.train import AnnotationError

    with reading_data():
        taken = read_decisions(decisions) if decisions is not None else ()
    folders, left_out = [(folder, texts) for folder in annotation], _names(skip)
    try:
        examples = _examples(folders, left_out)
        if output is not None:
            _write_model(folders, left_out, output, taken)
        if cross_validate is not None:
            _print_scores(folders, left_out, cross_validate, {example.name for example in examples})
    except AnnotationError as error:
        raise CommandError(text("failed.annotation", error)) from error
    return 0


def _names(path: Path | None) -> frozenset[str]:
    """The names of texts in a file, one a line."""
    if path is None:
        return frozenset()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(text("failed.skip-file", path, error)) from error
    return frozenset(line.strip() for line in lines) - {""}


def _examples(folders: Annotation, left_out: frozenset[str]) -> list[Example]:
    """What is learned from, told in a line; a folder that adds nothing is an error."""
    from kg.train import AnnotationError, read_examples

    found: list[Example] = []
    for folder, texts in folders:
        read = read_examples(folder, texts)
        if not any(example.forms for example in read):
            raise AnnotationError(text("train.nothing", folder))
        found += read
    kept = [example for example in found if example.name not in left_out]
    characters, names = sum(len(each.text) for each in kept), sum(len(each.forms) for each in kept)
    click.echo(text("train.learning", len(kept), characters, names, len(found) - len(kept)))
    return kept


def _write_model(folders: Annotation, left_out: frozenset[str], output: Path, decisions: tuple[Decision, ...]) -> None:
    from kg.files import check_folder
    from kg.train import train as learn

    with writing():  # looked at before the minutes of work
        check_folder(output.parent)
        if output.is_dir() or not output.parent.is_dir():
            raise CommandError(text("failed.unwritable", output, text("train.place")))
        learn(folders, output, skip=left_out, decisions=decisions)
    click.echo(text("build.written") + f"\n  {output}")


def _print_scores(folders: Annotation, left_out: frozenset[str], folds: int, names: set[str]) -> None:
    from kg.cross_validation import cross_validate

    if len(names) < folds:
        raise CommandError(text("failed.folds", folds, len(names)))
    with progress(text("train.progress")) as show:
        scores = cross_validate(folders, folds, skip=left_out, progress=show)
    click.echo(score_table(scores))
