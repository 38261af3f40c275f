"""How often a server may be asked in a day, where it has said so."""

from datetime import datetime, time, timedelta, timezone
from typing import NamedTuple, Protocol, TypeVar, runtime_checkable

from sinodik.sources import Source

S_contra = TypeVar("S_contra", bound=Source, contravariant=True)

# Russia has had no summer time since 2014; a fixed offset needs no time zone database.
MOSCOW = timezone(timedelta(hours=3))
_SLACK = timedelta(minutes=5)


class Budget(NamedTuple):
    """At most ``calls`` requests a day, midnight to midnight in ``zone``; one count for all who share ``name``."""

    name: str
    calls: int
    zone: timezone = MOSCOW

    def day(self, now: datetime) -> str:
        """Return the day to which a call made ``now`` is counted, as ``2026-11-23``."""
        return now.astimezone(self.zone).date().isoformat()

    def until_renewed(self, now: datetime) -> float:
        """Return the seconds until the count begins anew, and a little more: clocks differ."""
        today = now.astimezone(self.zone)
        midnight = datetime.combine(today.date() + timedelta(days=1), time(), self.zone)
        return (midnight + _SLACK - today).total_seconds()


# dev.vk.com, "Data limits": 5,000 calls of wall.get a day for one token.
VK_WALL_GET = Budget("vk wall.get", 5000)


@runtime_checkable
class Budgeted(Protocol[S_contra]):
    """A reader whose server may be asked only so often a day."""

    def budget(self, source: S_contra) -> Budget:
        """Return how often."""
