"""A hash-chained log of what entered and who decided.

Each entry holds the SHA-256 of the one before it and of the row that it speaks of, so that a row or an entry changed,
removed or moved later is found by :mod:`sinodik.store.verify`. The construction is that of Haber and Stornetta,
"How to time-stamp a digital document" (1991).
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from sqlite_utils import Database

from sinodik.records import digest

GENESIS = "0" * 64

# The tables whose rows are logged, and the columns that an entry's digest covers. The first names the entry's subject.
LOGGED = {
    "capture": ("payload", "url", "at", "status", "mime", "warc", "offset", "length"),
    "evidence": ("id", "source", "url", "posted", "seen", "payload", "data"),
    "observation": ("url", "source", "at", "state", "payload"),
    "decision": ("judgement", "at", "reviewer", "undoes", "data"),
}


def link(previous: str, seq: int, at: str, kind: str, subject: str, row_digest: str) -> str:
    """Return the hash of one entry: SHA-256 over the one before and this one's own fields, line by line."""
    line = "\n".join((previous, str(seq), at, kind, subject, row_digest))
    return hashlib.sha256(line.encode()).hexdigest()


def columns(table: str) -> str:
    """Return the logged columns of a table, quoted for SQL."""
    return ", ".join(f'"{c}"' for c in LOGGED[table])


class Log:
    """The chain's growing end, and the only way into the tables that it covers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def head(self) -> tuple[int, str]:
        """Return the number and hash of the last entry."""
        row = self._db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, GENESIS)

    def enter(self, table: str, rows: Iterable[Sequence[object]]) -> int:
        """Append rows, in the order of :data:`LOGGED`, and their log entries; returns how many.

        Must be called in a transaction: a row without its entry, or the reverse, is what ``verify`` calls tampering.
        """
        if not self._db.conn.in_transaction:
            raise RuntimeError("the log grows only inside a transaction")
        marks = ", ".join("?" * len(LOGGED[table]))
        entries: list[tuple[object, ...]] = []
        # Row by row, so that what is large in a row is not held until all are there.
        written = self._with_entries(table, rows, entries)
        self._db.conn.executemany(f"INSERT INTO {table} ({columns(table)}) VALUES ({marks})", written)
        self._db.conn.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", entries)
        return len(entries)

    def _with_entries(
        self, kind: str, rows: Iterable[Sequence[object]], entries: list[tuple[object, ...]]
    ) -> Iterator[Sequence[object]]:
        """Yield rows, and add an entry for each."""
        seq, previous = self.head()
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        for row in rows:
            seq += 1
            subject, row_digest = str(row[0]), digest(*row)
            previous = link(previous, seq, at, kind, subject, row_digest)
            entries.append((seq, at, kind, subject, row_digest, previous))
            yield row
