"""What became of a post: seen, missing, deleted. Derived from the observations, which are only ever appended.

A post that is not where it was may be back a moment later: a server under load leaves things out. So one absence makes
a post *missing*; *deleted* it is called when the same source showed its absence a second time, in another crawl and at
least :data:`APART` later. Whatever source sees it again, it is there.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlite_utils import Database

APART = timedelta(hours=1)

# The absences of an address since it was last seen again, as each source showed them.
_ABSENCES = """SELECT url, source, count(*), min(at), max(at) FROM observation o WHERE state = 'missing'
    AND id > coalesce((SELECT max(id) FROM observation WHERE url = o.url AND state = 'seen again'), 0)"""


class Absence(NamedTuple):
    """How one source showed that an address is gone: so many ``times``, from ``first`` to ``last``."""

    url: str
    source: str
    times: int
    first: datetime
    last: datetime

    @property
    def confirmed(self) -> bool:
        """Tell whether it is enough to say that the post was deleted."""
        return self.times > 1 and self.last - self.first >= APART

    def confirmed_by(self, at: datetime, begun: datetime) -> bool:
        """Tell whether an absence at ``at``, in a crawl that began at ``begun``, confirms this one."""
        return self.first < begun and at - self.first >= APART


class Gone(NamedTuple):
    """A post that is not there: since when, how often that was noted, and whether it counts as ``deleted``."""

    since: datetime
    times: int
    deleted: bool


def absences(db: Database, url: str = "") -> Iterator[Absence]:
    """Yield what speaks for an address (or any) being gone now, source by source."""
    sql, given = (f"{_ABSENCES} AND url = ?", [url]) if url else (_ABSENCES, [])
    for address, source, times, first, last in db.execute(f"{sql} GROUP BY url, source ORDER BY min(id)", given):
        yield Absence(address, source, times, datetime.fromisoformat(first), datetime.fromisoformat(last))


def fate(db: Database, url: str) -> Gone | None:
    """Return how an address is gone; None if it is there."""
    found = list(absences(db, url))
    if not found:
        return None
    return Gone(min(a.first for a in found), max(a.times for a in found), any(a.confirmed for a in found))


def count(db: Database) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many posts of each source are missing, and how many deleted. The source that said so first counts."""
    sources: dict[str, str] = {}
    deleted: set[str] = set()
    for absence in absences(db):
        sources.setdefault(absence.url, absence.source)
        if absence.confirmed:
            deleted.add(absence.url)
    missing_by, deleted_by = dict.fromkeys(sources.values(), 0), dict.fromkeys(sources.values(), 0)
    for url, source in sources.items():
        (deleted_by if url in deleted else missing_by)[source] += 1
    return missing_by, deleted_by
