"""`kg review`: a person decides what the graph is not sure of, one key a decision."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

import click

from kg.cli.building import built, sources_options
from kg.cli.errors import CommandError, writing
from kg.cli.localized import Command, lang, no_nan
from kg.cli.terminal import printable
from kg.iri import DEFAULT_BASE
from kg.messages import language, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.cli.building import Sources
    from kg.decisions import Decision
    from kg.review import Question

_QUOTES = 3  # sentences that are shown
_QUOTE = 200  # characters of each
_STOP = "q"
_KEYS = frozenset("ynsuq")


@click.command("review", cls=Command)
@click.option("--who", metavar="NAME")
@click.option("--below", metavar="X", type=click.FloatRange(0, 1), default=0.5, callback=no_nan)
@sources_options
@lang
def review(sources: Sources, who: str | None, below: float) -> int:
    """See the key `review.help`."""
    path = sources.decisions or _beside(sources.inputs)
    graph = built(sources._replace(decisions=path if path.is_file() else None), base_iri=DEFAULT_BASE)
    from kg.review import questions

    asked = questions(graph, below)
    decided = _Session(path, who or getpass.getuser(), asked).run()
    click.echo(text("review.done", decided, len(asked), printable(str(path))))
    return 0


def _beside(inputs: Sequence[Path]) -> Path:
    """The file of decisions in the first folder."""
    folder = next((path for path in inputs if path.is_dir()), None)
    if folder is None:
        raise click.UsageError(text("usage.review"), click.get_current_context())
    from kg.decisions import FILE

    return folder / FILE


class _Session:
    """Goes through the questions; the file holds every decision as soon as it is taken."""

    def __init__(self, path: Path, who: str, questions: Sequence[Question]) -> None:
        self._path, self._who, self._questions = path, who, questions
        self._taken: list[tuple[int, str]] = []  # the question, and what the file was before it

    def run(self) -> int:
        """Ask until all are answered or the person stops. Returns how many were decided."""
        number = 0
        while number < len(self._questions):
            question = self._questions[number]
            click.echo("\n".join(map(printable, _shown(question, number + 1, len(self._questions)))))
            key = _key()
            if key == _STOP:
                break
            if key == "u":
                number = self._undo(number)
            else:
                if key in "yn":
                    self._take(number, question.yes if key == "y" else question.no)
                number += 1
        return len(self._taken)

    def _take(self, number: int, decision: Decision) -> None:
        from kg.decisions import written
        from kg.review import signed

        before = self._content()
        gap = "\n" if before.strip() else ""
        self._taken.append((number, before))
        self._write(
            before + ("" if not before or before.endswith("\n") else "\n") + gap + written(signed(decision, self._who))
        )

    def _undo(self, number: int) -> int:
        """Take the last decision back and go to its question; stay where there is none."""
        if not self._taken:
            click.echo(text("review.nothing"))
            return number
        number, before = self._taken.pop()
        self._write(before)
        return number

    def _content(self) -> str:
        try:
            return self._path.read_text(encoding="utf-8") if self._path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(text("failed.decisions", f"{self._path}: {error}")) from error

    def _write(self, content: str) -> None:
        from kg.files import write_files

        with writing():
            write_files({self._path: content.encode("utf-8", "replace")})


def _key() -> str:
    """The next key that means something; the end of the input means to stop."""
    while True:
        pressed = click.getchar() if sys.stdin.isatty() else sys.stdin.read(1)
        if not pressed or pressed.lower() in _KEYS:
            return pressed.lower() or _STOP


def _shown(question: Question, number: int, of: int) -> Iterator[str]:
    from kg.resolve.clues import clue_table

    yield ""
    if question.merged is None:
        yield f"[{number}/{of}] " + text("review.fact", " · ".join(question.about), f"{question.confidence:.2f}")
    else:
        asked = text("review.merged", *question.about) if question.merged else text("review.split", *question.about)
        yield f"[{number}/{of}] {asked}"
        clues = (clue_table().clues[each] for each in question.clues)
        yield from (f"    {clue.weight:+.1f}  {clue.texts[language()]}" for clue in clues)
    yield from (f"    {article}: “{quote[:_QUOTE]}”" for article, quote in question.quotes[:_QUOTES])
    yield text("review.keys")
