"""When a cron expression falls due. Five fields, as Debian's cron reads them (crontab(5)), in a given time zone."""

import hashlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

REMEDY = "five fields: minute, hour, day of the month, month, day of the week; every half hour is “*/30 * * * *”"

_FIELDS = 5
_SECOND = timedelta(seconds=1)
_JITTER_SHARE = 0.1
_LONGEST_JITTER = timedelta(minutes=5)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def wrong(expression: str) -> str:
    """Say what is wrong with a cron expression; "" if nothing is."""
    if len(expression.split()) != _FIELDS:
        return f"“{expression}” has {len(expression.split())} fields, not {_FIELDS}"
    try:
        return "" if after(expression, EPOCH) else f"“{expression}” never comes"
    except CronSimError as error:
        return f"“{expression}”: {str(error)[:1].lower()}{str(error)[1:]}"


def wrong_zone(name: str) -> str:
    """Say what is wrong with the name of a time zone; "" if nothing is."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return f"there is no time zone “{name}”"
    return ""


def after(expression: str, moment: datetime, zone: ZoneInfo | None = None) -> datetime | None:
    """Return the first slot after ``moment``, in UTC; None if there is none within fifty years."""
    slots = CronSim(expression, moment.astimezone(zone or UTC))
    # Where clocks were put back, a slot in the hour that comes twice counts the first time: perhaps before the moment.
    return next((s.astimezone(UTC) for s in slots if s.astimezone(UTC) > moment), None)


def latest(expression: str, moment: datetime, zone: ZoneInfo | None = None) -> datetime | None:
    """Return the last slot up to and including ``moment``, in UTC; None if there was none within fifty years."""
    slots = CronSim(expression, (moment.replace(microsecond=0) + _SECOND).astimezone(zone or UTC), reverse=True)
    # Where clocks were put forward, a slot that was skipped stands after the gap: perhaps after the moment.
    return next((s.astimezone(UTC) for s in slots if s.astimezone(UTC) <= moment), None)


def jitter(name: str, expression: str, slot: datetime, zone: ZoneInfo | None = None) -> timedelta:
    """Return by how much ``name`` starts after its slot, always the same: not everybody at the full hour."""
    share = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) / 2**32
    return timedelta(seconds=int(longest_jitter(expression, slot, zone).total_seconds() * share))


def longest_jitter(expression: str, slot: datetime, zone: ZoneInfo | None = None) -> timedelta:
    """Return a tenth of the time from a slot to the next, five minutes at most."""
    following = after(expression, slot, zone)
    return min((following - slot) * _JITTER_SHARE, _LONGEST_JITTER) if following else timedelta()
