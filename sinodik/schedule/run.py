"""The scheduler: looks at the plan every few seconds, starts what is due, and sees to its end."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sinodik import settings as configured
from sinodik import sources as known
from sinodik.errors import SinodikError
from sinodik.schedule.children import GRACE_S, Child, hold, spawn
from sinodik.schedule.events import Log
from sinodik.schedule.plan import CRAWL, SEAL, Start, choose, reading, sealing, upcoming
from sinodik.settings import Settings
from sinodik.sources import Source
from sinodik.store import Store
from sinodik.store.firings import Firing, Job, Outcome

TICK_S = 2.0
BEAT_S = 5.0
DEAD_AFTER_S = 30.0
_POLL_S = 0.05
_BRINGS = {"crawl": ("new", "media"), "extract": ("read",), "dedupe": ()}


class Clock(NamedTuple):
    """The time of day in UTC, and seconds that never jump."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.monotonic


def command(workspace: Path, job: Job) -> list[str]:
    """Return the command that does a job."""
    stage, source = job
    return [sys.executable, "-m", "sinodik", "-w", str(workspace.resolve()), stage, *filter(None, [source])]


class Scheduler:
    """Runs the sources of one workspace on time. Everything but ``__init__`` belongs to one thread."""

    def __init__(
        self,
        workspace: Path,
        log: Log,
        *,
        clock: Clock = Clock(),  # noqa: B008 - immutable
        command: Callable[[Path, Job], Sequence[str]] = command,
        grace: float = GRACE_S,
    ) -> None:
        self._workspace = workspace
        self._log = log
        self._clock = clock
        self._command = command
        self._grace = grace
        self._children: dict[Job, Child] = {}
        self._beaten = float("-inf")
        self._configured: tuple[Settings, list[Source]] | None = None
        self._complaint = ""

    def run(self, stop: Event, tick: float = TICK_S) -> None:
        """Tick until told to stop, then end what runs. Whatever goes wrong in one tick, the next is tried."""
        with Store(self._workspace) as store:
            self._log("scheduler started", {"process": os.getpid()})
            while True:
                try:
                    self.tick(store)
                except Exception as error:
                    self._log("tick failed", {"error": type(error).__name__})
                if stop.wait(tick):
                    break
            self.stop(store)
            self._log("scheduler stopped", {"process": os.getpid()})

    def tick(self, store: Store) -> None:
        """Look once: who has ended, whose time is up, who was orphaned, who is due."""
        self._reap(store)
        self._beat(store)
        self._bury(store)
        settings, sources = self._configuration()
        now, zone = self._clock.now(), ZoneInfo(settings.schedule.timezone)
        for start in choose(
            self._starts(store, sources, now, zone),
            busy=[c.start.lane for c in self._children.values()],
            crawling=sum(job[0] == CRAWL for job in self._children),
            at_once=settings.schedule.at_once,
            now=now,
        ):
            self._start(store, start)

    def stop(self, store: Store) -> None:
        """End every child in order: ask, wait, kill; note that each was stopped."""
        for child in self._children.values():
            child.end(Outcome.STOPPED, self._clock.seconds(), self._grace)
        while self._children:
            self._reap(store)
            time.sleep(_POLL_S if self._children else 0)
        with store.transaction():
            store.firings.stop(self._clock.now())

    def _starts(self, store: Store, sources: Iterable[Source], now: datetime, zone: ZoneInfo) -> list[Start]:
        firings = store.firings.all()
        crawls = (upcoming(s, firings.get((CRAWL, s.id)), crawled(store, s.id), now, zone) for s in sources)
        others = (reading(firings), sealing(firings.get((SEAL, "")), now))
        return [s for s in (*crawls, *others) if s and not _running(firings, s.job)]

    def _start(self, store: Store, start: Start) -> None:
        """Start a job unless it runs, or was started for this slot: the lock and the row decide, not the plan."""
        held = hold(self._workspace, start.job)
        if held is None:
            return
        with store.transaction():
            claimed = store.firings.claim(start.job, start.slot, start.attempt, self._clock.now())
        if not claimed:
            os.close(held)
            return
        late = (self._clock.now() - start.at).total_seconds()
        self._log(f"{start.job[0]} started", {**_facts(start.job), "attempt": start.attempt, "late_s": round(late, 1)})
        try:
            words = self._command(self._workspace, start.job)
            self._children[start.job] = spawn(start, words, held, self._clock.seconds())
        except OSError as error:
            self._end(store, start.job, Outcome.FAILED, f"It could not be started: {error.strerror}.")

    def _reap(self, store: Store) -> None:
        for job, child in list(self._children.items()):
            outcome = child.outcome(self._clock.seconds(), self._grace)
            if outcome is not None:
                said = child.last_words()
                self._end(store, job, outcome, said if outcome is Outcome.FAILED else "")
                del self._children[job]
                child.release()

    def _end(self, store: Store, job: Job, outcome: Outcome, detail: str = "") -> None:
        run = store.runs.last(*job)
        begun = store.firings.all()[job].started
        counts = run.counts if run and run.finished and run.started >= begun else None
        brought = outcome is not Outcome.IN_USE and _brought(job[0], counts)
        with store.transaction():
            store.firings.end(job, outcome, self._clock.now(), brought=brought, detail=detail)
        taken = (self._clock.now() - begun).total_seconds()
        facts = {**_facts(job), "outcome": str(outcome), "seconds": round(taken, 1)}
        self._log(f"{job[0]} ended", {**facts, **(counts or {})})

    def _bury(self, store: Store) -> None:
        """Note the end of jobs whose scheduler was killed, as soon as their processes are gone."""
        for job, firing in store.firings.all().items():
            if firing.ended is None and job not in self._children and (held := hold(self._workspace, job)) is not None:
                try:
                    self._end(store, job, Outcome.INTERRUPTED)
                finally:
                    os.close(held)

    def _beat(self, store: Store) -> None:
        if self._clock.seconds() - self._beaten >= BEAT_S:
            with store.transaction():
                store.firings.beat(self._children, self._clock.now())
            self._beaten = self._clock.seconds()

    def _configuration(self) -> tuple[Settings, list[Source]]:
        """Read settings and sources anew; while they are wrong, those that were right last are kept to."""
        try:
            self._configured = configured.load(self._workspace), known.load(self._workspace)
            self._complaint = ""
        except SinodikError as error:
            if self._complaint != error.message:
                self._complaint = error.message
                self._log("configuration refused", {"error": error.message})
            if self._configured is None:
                raise
        return self._configured


def crawled(store: Store, source: str) -> datetime | None:
    """Return when the last crawl of a source began, if that went well."""
    run = store.runs.last(CRAWL, source)
    return run.started if run and run.outcome == "finished" else None


def _running(firings: Mapping[Job, Firing], job: Job) -> bool:
    return job in firings and firings[job].ended is None


def _brought(stage: str, counts: Mapping[str, int] | None) -> bool:
    """Tell whether the next stage has something to do; a run that did not say so may have."""
    wanted = _BRINGS.get(stage, ())
    return bool(wanted) and (counts is None or any(counts.get(name, 0) for name in wanted))


def _facts(job: Job) -> dict[str, str | int | float]:
    return {"source": job[1]} if job[1] else {}
