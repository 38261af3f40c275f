"""The command line: one small module per group."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path

import click
from click.core import ParameterSource

from sinodik import __version__
from sinodik.cli import (
    crawl,
    dedupe,
    demo,
    export,
    extract,
    guard,
    init,
    package,
    review,
    reviewer,
    schedule,
    seal,
    serve,
    show,
    status,
    trace,
    verify,
    why,
)
from sinodik.cli.context import Context
from sinodik.cli.failures import explain
from sinodik.errors import SinodikError

COMMANDS = [
    init.init,
    crawl.crawl,
    extract.extract,
    dedupe.dedupe,
    review.review,
    serve.serve,
    schedule.schedule,
    export.export,
    verify.verify,
    seal.seal,
    package.package,
    status.status,
    trace.trace,
    why.why,
    reviewer.reviewer,
    demo.demo,
]


class InOrder(click.Group):
    """Lists the commands in the order in which they are used, not by the alphabet."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what an error says to do next is for the same workspace."""
        try:
            return super().invoke(ctx)
        except SinodikError as error:
            if isinstance(ctx.obj, Context):
                error.remedy = ctx.obj.typed(error.remedy)
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of :data:`COMMANDS`."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command's whole first sentence: half a sentence teaches nobody."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, c.get_short_help_str(limit=200)) for name, c in self.commands.items()])


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    envvar="SINODIK_WORKSPACE",
    show_envvar=True,
    help="The workspace folder; the current one by default.",
)
@click.version_option(__version__, prog_name="sinodik")
@click.pass_context
def cli(ctx: click.Context, workspace: Path) -> None:
    """Keep a list of the names of the dead that can be trusted.

    Sinodik collects public posts and photographs of graves, reads names and dates out of them, gathers the mentions
    of one person, puts what is doubtful before people, and exports what they confirmed, every value tied to its
    evidence.

    \b
    See it at work on an invented world:   sinodik demo
    Begin your own list:                   sinodik init my-list
    A day's work:                          sinodik crawl && sinodik extract && sinodik dedupe
                                           sinodik review
                                           sinodik export
    """
    ctx.obj = Context(workspace, named=ctx.get_parameter_source("workspace") is ParameterSource.COMMANDLINE)


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line; the exit code tells who must act (see :mod:`sinodik.errors`)."""
    # What people posted about their dead is nobody else's business on a shared machine.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # Russian must not fail where the terminal knows only ASCII
            stream.reconfigure(errors="backslashreplace")
    try:
        guard.check()
        cli.main(prog_name="sinodik")
    except Exception as error:
        explained = explain(error)
        if explained is None:
            raise
        show.failure(explained)
        sys.exit(explained.exit_code)
