"""When posts were last looked for, for those that were due. No evidence: it only spares requests."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlite_utils import Database

from sinodik.store.fates import absences

Row = tuple[str, float, float, float | None]


class Looks:
    """The table ``look``: a row for a post that was looked for again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def watched(self, source: str, for_s: float) -> Iterator[Row]:
        """Yield the posts of a source that are still watched: address, first seen, last looked for, missing since.

        A post is watched until it was looked for ``for_s`` seconds after it was first seen, and while it is missing;
        no more when it counts as deleted. Moments are seconds since 1970.
        """
        sql = """SELECT url, first, looked FROM (
            SELECT e.url AS url, unixepoch(min(e.seen), 'subsec') AS first, coalesce(max(l.at), 0) AS looked
            FROM evidence e LEFT JOIN look l ON l.source = e.source AND l.url = e.url WHERE e.source = ? GROUP BY e.url)
            WHERE looked < first + ?"""
        gone = {absence.url: absence for absence in absences(self._db) if absence.source == source}
        yield from ((*row, None) for row in self._db.execute(sql, [source, for_s]) if row[0] not in gone)
        for url, absence in gone.items():
            if not absence.confirmed:
                yield (url, *self._seen_and_looked(url, source), absence.first.timestamp())

    def _seen_and_looked(self, url: str, source: str) -> tuple[float, float]:
        first = self._db.execute("SELECT min(seen) FROM evidence WHERE url = ? AND source = ?", [url, source])
        seen = first.fetchone()[0]
        looked = self._db.execute("SELECT at FROM look WHERE url = ? AND source = ?", [url, source]).fetchone()
        return datetime.fromisoformat(seen).timestamp() if seen else 0.0, looked[0] if looked else 0.0

    def note(self, source: str, urls: Iterable[str], at: float) -> None:
        """Note that posts were looked for."""
        sql = "INSERT OR REPLACE INTO look (source, url, at) VALUES (?, ?, ?)"
        self._db.conn.executemany(sql, [(source, url, at) for url in urls])
