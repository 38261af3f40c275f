"""Where the work stands, in numbers."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from sinodik.records import State
from sinodik.store import Store, fates


class SourceLine(msgspec.Struct, frozen=True):
    """One source: its last crawl (UTC), how that ended, what it gave, and what of that is missing or deleted."""

    source: str
    last: datetime | None
    outcome: str
    evidence: int
    missing: int
    deleted: int


class Summary(msgspec.Struct, frozen=True):
    """The whole workspace. ``unread`` is evidence that no extractor has read yet."""

    sources: tuple[SourceLine, ...]
    evidence: int
    missing: int
    deleted: int
    unread: int
    mentions: int
    candidates: int
    confirmed: int
    rejected: int
    contradicted: int
    queue: int
    decisions: int
    reviewers: int


def summary(store: Store, sources: Sequence[str]) -> Summary:
    """Count everything; ``sources`` are those configured, and those that only the store remembers are added."""
    evidence = dict(store.db.execute("SELECT source, count(*) FROM evidence GROUP BY source").fetchall())
    missing, deleted = fates.count(store.db)
    states = dict(store.db.execute("SELECT state, count(*) FROM candidate GROUP BY state").fetchall())
    names = [*sources, *sorted(set(evidence) - set(sources))]
    return Summary(
        sources=tuple(
            _line(store, name, evidence.get(name, 0), missing.get(name, 0), deleted.get(name, 0)) for name in names
        ),
        evidence=sum(evidence.values()),
        missing=sum(missing.values()),
        deleted=sum(deleted.values()),
        unread=_count(store, "evidence e WHERE NOT EXISTS (SELECT 1 FROM extraction WHERE evidence = e.id)"),
        mentions=_count(store, "mention"),
        candidates=sum(states.values()),
        confirmed=states.get(State.CONFIRMED, 0),
        rejected=states.get(State.REJECTED, 0),
        contradicted=states.get(State.CONTRADICTED, 0),
        queue=store.candidates.queue_length(),
        decisions=_count(store, "decision"),
        reviewers=len(store.reviewers.names()),
    )


def _line(store: Store, source: str, evidence: int, missing: int, deleted: int) -> SourceLine:
    last = store.runs.last("crawl", source)
    outcome = "" if last is None else last.outcome or "running, or killed half-way"
    return SourceLine(source, last.started if last else None, outcome, evidence, missing, deleted)


def _count(store: Store, what: str) -> int:
    return int(store.db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
