"""The command line: parses, calls, prints. `main` is the command `kg`.

Exit codes: 0 fine, 1 something wrong with the input or the graph, 2 misuse, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from kg import __version__, messages
from kg.cli.build import build
from kg.cli.diff import diff
from kg.cli.errors import CommandError
from kg.cli.evaluate import evaluate
from kg.cli.explain import explain
from kg.cli.export import export
from kg.cli.load import load
from kg.cli.localized import Group, lang, usage_line, usage_message
from kg.cli.query import query
from kg.cli.review import review
from kg.cli.search import search
from kg.cli.serve import serve
from kg.cli.train import train
from kg.cli.validate import validate
from kg.cli.verify import verify
from kg.cli.why import why
from kg.messages import text

if TYPE_CHECKING:
    from collections.abc import Sequence

_STOPPED = 130  # 128 + SIGINT, as shells count
# New objects between two collections of garbage: a command lives briefly and makes few cycles, while imports and
# models make many objects that stay; with Python's 700 a seventh of a build would go into looking at those.
_YOUNG = 1_000_000  # allocations between collections: a build makes many values and few cycles
_OLD = 100  # of these between two that also look at what has lasted
# How libraries behave that read it from the environment when they are loaded.
_LIBRARIES = {
    "OPENBLAS_NUM_THREADS": "1",  # our matrices are small: threads only cost, and fork badly
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # its own gives memory back so often that it takes a second
    "PYPINYIN_NO_PHRASES": "1",  # single characters are looked up: 0.2 s less
}


def _show_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's signature
    if asked:
        click.echo(f"kg {__version__}")
        ctx.exit()


@click.group("kg", cls=Group, no_args_is_help=True)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version)
@lang
def kg() -> None:
    """See the key `kg.help`."""


for command in (
    build,
    query,
    diff,
    search,
    export,
    serve,
    load,
    validate,
    verify,
    evaluate,
    explain,
    why,
    review,
    train,
):
    kg.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line (default: the process's own) and exit with its code."""
    gc.set_threshold(_YOUNG, _OLD)
    for name, value in _LIBRARIES.items():
        os.environ.setdefault(name, value)
    given = list(sys.argv[1:] if arguments is None else arguments)
    messages.use(messages.preferred(given))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without Chinese shows escapes, not a traceback
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run(given))


def console() -> NoReturn:
    """The installed command: `main`, then out at once; to free every value of a large graph one by one takes longer."""
    code = 1
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):  # a pipe that nobody reads any more
                stream.flush()
    os._exit(code)


def _run(arguments: list[str]) -> int:
    try:
        return kg.main(arguments, "kg", standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.UsageError as error:
        _say_misuse(error)
        return 2
    except CommandError as error:
        click.echo(text("failure", error), err=True)
        return 1
    except (click.Abort, KeyboardInterrupt):
        click.echo("\n" + text("stopped"), err=True)
        return _STOPPED


def _say_misuse(error: click.UsageError) -> None:
    if error.ctx is not None:
        click.echo(usage_line(error.ctx), err=True)
        click.echo(text("usage.try", error.ctx.command_path), err=True)
    click.echo("\n" + text("failure", usage_message(error)), err=True)
