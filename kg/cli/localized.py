"""click's commands with their texts from `kg.messages`, laid out for Chinese as well as for English.

A command called NAME takes its help from the keys `NAME.help`, `NAME.short` and `NAME.examples`, and that of
its option OPT from `NAME.option.OPT`, or from `option.OPT` where all commands share one.
"""

from __future__ import annotations

import difflib
import math

import click

from kg.cli.terminal import columns, definitions, wrap
from kg.messages import LANGUAGES, has, text


class Command(click.Command):
    """A command whose help and errors speak the language chosen."""

    def get_help(self, ctx: click.Context) -> str:
        return _help(self, ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True  # so that it is we who say that there are too many
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if ctx.args:
            raise click.UsageError(text("usage.extra", " ".join(ctx.args)), ctx)
        return rest


class Group(click.Group):
    """The command that holds the others; it guesses what a misspelt name meant."""

    command_class = Command

    def get_help(self, ctx: click.Context) -> str:
        return _help(self, ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None:
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            meant = text("usage.meant", near[0]) if near else ""
            raise click.UsageError(text("usage.no-such-command", args[0]) + meant, ctx)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)  # in the order a newcomer meets them, not of the alphabet


def no_nan(ctx: click.Context, parameter: click.Parameter, value: float) -> float:
    """Refuse NaN, which a range of numbers lets through; for `callback=`."""
    if math.isnan(value):
        raise click.BadParameter(str(value), ctx, parameter)
    return value


lang = click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False)


def usage_line(ctx: click.Context) -> str:
    """How to call the command."""
    return text("help.usage") + " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])


def usage_message(error: click.UsageError) -> str:
    """What was wrong with the command line, in the language chosen."""
    if isinstance(error, click.NoSuchOption):
        near = text("usage.meant", min(error.possibilities)) if error.possibilities else ""
        return text("usage.no-such-option", error.option_name) + near
    if isinstance(error, click.BadOptionUsage):
        return text("usage.no-value", error.option_name)
    if not isinstance(error, click.BadParameter) or error.param is None:
        return error.message
    name = _name(error.param)
    if isinstance(error, click.MissingParameter):
        return text("usage.missing", name)
    if isinstance(error.param.type, click.Choice):
        return text("usage.choice", name, ", ".join(map(str, error.param.type.choices)))
    return _number_expected(error.param, name) or error.message


def _number_expected(parameter: click.Parameter, name: str) -> str | None:
    """What number the option takes; None if it takes something else."""
    kind = parameter.type
    if isinstance(kind, click.FloatRange):
        return text("usage.share", name)
    if isinstance(kind, click.IntRange):
        return text("usage.at-least", name, kind.min) if kind.min else text("usage.number", name)
    return None


def _help(command: click.Command, ctx: click.Context) -> str:
    wide = columns()
    sections = [usage_line(ctx), wrap(text(f"{command.name}.help"), wide)]
    if isinstance(command, click.Group):
        rows = [(name, text(f"{name}.short")) for name in command.list_commands(ctx)]
        sections.append(f"{text('help.commands')}\n{definitions(rows, wide)}")
    options = [each for each in command.get_params(ctx) if isinstance(each, click.Option)]
    rows = [(_declaration(option, ctx), _meaning(command, option)) for option in options]
    sections.append(f"{text('help.options')}\n{definitions(rows, wide)}")
    sections.append(f"{text('help.examples')}\n{text(f'{command.name}.examples')}")
    return "\n\n".join(sections)


def _meaning(command: click.Command, option: click.Option) -> str:
    name = max(option.opts, key=len).lstrip("-")
    own = f"{command.name}.option.{name}"
    return text(own if has(own) else f"option.{name}")


def _declaration(option: click.Option, ctx: click.Context) -> str:
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {option.make_metavar(ctx)}"


def _name(parameter: click.Parameter) -> str:
    """How the command line writes it: --format, INPUT."""
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.human_readable_name
