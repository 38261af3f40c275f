"""``sinodik schedule``."""

import getpass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.markup import escape
from rich.table import Table

from sinodik import sources as known
from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.schedule.board import Board, Line, board
from sinodik.schedule.systemd import units
from sinodik.store import now


@click.command()
@click.option(
    "--systemd", is_flag=True, help="Print systemd units instead: a service for serve, a timer for each source."
)
@click.option("--user", is_flag=True, help="Units for your own systemd (systemctl --user), not the machine's.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the units into this folder, such as /etc/systemd/system or ~/.config/systemd/user.",
)
@json_option
@pass_context
def schedule(context: Context, systemd: bool, user: bool, output: Path | None, as_json: bool) -> None:
    """Show when each source was crawled, and when it will be next.

    A source is crawled by itself if its file has a key schedule (five fields, as in crontab) and sinodik serve runs,
    or the systemd units that this command writes are enabled.

    \b
    Examples:
      sinodik schedule
      sinodik schedule --systemd --user --output ~/.config/systemd/user
    """
    settings = context.settings()
    sources = known.load(context.folder)
    if systemd or output:
        made = units(context.folder.resolve(), settings, sources, user=None if user else getpass.getuser())
        _write(made, output) if output else _print(made)
        return
    with context.store() as store:
        seen = board(store, settings, sources, now())
    if as_json:
        show.as_json(seen)
    else:
        _show(seen, ZoneInfo(settings.schedule.timezone), context.typed("sinodik serve"))


def _show(seen: Board, zone: ZoneInfo, serve: str) -> None:
    table = Table("source", "schedule", "last", "next", "state", box=None, header_style="dim")
    for line in seen.sources:
        table.add_row(line.source, line.schedule or "by hand", _moment(line.last, zone), _next(line, zone), state(line))
    show.out.print(table)
    show.out.print(f"\n[dim]Times are those of {zone.key}.[/]", end=" ")
    if not any(line.next for line in seen.sources):
        show.out.print('No source has a schedule: put schedule = "0 * * * *" into its file.')
    elif not seen.alive:
        show.out.print(f"No scheduler runs here: [bold]{escape(serve)}[/]")
    else:
        show.out.print("The scheduler runs.")


def state(line: Line) -> str:
    """Say in a few words how a source stands."""
    if line.lost:
        return "[red]no sign of life[/]"
    if line.running:
        return "running"
    if line.overdue:
        return f"[red]overdue by {timedelta(seconds=round(line.overdue))}[/]"
    return f"[yellow]{line.warning}[/]" if line.warning else escape(line.outcome)


def _next(line: Line, zone: ZoneInfo) -> str:
    return _moment(line.next, zone) if line.next else "off" if not line.enabled else "-"


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else "never"


def _print(made: dict[str, str]) -> None:
    for name, text in made.items():
        show.out.out(f"# {name}\n{text}", highlight=False)


def _write(made: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o644)  # they hold no secret, and systemd asks for it
        show.out.print(str(folder / name), markup=False)
    show.err.print("Now systemctl daemon-reload, then enable sinodik.service [bold]or[/] the timers, not both.")
