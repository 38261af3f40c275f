"""Runs: when a stage worked on what, and what came of it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from sqlite_utils import Database


class Run(NamedTuple):
    """One run of a stage; ``finished`` is None while it runs, and for ever if it was killed."""

    id: int
    stage: str
    source: str
    started: datetime
    finished: datetime | None
    outcome: str
    counts: dict[str, int]


class Runs:
    """The diary of the stages."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def start(self, stage: str, source: str = "") -> int:
        """Note that a stage began, and return the run's number."""
        sql = "INSERT INTO run (stage, source, started) VALUES (?, ?, ?)"
        return int(self._db.conn.execute(sql, [stage, source, _now()]).lastrowid or 0)

    def finish(self, run: int, outcome: str, counts: Mapping[str, int]) -> None:
        """Note how a run ended: ``finished``, or a sentence saying why not."""
        sql = "UPDATE run SET finished = ?, outcome = ?, counts = ? WHERE id = ?"
        self._db.conn.execute(sql, [_now(), outcome, json.dumps(dict(counts)), run])

    def last(self, stage: str, source: str = "") -> Run | None:
        """Return the latest run of a stage on a source."""
        sql = "SELECT * FROM run WHERE stage = ? AND source = ? ORDER BY id DESC LIMIT 1"
        row = self._db.execute(sql, [stage, source]).fetchone()
        return _run(row) if row else None

    def recent(self, stage: str, source: str = "", limit: int = 50) -> list[Run]:
        """Return the latest runs of a stage on a source, the newest first."""
        sql = "SELECT * FROM run WHERE stage = ? AND source = ? ORDER BY id DESC LIMIT ?"
        return [_run(row) for row in self._db.execute(sql, [stage, source, limit]).fetchall()]


def _run(row: tuple[int, str, str, str, str | None, str | None, str]) -> Run:
    finished = datetime.fromisoformat(row[4]) if row[4] else None
    return Run(row[0], row[1], row[2], datetime.fromisoformat(row[3]), finished, row[5] or "", json.loads(row[6]))


def _now() -> str:
    return datetime.now(UTC).isoformat()
