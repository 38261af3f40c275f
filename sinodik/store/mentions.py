"""Mentions: derived from evidence, replaced whenever a newer extractor reads it again."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime

import msgspec
from sqlite_utils import Database

from sinodik.errors import NotFound
from sinodik.records import Mention


class Mentions:
    """What the extractors read, and which of them has read what."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._decode = msgspec.json.Decoder(Mention).decode

    def replace(self, evidence: str, extractor: str, version: str, mentions: Iterable[Mention], error: str = "") -> int:
        """Put what one extractor read in one piece of evidence in the place of what it read before.

        ``error`` is why it could not be read; it counts as read, so that one bad photo is not tried for ever.
        """
        rows = {m.id: (m.id, evidence, extractor, msgspec.json.encode(m).decode()) for m in mentions}
        conn = self._db.conn
        conn.execute("DELETE FROM mention WHERE evidence = ? AND extractor = ?", [evidence, extractor])
        conn.executemany("INSERT INTO mention (id, evidence, extractor, data) VALUES (?, ?, ?, ?)", rows.values())
        done = (evidence, extractor, version, datetime.now(UTC).isoformat(), error)
        following = "(SELECT coalesce(max(seq), 0) + 1 FROM extraction)"
        conn.execute(f"INSERT OR REPLACE INTO extraction VALUES (?, ?, ?, ?, ?, {following})", done)
        return len(rows)

    def all(self) -> Iterator[Mention]:
        """Yield every mention, ordered by identifier."""
        return (self._decode(r[0]) for r in self._db.execute("SELECT data FROM mention ORDER BY id"))

    def ids(self) -> Iterator[str]:
        """Yield the identifier of every mention, in order."""
        return (r[0] for r in self._db.execute("SELECT id FROM mention ORDER BY id"))

    def last(self) -> int:
        """Return the number of the latest reading; one that replaces another has a new number too."""
        return int(self._db.execute("SELECT coalesce(max(seq), 0) FROM extraction").fetchone()[0])

    def since(self, last: int) -> tuple[set[str], set[str]]:
        """Return the evidence that was read after reading number ``last``, and all the mentions in it now.

        Some of these may be known already, and say something else now.
        """
        read = "SELECT evidence FROM extraction WHERE seq > ?"
        evidence = {r[0] for r in self._db.execute(read, [last])}
        return evidence, {r[0] for r in self._db.execute(f"SELECT id FROM mention WHERE evidence IN ({read})", [last])}

    def count(self) -> int:
        """Return how many there are."""
        return int(self._db.execute("SELECT count(*) FROM mention").fetchone()[0])

    def known(self, id_: str) -> bool:
        """Tell whether a mention is there."""
        return self._db.execute("SELECT 1 FROM mention WHERE id = ?", [id_]).fetchone() is not None

    def known_among(self, ids: Collection[str]) -> set[str]:
        """Return those of ``ids`` that are there."""
        sql = "SELECT id FROM mention WHERE id IN (SELECT value FROM json_each(?))"
        return {r[0] for r in self._db.execute(sql, [json.dumps(list(ids))])}

    def get(self, id_: str) -> Mention:
        """Return one mention by its identifier."""
        row = self._db.execute("SELECT data FROM mention WHERE id = ?", [id_]).fetchone()
        if row is None:
            raise NotFound(
                f"There is no mention {id_!r} in this workspace.", remedy="sinodik extract && sinodik dedupe"
            )
        return self._decode(row[0])

    def some(self, ids: Collection[str]) -> dict[str, Mention]:
        """Return those of ``ids`` that are there; in bulk this is many times as fast as :meth:`get`."""
        sql = "SELECT id, data FROM mention WHERE id IN (SELECT value FROM json_each(?))"
        found = {r[0]: self._decode(r[1]) for r in self._db.conn.execute(sql, [json.dumps(list(ids))])}
        for id_, mention in found.items():
            vars(mention)["id"] = id_  # what the property would reckon anew, at half the cost of reading it all
        return found

    def of(self, evidence: str) -> list[Mention]:
        """Return the mentions in one piece of evidence."""
        rows = self._db.execute("SELECT data FROM mention WHERE evidence = ? ORDER BY id", [evidence])
        return [self._decode(r[0]) for r in rows]

    def unreadable(self) -> list[tuple[str, str]]:
        """Return ``(evidence, error)`` for all that could not be read."""
        return list(self._db.execute("SELECT evidence, error FROM extraction WHERE error <> ''").fetchall())
