"""How the command line speaks: results on standard output, the rest on standard error."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sinodik.errors import SinodikError
from sinodik.progress import Progress as Listener

# Where nobody looks (a file, a pipe) nothing is folded or cut short.
_WIDE = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 240

out = Console(highlight=False, soft_wrap=True, width=_WIDE)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def as_json(result: object) -> None:
    """Print a result for a script: one JSON document."""
    out.out(msgspec.json.format(msgspec.json.encode(result), indent=2).decode(), highlight=False)


def failure(error: SinodikError) -> None:
    """Print what is wrong and what to do about it."""
    err.print("[bold red]error:[/]", end=" ")
    err.print(error.message, markup=False)
    if error.remedy:
        err.print("[green]  →[/]", end=" ")
        err.print(error.remedy, markup=False)


@contextmanager
def progress() -> Iterator[Listener]:
    """Draw a bar on standard error while work goes on; draws nothing where that is not a terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        tasks: dict[str, object] = {}

        def listen(done: int, total: int | None, what: str) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type] # TaskID is an int

        yield listen
