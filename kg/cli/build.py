"""`kg build`: newspaper pages in, a folder with the graph out."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.building import built, engine_option, sources_options
from kg.cli.errors import CommandError, writing
from kg.cli.localized import Command, lang, no_nan
from kg.cli.terminal import pad, printable, width
from kg.messages import is_error, language, problem_text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.cli.building import Sources
    from kg.graph import Graph
    from kg.model import Problem

STORE = ".readings"  # in the output folder: what was read before
MADE = "made"  # in that folder: what was made of it before
_ALIKE = 10  # notes of one kind that are shown
_KEPT: list[Graph] = []  # until the process ends: to free every value of a large graph takes a second
# What a build writes: file name → export format.
OUTPUTS = {"graph.ttl": "turtle", "graph.html": "html"}


@click.command("build", cls=Command)
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(path_type=Path))
@click.option("--base-iri", metavar="IRI")
@click.option("--min-confidence", metavar="X", type=click.FloatRange(0, 1), default=0.0, callback=no_nan)
@engine_option
@sources_options
@lang
def build(sources: Sources, *, output: Path, base_iri: str | None, min_confidence: float, engine: str | None) -> int:
    """See the key `build.help`."""
    from kg.export import export
    from kg.files import check_folder, make_folder, write_files
    from kg.memo import lasting

    base = _base(base_iri)
    with writing():
        check_folder(output)
    with lasting(output / STORE / MADE):
        graph = built(sources, store=output / STORE, base_iri=base, engine=engine).at_least(min_confidence)
        for line in _told(graph.problems):
            click.echo(printable(line), err=True)
        if not graph.documents:
            raise CommandError(text("failed.nothing"))
        with writing():
            make_folder(output)
            write_files({output / name: export(graph, format_) for name, format_ in OUTPUTS.items()})
    _KEPT[:] = [graph]
    click.echo(_summary(graph, [output / name for name in OUTPUTS]))
    return int(any(is_error(problem) for problem in graph.problems))


def _told(problems: Sequence[Problem]) -> Iterator[str]:
    """A line for each problem; of notes of one kind the first few only, then how many more there are."""
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for problem in problems:
        alike = notes[problem.what]
        if is_error(problem) or len(alike) < _ALIKE:
            yield problem_text(problem)
        if not is_error(problem):
            alike.append(problem.where)
    for alike in notes.values():
        if len(alike) > _ALIKE:
            yield text("build.more-notes", len(alike) - _ALIKE, alike[_ALIKE - 1])


def _base(given: str | None) -> str:
    """The base of all IRIs, checked before the work rather than after it."""
    from pyoxigraph import NamedNode

    from kg.iri import DEFAULT_BASE

    base = given or DEFAULT_BASE
    try:
        NamedNode(base)
    except ValueError as error:
        raise click.UsageError(text("usage.base-iri", base)) from error
    if not base.endswith(("/", "#")):
        raise click.UsageError(text("usage.base-iri", base))
    return base


def _summary(graph: Graph, files: list[Path]) -> str:
    """Counts by type, problems, and where the files are."""
    from kg.ontology import load_ontology

    classes = load_ontology().classes
    labels = {name: term.labels[language()] for name, term in classes.items()} | {"Relation": text("build.relations")}
    rows = [(labels[name], count) for name, count in graph.counts.items()]
    left = max((width(label) for label, _ in rows), default=0)
    counts = [f"  {pad(label, left)}  {count:>6,}" for label, count in rows]
    total = text("build.total", len(graph.documents), len(graph.articles), len(graph.entities), len(graph.facts))
    problems = text("build.problems", len(graph.problems)) if graph.problems else text("build.no-problems")
    return "\n".join([total, *counts, problems, text("build.written"), *(f"  {path}" for path in files)])
