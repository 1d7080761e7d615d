"""`kg export`: a written graph in another format."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.errors import reading_graph, writing
from kg.cli.localized import Command, lang, no_nan
from kg.export import FOLDERS, FORMATS
from kg.messages import text


@click.command("export", cls=Command)
@click.argument("graph", metavar="GRAPH", type=click.Path(path_type=Path))
@click.option("--format", "format_", metavar="FORMAT", type=click.Choice((*FORMATS, *FOLDERS)), required=True)
@click.option("-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path))
@click.option("--min-confidence", metavar="X", type=click.FloatRange(0, 1), default=0.0, callback=no_nan)
@lang
def export(graph: Path, format_: str, output: Path, min_confidence: float) -> int:
    """See the key `export.help`."""
    from kg.export import export as exported
    from kg.export import export_folder
    from kg.files import check_folder, make_folder, write_files, write_folder
    from kg.graph_file import read_graph

    with writing():
        check_folder(output if format_ in FOLDERS else output.parent)
    with reading_graph(graph):
        read = read_graph(graph).at_least(min_confidence)
    files = export_folder(read, format_) if format_ in FOLDERS else {"": exported(read, format_)}
    with writing():
        if format_ in FOLDERS:
            write_folder(output, files)
        else:
            make_folder(output.parent)
            write_files({output: files[""]})
    click.echo(text("export.written", output, sum(map(len, files.values()))))
    return 0
