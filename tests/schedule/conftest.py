"""Schedules with a clock that the test moves, on sources whose crawls are little programs of the test's own."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sinodik.schedule.run import Clock, Scheduler
from sinodik.store import Store
from sinodik.store.firings import Firing, Job

NOON = datetime(2024, 3, 1, 12, 10, tzinfo=UTC)  # ten past: whatever its jitter, an hourly slot has come


@dataclass
class Desk:
    """A workspace and a scheduler in it. ``program`` is what a crawl runs, ``reading`` what the other stages run.

    Both get their stage and source as arguments. The daily seal is written down like them, and seals nothing.
    """

    store: Store
    program: str = "pass"
    reading: str = "pass"
    now: datetime = NOON
    events: list[tuple[str, dict]] = field(default_factory=list)
    scheduler: Scheduler = field(init=False)
    schedulers: list[Scheduler] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.store.workspace / "sources" / "example.toml").unlink(missing_ok=True)
        self.scheduler = self.another()

    def another(self) -> Scheduler:
        clock = Clock(lambda: self.now, lambda: self.now.timestamp())
        made = Scheduler(self.store.workspace, self._note, clock=clock, command=self._command, grace=1.0)
        self.schedulers.append(made)
        return made

    def _note(self, event: str, facts: dict) -> None:
        self.events.append((event, facts))

    def _command(self, workspace: Path, job: Job) -> list[str]:
        begun = f"open({str(workspace / 'begun')!r}, 'a').write(sys.argv[1] + ' ' + ''.join(sys.argv[2:]) + chr(10));"
        program = {"crawl": self.program, "seal": "pass"}.get(job[0], self.reading)
        return [sys.executable, "-S", "-c", f"import sys; {begun} {program}", *job]

    def source(self, name: str, schedule: str = "0 * * * *", **keys: object) -> None:
        given = {"publisher": name, "kind": "photos", "folder": "photos", "schedule": schedule} | keys
        lines = [f"{k} = {str(v).lower() if isinstance(v, bool) else repr(v)}" for k, v in given.items()]
        (self.store.workspace / "sources" / f"{name}.toml").write_text("\n".join(lines))

    def begun(self) -> list[str]:
        """What was really started but for the seal, in order: one line a process, written by that process."""
        return [line for line in self._lines() if line != "seal"]

    def seals(self) -> int:
        """How often the daily seal was really started."""
        return self._lines().count("seal")

    def _lines(self) -> list[str]:
        file = self.store.workspace / "begun"
        return [line.strip() for line in file.read_text().splitlines()] if file.exists() else []

    def crawls(self) -> list[str]:
        """The sources whose crawls were really started, in order."""
        return [source for stage, _, source in (line.partition(" ") for line in self.begun()) if stage == "crawl"]

    def firing(self, source: str = "kedrovka", stage: str = "crawl") -> Firing:
        return self.store.firings.all()[stage, source]

    def until(self, done: Callable[[], bool], scheduler: Scheduler | None = None) -> None:
        """Tick, the clock standing still, until something real has happened."""
        for _ in range(600):
            (scheduler or self.scheduler).tick(self.store)
            if done():
                return
            time.sleep(0.02)
        raise AssertionError(f"did not happen; events: {self.events}")

    def settle(self) -> None:
        """Tick until nothing runs and nothing is due."""
        for _ in range(20):
            known = len(self.events)
            self.until(lambda: not self.scheduler._children)
            if len(self.events) == known:
                return
        raise AssertionError(f"it never settles: {self.events}")

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    desk = Desk(store)
    yield desk
    for scheduler in desk.schedulers:
        for child in scheduler._children.values():
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
            child.words.close()
            child.release()
