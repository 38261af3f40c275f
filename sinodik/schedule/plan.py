"""What is to be started, and when: a pure function of the sources, of what was started before, and of the moment."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from sinodik import cron
from sinodik.sources import Source
from sinodik.store.firings import Firing, Job, Outcome

CRAWL, EXTRACT, DEDUPE, SEAL = "crawl", "extract", "dedupe", "seal"
READING = "reading"  # the lane of the stages after the crawl

ATTEMPTS = 3  # for one slot, where each was interrupted: a crawl that brings the machine down must not do so for ever
PATIENCE = timedelta(minutes=1)
READING_TIMEOUT_S = 6 * 3600.0
SEAL_TIMEOUT_S = 3600.0
_CLOCK_WAS_WRONG = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


class Start(NamedTuple):
    """One start of a job: for which slot, the how manieth for it, and from which moment on."""

    job: Job
    slot: datetime
    attempt: int
    at: datetime
    lane: str
    timeout: float


def upcoming(
    source: Source, past: Firing | None, crawled: datetime | None, now: datetime, zone: ZoneInfo
) -> Start | None:
    """Return the next start of a source (due if its ``at`` has come); None if it is not scheduled.

    However many slots were missed, the newest of them stands for all. A source that was never crawled is due at once;
    ``crawled`` is when somebody last crawled it to the end by hand, which counts for the slots before.
    """
    if not (source.schedule and source.enabled):
        return None
    if past and past.started > now + _CLOCK_WAS_WRONG:
        past = None
    if crawled and (crawled > now or (past and (past.ended is None or crawled <= past.ended))):
        crawled = None
    done = max((m for m in (past.slot if past else None, crawled) if m), default=None)
    regular = _regular(source, done, now, zone)
    if past and past.ended and not (crawled or (regular and regular.at <= now)):
        return _again(past, lane(source), source.timeout) or regular
    return regular


def _regular(source: Source, done: datetime | None, now: datetime, zone: ZoneInfo) -> Start | None:
    start = Start((CRAWL, source.id), now.replace(microsecond=0), 1, now, lane(source), source.timeout)
    if done is None:
        return start
    slot = cron.after(source.schedule, done, zone)
    if slot is None:
        return None
    at = slot + cron.jitter(source.id, source.schedule, slot, zone)
    if at <= now:
        slot = max(slot, _newest(source, now, zone) or slot)
    return start._replace(slot=slot, at=at)


def _newest(source: Source, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the newest slot whose moment, jitter included, has come."""
    slot = cron.latest(source.schedule, now, zone)
    if slot and slot + cron.jitter(source.id, source.schedule, slot, zone) > now:
        return cron.latest(source.schedule, slot - _SECOND, zone)
    return slot


def _again(past: Firing, lane_: str, timeout: float) -> Start | None:
    """Return another try for the same slot, if the last start came to nothing through no fault of its own."""
    if past.ended is None:
        return None
    again = Start(past.job, past.slot, past.attempt + 1, past.ended, lane_, timeout)
    if past.outcome == Outcome.STOPPED or (past.outcome == Outcome.INTERRUPTED and past.attempt < ATTEMPTS):
        return again
    return again._replace(at=past.ended + PATIENCE) if past.outcome == Outcome.IN_USE else None


def reading(firings: Mapping[Job, Firing]) -> Start | None:
    """Return the start of the stage that new evidence or new mentions wait for; None if nothing waits.

    One at a time, and what has waited longest first.
    """
    crawls = [f for (stage, _), f in firings.items() if stage == CRAWL]
    extract, dedupe = firings.get((EXTRACT, "")), firings.get((DEDUPE, ""))
    if any(f and f.ended is None for f in (extract, dedupe)):
        return None
    waiting = (_after(EXTRACT, crawls, extract), _after(DEDUPE, [extract] if extract else [], dedupe))
    return min((s for s in waiting if s), key=lambda s: s.slot, default=None)


def _after(stage: str, before: Iterable[Firing], past: Firing | None) -> Start | None:
    brought = max((f.brought for f in before if f.brought), default=None)
    if brought and (past is None or brought > past.started):
        return Start((stage, ""), brought, 1, brought, READING, READING_TIMEOUT_S)
    return _again(past, READING, READING_TIMEOUT_S) if past else None


def sealing(past: Firing | None, now: datetime) -> Start:
    """Return the next start of the daily seal: at midnight UTC, or later that day if nobody was there to do it.

    A seal's day is UTC's and has one seal only. Made at its beginning, it holds all of the days before, and one that
    was caught up in the evening does not stand in the way of the next.
    """
    if past and past.started > now + _CLOCK_WAS_WRONG:
        past = None
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if past is None or past.slot < today:
        return Start((SEAL, ""), today, 1, today, SEAL, SEAL_TIMEOUT_S)
    tomorrow = past.slot + timedelta(days=1)
    again = _again(past, SEAL, SEAL_TIMEOUT_S)
    return again or Start((SEAL, ""), tomorrow, 1, tomorrow, SEAL, SEAL_TIMEOUT_S)


def choose(starts: Iterable[Start], busy: Collection[str], crawling: int, at_once: int, now: datetime) -> list[Start]:
    """Return which of the starts are made now: those due, the longest overdue first, one a lane, ``at_once`` crawls."""
    chosen: list[Start] = []
    taken = set(busy)
    for start in sorted(starts, key=lambda s: (s.at, s.job)):
        crawl = start.job[0] == CRAWL
        if start.at > now or start.lane in taken or (crawl and crawling >= at_once):
            continue
        chosen.append(start)
        taken.add(start.lane)
        crawling += crawl
    return chosen


def lane(source: Source) -> str:
    """Return what no two crawls may use at the same time, or a site would be asked twice as often as is polite.

    The host that the source names, or else its kind.
    """
    values = (v for v in msgspec.structs.astuple(source) if isinstance(v, str))
    hosts = (_host(v) for v in values if v.startswith(("http://", "https://")))
    return next((h for h in hosts if h), str(source.__struct_config__.tag))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
