"""How the schedule stands at a moment: for the command line, the status page and the metrics."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from sinodik.schedule.plan import CRAWL, DEDUPE, EXTRACT, SEAL, upcoming
from sinodik.schedule.run import DEAD_AFTER_S, crawled
from sinodik.schedule.usual import LOOK_BACK, drought, finished, usual, yielded
from sinodik.settings import Settings
from sinodik.sources import Source
from sinodik.store import Store
from sinodik.store.firings import Firing
from sinodik.store.runs import Run

OVERDUE = timedelta(minutes=10)
_DEAD = timedelta(seconds=DEAD_AFTER_S)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One source. Moments are in UTC; ``next`` is None for a source without a schedule.

    ``last`` is when the last crawl began and ``outcome`` how it ended; ``running`` is since when it runs, ``beat`` when
    that was last seen to; ``lost`` tells that nobody sees to it any more. ``yielded`` and ``usual`` count what a crawl
    saw, and ``warning`` is a sentence about it. ``overdue`` is in seconds.
    """

    source: str
    schedule: str
    enabled: bool
    last: datetime | None
    seconds: float | None
    outcome: str
    next: datetime | None
    overdue: float
    running: datetime | None
    beat: datetime | None
    lost: bool
    yielded: int | None
    usual: float | None
    new: int
    warning: str


class Stage(msgspec.Struct, frozen=True):
    """A stage that follows the crawls, or the daily seal."""

    stage: str
    last: datetime | None
    outcome: str
    running: datetime | None


class Board(msgspec.Struct, frozen=True):
    """The whole schedule. ``beat`` is the scheduler's last sign of life; ``alive`` whether that was just now."""

    at: datetime
    alive: bool
    beat: datetime | None
    sources: tuple[Line, ...]
    stages: tuple[Stage, ...]


def board(store: Store, settings: Settings, sources: Sequence[Source], now: datetime) -> Board:
    """Return how everything stands at ``now``."""
    firings, pulse = store.firings.all(), store.firings.pulse()
    alive = pulse is not None and pulse.ended is None and now - pulse.beat < _DEAD
    zone = ZoneInfo(settings.schedule.timezone)
    return Board(
        at=now,
        alive=alive,
        beat=pulse.beat if pulse else None,
        sources=tuple(_line(store, s, firings.get((CRAWL, s.id)), now, zone) for s in sources),
        stages=tuple(_stage(store, stage, firings.get((stage, ""))) for stage in (EXTRACT, DEDUPE, SEAL)),
    )


def _line(store: Store, source: Source, firing: Firing | None, now: datetime, zone: ZoneInfo) -> Line:
    runs = store.runs.recent(CRAWL, source.id, LOOK_BACK)
    last = runs[0] if runs else None
    start = upcoming(source, firing, crawled(store, source.id), now, zone)
    running = firing if firing and firing.ended is None else None
    due = start.at if start and not running else None
    late = (now - due).total_seconds() if due and now - due > OVERDUE else 0.0
    return Line(
        source=source.id,
        schedule=source.schedule,
        enabled=source.enabled,
        last=last.started if last else None,
        seconds=(last.finished - last.started).total_seconds() if last and last.finished else None,
        outcome=_outcome(last, firing),
        next=start.at if start else None,
        overdue=late,
        running=running.started if running else None,
        beat=running.beat if running else None,
        lost=running is not None and now - running.beat > _DEAD,
        yielded=yielded(last.counts) if last and last.finished else None,
        usual=usual(finished(runs[1:])),
        new=last.counts.get("new", 0) if last else 0,
        warning=drought(runs),
    )


def _outcome(last: Run | None, firing: Firing | None) -> str:
    """Say how the last crawl ended: in its own words, or in the scheduler's where it could not say anything."""
    if firing and firing.ended and (last is None or last.started < firing.started or last.finished is None):
        return f"{firing.outcome}: {firing.detail}" if firing.detail else firing.outcome
    if last is None:
        return ""
    return last.outcome or ("running" if firing and firing.ended is None else "running, or killed half-way")


def _stage(store: Store, stage: str, firing: Firing | None) -> Stage:
    last = store.runs.last(stage)
    running = firing.started if firing and firing.ended is None else None
    # The seal keeps no diary: when its command was started is all that is known.
    began = last.started if last else firing.started if firing else None
    return Stage(stage, began, _outcome(last, firing), running)
