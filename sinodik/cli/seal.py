"""``sinodik seal``."""

from typing import TYPE_CHECKING

import click
import msgspec

from sinodik.cli import show
from sinodik.cli.context import Context, json_option, pass_context
from sinodik.errors import SinodikError
from sinodik.settings import Settings

if TYPE_CHECKING:
    from sinodik.store import Store
    from sinodik.store.seals import Seal


class SealReport(msgspec.Struct, frozen=True):
    """The latest seal, if there is any; how many were stamped now and still wait, and why the first of them does."""

    day: str | None
    entries: int
    root: str
    new: bool
    stamped: int
    waiting: int
    problem: str = ""


@click.command()
@json_option
@pass_context
def seal(context: Context, as_json: bool) -> None:
    """Seal the log of this day: one hash (a Merkle root) that stands for all that was recorded so far.

    Publish it, print it or mail it to somebody: with it, anybody can prove later that nothing before it was changed.
    Where sinodik.toml names a time stamping authority (seal.tsa), it is asked to sign the hash; if it does not
    answer, the seal stands without, and a later run asks again. A day has one seal: a second run changes nothing.

    \b
    Examples:
      sinodik seal
      55 23 * * *  sinodik -w /srv/my-list seal      (a line of a crontab)
    """
    settings = context.settings()
    from sinodik.store.workspace import lock

    with context.store() as store, lock(store.workspace, "seal"):
        report = run(store, settings)
    if as_json:
        show.as_json(report)
    elif report.day is None:
        show.out.print("The log is empty: there is nothing to seal.")
    else:
        state = "sealed" if report.new else "nothing to add; the last seal is"
        show.out.print(f"{state} {report.day}: {report.entries} log entries")
        show.out.print(f"root {report.root}")
        show.out.print(f"{report.stamped} time stamps added.") if report.stamped else None
    if report.problem:
        show.err.print(f"[yellow]{report.waiting} without a time stamp:[/]", end=" ")
        show.err.print(report.problem, markup=False)


def run(store: "Store", settings: Settings) -> SealReport:
    """Seal the log and have the seals stamped that wait for it, if an authority is named."""
    from sinodik.store import now

    with store.transaction():
        made = store.seals.seal(now())
    stamped, problem = _stamp(store, settings) if settings.seal.tsa else (0, "")
    seals = store.seals.all()
    waiting = sum(s.token is None for s in seals) if settings.seal.tsa else 0
    if not seals:
        return SealReport(None, 0, "", False, 0, 0)
    last: Seal = seals[-1]
    return SealReport(last.day, last.entries, last.root, made is not None, stamped, waiting, problem)


def _stamp(store: "Store", settings: Settings) -> tuple[int, str]:
    """Return how many seals were stamped, and what was wrong with the first that could not be."""
    from sinodik import stamps

    stamped = 0
    for waiting in [s for s in store.seals.all() if s.token is None]:
        try:
            token = stamps.ask(settings.seal.tsa, waiting.root, proxy=settings.crawl.proxy)
        except SinodikError as error:
            return stamped, error.message  # an outage is no failure: the seal stands, and the next run asks again
        with store.transaction():
            store.seals.stamp(waiting.day, token)
        stamped += 1
    return stamped, ""
