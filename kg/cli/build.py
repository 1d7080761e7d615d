"""`kg build`: newspaper pages in, a folder with the graph out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.failure import Failure, reading_data, writing
from kg.cli.localized import Command, lang
from kg.cli.progress import progress
from kg.cli.terminal import pad, width
from kg.iri import DEFAULT_BASE
from kg.messages import has, language, problem_text, text

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.model import Problem

# What a build writes: file name → export format.
OUTPUTS = {"graph.ttl": "turtle", "graph.html": "html"}


@click.command("build", cls=Command)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(path_type=Path))
@click.option("--collection", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--base-iri", metavar="IRI", default=DEFAULT_BASE)
@lang
def build(inputs: tuple[Path, ...], output: Path, collection: Path | None, base_iri: str) -> int:
    """See the key `build.help`."""
    from kg.export import export
    from kg.files import make_folder, write_files

    _check_base(base_iri)
    with writing():
        make_folder(output)
    graph = _built(inputs, collection, base_iri)
    for problem in graph.problems:
        click.echo(problem_text(problem), err=True)
    if not graph.documents:
        raise Failure(text("failed.nothing"))
    with writing():
        write_files({output / name: export(graph, format_) for name, format_ in OUTPUTS.items()})
    click.echo(_summary(graph, [output / name for name in OUTPUTS]))
    return int(any(_is_error(problem) for problem in graph.problems))


def _built(inputs: tuple[Path, ...], collection: Path | None, base_iri: str) -> Graph:
    with reading_data(), progress(text("build.reading")) as show:
        from kg.build import build as build_graph  # spaCy takes half a second to import

        return build_graph(inputs, collection=collection, base_iri=base_iri, progress=show)


def _check_base(base_iri: str) -> None:
    """A base is checked before the work, not after it."""
    from pyoxigraph import NamedNode

    try:
        NamedNode(base_iri)
    except ValueError as error:
        raise click.UsageError(text("usage.base-iri", base_iri)) from error
    if not base_iri.endswith(("/", "#")):
        raise click.UsageError(text("usage.base-iri", base_iri))


def _is_error(problem: Problem) -> bool:
    """Whether something was lost; a note tells only what stays unresolved."""
    return has(f"problem.{problem.what}")


def _summary(graph: Graph, files: list[Path]) -> str:
    """Counts by type, problems, and where the files are."""
    from kg.ontology import load_ontology

    classes = load_ontology().classes
    labels = {name: term.labels[language()] for name, term in classes.items()}
    rows = [(labels.get(name, name), count) for name, count in graph.counts.items()]
    left = max((width(label) for label, _ in rows), default=0)
    counts = [f"  {pad(label, left)}  {count:>6,}" for label, count in rows]
    total = text("build.total", len(graph.documents), len(graph.articles), len(graph.entities), len(graph.facts))
    problems = text("build.problems", len(graph.problems)) if graph.problems else text("build.no-problems")
    return "\n".join([total, *counts, problems, text("build.written"), *(f"  {path}" for path in files)])
