"""How often names and matching keys occur in the whole workspace, as counted by the last full deduplication."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

Frequency = tuple[str, str, int]


class Frequencies:
    """Counts by kind and name. One decision's neighbourhood is recomputed with them, without reading everything."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def replace(self, rows: Iterable[Frequency]) -> None:
        """Put these ``(kind, name, count)`` in the place of all there were."""
        self._db.conn.execute("DELETE FROM frequency")
        self._db.conn.executemany("INSERT INTO frequency VALUES (?, ?, ?)", rows)

    def of(self, names: Iterable[tuple[str, str]]) -> Iterator[Frequency]:
        """Yield what is known of these ``(kind, name)``."""
        sql = "SELECT kind, name, count FROM frequency WHERE kind = ? AND name = ?"
        for name in names:
            yield from self._db.execute(sql, name)
