"""``sinodik serve``."""

import signal
import threading
from types import FrameType
from typing import NoReturn

import click
from rich.markup import escape

from sinodik.cli import explained, show
from sinodik.cli.context import Context, pass_context
from sinodik.schedule.events import json_lines, plain
from sinodik.schedule.run import TICK_S, Scheduler


@click.command()
@click.option("--host", help="The address to listen on; review.host in sinodik.toml otherwise.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; review.port in sinodik.toml otherwise.")
@click.option("--log-json", is_flag=True, help="Log one JSON object a line: events and counts, never what was read.")
@click.option(
    "--tick",
    type=click.FloatRange(0.01, 60),
    default=TICK_S,
    show_default=True,
    help="Seconds between two looks at the schedule.",
)
@pass_context
def serve(context: Context, host: str | None, port: int | None, log_json: bool, tick: float) -> None:
    """Run the review desk, and crawl each source on its schedule. Ctrl-C or SIGTERM ends both in order.

    Each crawl is a process of its own with a time limit; what it found is read and matched. Runs that were missed while
    this was not running are caught up once. The desk shows how things stand at /status.

    \b
    Examples:
      sinodik serve
      sinodik serve --log-json 2>> sinodik.log
    """
    settings = context.settings()
    from dedupe.run import refresh
    from review.run import serve as desk

    # uvicorn passes the signal on when it has ended: it must not kill us before the children have been ended.
    signal.signal(signal.SIGTERM, _interrupt)
    stop = threading.Event()
    scheduler = Scheduler(context.folder, json_lines if log_json else plain)
    thread = threading.Thread(target=scheduler.run, args=(stop, tick), name="scheduler", daemon=True)
    try:
        with context.store() as store:
            if not store.reviewers.names():
                show.err.print(f"Nobody may log in yet: [bold]{escape(context.typed('sinodik reviewer add NAME'))}[/]")

            def ready(url: str) -> None:
                thread.start()
                show.out.print(
                    f"The review desk is open at [bold]{url}[/], the schedule at {url}status (Ctrl-C ends both)"
                )

            desk(
                store,
                settings,
                lambda mentions: refresh(store, settings, mentions),
                explained.explainer(settings),
                host=host or settings.review.host,
                port=port or settings.review.port,
                ready=ready,
            )
    except KeyboardInterrupt:
        pass  # it is how this ends
    finally:
        _end(thread, stop)


def _end(thread: threading.Thread, stop: threading.Event) -> None:
    """Let the scheduler end its children; a second Ctrl-C does not wait, and the children die with us."""
    stop.set()
    if thread.ident:
        thread.join()


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
