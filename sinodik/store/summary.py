"""Where the work stands, in numbers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import sqrt

import msgspec

from sinodik.records import Decision, Judgement, State
from sinodik.store import Store, fates


class SourceLine(msgspec.Struct, frozen=True):
    """One source: its last crawl (UTC), how that ended, what it gave, and what of that is missing or deleted."""

    source: str
    last: datetime | None
    outcome: str
    evidence: int
    missing: int
    deleted: int


class Sample(msgspec.Struct, frozen=True):
    """What people said of merges that chance had chosen: how many they judged, and how many were right.

    ``low`` and ``high`` are the 95 % interval of the share that is right (Wilson 1927); None until enough were judged.
    """

    judged: int
    right: int
    low: float | None = None
    high: float | None = None


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
    weights: str
    sample: Sample


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
        weights=matched.how if (matched := store.matching.get()) else "",
        sample=sample(store.decisions.standing()),
    )


ENOUGH = 20  # answers from which an interval says anything
_Z = 1.959964  # of the normal distribution, 95 % on both sides


def sample(decisions: Iterable[Decision]) -> Sample:
    """Estimate how often the machine's merges are right, from those that chance chose; "unsure" is no answer."""
    said = {}
    for decision in decisions:
        if decision.sampled and decision.judgement in (Judgement.SAME, Judgement.DIFFERENT):
            said[frozenset(a.mention for a in decision.about + decision.against)] = decision.judgement
    judged, right = len(said), sum(j is Judgement.SAME for j in said.values())
    return Sample(judged, right, *(wilson(right, judged) if judged >= ENOUGH else ()))


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (Wilson, "Probable inference", 1927).

    >>> [round(x, 3) for x in wilson(19, 20)]
    [0.764, 0.991]
    """
    share, square = right / judged, _Z * _Z / judged
    middle, half = share + square / 2, _Z * sqrt((share * (1 - share) + square / 4) / judged)
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def _line(store: Store, source: str, evidence: int, missing: int, deleted: int) -> SourceLine:
    last = store.runs.last("crawl", source)
    outcome = "" if last is None else last.outcome or "running, or killed half-way"
    return SourceLine(source, last.started if last else None, outcome, evidence, missing, deleted)


def _count(store: Store, what: str) -> int:
    return int(store.db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
