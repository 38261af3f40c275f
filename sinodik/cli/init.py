"""``sinodik init``."""

import shlex
from pathlib import Path

import click

from sinodik.cli import show
from sinodik.settings import SOURCES


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--contact", default="", help="Who may a source's owner write to? An address or a web page.")
def init(folder: Path, contact: str) -> None:
    """Make FOLDER a workspace: settings, sources, database and evidence in one place.

    \b
    Example:
      sinodik init my-list --contact desk@example.org
    """
    from sinodik.store.workspace import create

    create(folder, contact)
    show.out.print(f"[bold]{folder}[/] is a workspace now.")
    show.out.print(f"Next: put your sources into {folder / SOURCES}/ (see example.toml there), then")
    show.out.print(f"  sinodik -w {shlex.quote(str(folder))} crawl", markup=False)
