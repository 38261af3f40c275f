"""What the scheduler started: one row a job, so that no two schedulers start it twice and none forgets it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlite_utils import Database

SERVE = "serve"  # the stage of the scheduler's own row


class Outcome(StrEnum):
    """How a job that was started ended."""

    FINISHED = "finished"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    STOPPED = "stopped"  # with the scheduler, in order
    INTERRUPTED = "interrupted"  # killed: nobody noted its end
    IN_USE = "in use"  # somebody else was doing the same


Job = tuple[str, str]  # the stage and the source; stages that work on everything have no source


class Firing(NamedTuple):
    """The latest start of a job. ``slot`` is the moment it was due, ``attempt`` counts the starts for that slot.

    ``beat`` was touched last while it ran, ``ended`` is None while it runs; ``outcome`` is an :class:`Outcome`, empty
    while it runs, ``detail`` a sentence if there is more to say. ``brought`` is when one of its runs last found
    something that the next stage should look at. Moments are in UTC.
    """

    stage: str
    source: str
    slot: datetime
    attempt: int
    started: datetime
    beat: datetime
    ended: datetime | None
    outcome: str
    detail: str
    brought: datetime | None

    @property
    def job(self) -> Job:
        """Return what was started."""
        return self.stage, self.source


class Firings:
    """The scheduler's memory."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> dict[Job, Firing]:
        """Return the latest start of every job."""
        rows = self._db.execute("SELECT * FROM firing WHERE stage <> ?", [SERVE]).fetchall()
        return {f.job: f for f in map(_firing, rows)}

    def claim(self, job: Job, slot: datetime, attempt: int, at: datetime) -> bool:
        """Note a start; False, and nothing is noted, if the job is running, or was started for this slot before."""
        sql = (
            "INSERT INTO firing (stage, source, slot, attempt, started, beat) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET slot = excluded.slot, attempt = excluded.attempt, started = excluded.started, "
            "beat = excluded.beat, ended = NULL, outcome = '', detail = '' "
            "WHERE ended IS NOT NULL AND (slot, attempt) <> (excluded.slot, excluded.attempt) RETURNING 1"
        )
        values = [*job, _text(slot), attempt, _text(at), _text(at)]
        return bool(self._db.conn.execute(sql, values).fetchall())

    def beat(self, jobs: Iterable[Job], at: datetime) -> None:
        """Note that jobs are being watched, and that the scheduler lives."""
        for stage, source in jobs:
            sql = "UPDATE firing SET beat = ? WHERE stage = ? AND source = ? AND ended IS NULL"
            self._db.conn.execute(sql, [_text(at), stage, source])
        sql = (
            "INSERT INTO firing (stage, source, slot, attempt, started, beat) VALUES (?, '', ?, 1, ?, ?) "
            "ON CONFLICT DO UPDATE SET beat = excluded.beat, ended = NULL"
        )
        self._db.conn.execute(sql, [SERVE, *[_text(at)] * 3])

    def end(self, job: Job, outcome: str, at: datetime, *, brought: bool, detail: str = "") -> None:
        """Note how a job ended, and whether it found something for the next stage."""
        sql = (
            "UPDATE firing SET ended = ?, outcome = ?, detail = ?, brought = coalesce(?, brought) "
            "WHERE stage = ? AND source = ? AND ended IS NULL"
        )
        self._db.conn.execute(sql, [_text(at), outcome, detail, _text(at) if brought else None, *job])

    def pulse(self) -> Firing | None:
        """Return the scheduler's own row; None if there never was one."""
        row = self._db.execute("SELECT * FROM firing WHERE stage = ?", [SERVE]).fetchone()
        return _firing(row) if row else None

    def stop(self, at: datetime) -> None:
        """Note that the scheduler ended in order."""
        self.end((SERVE, ""), Outcome.STOPPED, at, brought=False)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _firing(row: tuple[str, str, str, int, str, str, str | None, str, str, str | None]) -> Firing:
    stage, source, slot, attempt, started, beat, ended, outcome, detail, brought = row
    slot_, started_, beat_ = (datetime.fromisoformat(m) for m in (slot, started, beat))
    ended_, brought_ = (datetime.fromisoformat(m) if m else None for m in (ended, brought))
    return Firing(stage, source, slot_, attempt, started_, beat_, ended_, outcome, detail, brought_)
