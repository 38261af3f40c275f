"""Pairs of mentions, kept as numbers and read as sentences."""

from collections.abc import Collection, Iterable

import msgspec
from sqlite_utils import Database

from sinodik.errors import NotFound
from sinodik.reasons import Compared, Language, Said, told
from sinodik.records import Evidence, Mention, Pair
from sinodik.store.matching import Matching

_COLUMNS = "a, b, score, doubt, sampled, reasons, data"


def _compared(a: str, b: str, score: float, doubt: float | None, sampled: int, reasons: bytes, data: str) -> Compared:
    # SQLite has no truth values, and whoever decides about the pair writes this one into the log.
    return Compared(a, b, score, doubt, bool(sampled), reasons, data)


def written(pair: Pair, doubt: float | None) -> Compared:
    """Return a pair to be kept with its sentences as they are."""
    return Compared(pair.a, pair.b, pair.score, doubt, pair.sampled, b"", msgspec.json.encode(pair).decode())


class Comparisons:
    """What was compared and is worth keeping: what holds a candidate together, what is in doubt, what people judged."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._pair = msgspec.json.Decoder(Pair).decode
        self._mention = msgspec.json.Decoder(Mention).decode
        self._evidence = msgspec.json.Decoder(Evidence).decode

    def insert(self, pairs: Iterable[Compared]) -> None:
        """Add pairs."""
        self._db.conn.executemany(f"INSERT INTO pair ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", pairs)

    def replace(self, where: str, pairs: Iterable[Compared]) -> None:
        """Put pairs in the place of those ``where`` a condition holds; most are what they were, and are left alone."""
        conn, new = self._db.conn, set(pairs)
        had = {_compared(*r) for r in conn.execute(f"SELECT {_COLUMNS} FROM pair WHERE {where}")}
        conn.executemany("DELETE FROM pair WHERE a = ? AND b = ?", sorted(old[:2] for old in had - new))
        self.insert(sorted(new - had))

    def get(self, a: str, b: str, language: Language = Language.ENGLISH) -> Pair:
        """Return the comparison of two mentions."""
        a, b = sorted((a, b))
        found = self._read("WHERE a = ? AND b = ?", [a, b], language)
        if not found:
            raise NotFound(f"The mentions {a!r} and {b!r} were not compared.", remedy="sinodik dedupe")
        return found[0]

    def within(self, mentions: Collection[str], language: Language = Language.ENGLISH) -> list[Pair]:
        """Return the comparisons that are kept among these mentions."""
        marks = ", ".join("?" * len(mentions))
        return self._read(f"WHERE a IN ({marks}) AND b IN ({marks}) ORDER BY a, b", [*mentions, *mentions], language)

    def beside(self, mentions: Collection[str], limit: int, language: Language = Language.ENGLISH) -> list[Pair]:
        """Return the comparisons of these mentions with others, the likeliest first."""
        marks = ", ".join("?" * len(mentions))
        where = f"WHERE (a IN ({marks})) <> (b IN ({marks})) AND (a IN ({marks}) OR b IN ({marks}))"
        return self._read(f"{where} ORDER BY score DESC, a, b LIMIT ?", [*mentions, *mentions] * 2 + [limit], language)

    def queue(self, limit: int) -> list[Pair]:
        """Return the pairs that a person should look at, the most doubtful first."""
        # Pinned: after ANALYZE the planner has been seen to drop the partial index (0.04 → 44 ms).
        return self._read("INDEXED BY pair_queue WHERE doubt IS NOT NULL ORDER BY doubt, a, b LIMIT ?", [limit])

    def queue_length(self) -> int:
        """Return how many pairs wait."""
        return int(self._db.execute("SELECT count(*) FROM pair WHERE doubt IS NOT NULL").fetchone()[0])

    def waiting(self) -> set[frozenset[str]]:
        """Return the mentions of every pair that waits."""
        return {frozenset(r) for r in self._db.execute("SELECT a, b FROM pair WHERE doubt IS NOT NULL")}

    def _read(self, where: str, given: list[object], language: Language = Language.ENGLISH) -> list[Pair]:
        rows = [_compared(*r) for r in self._db.execute(f"SELECT {_COLUMNS} FROM pair {where}", given)]
        known = Matching(self._db).reasons() if any(not r.data for r in rows) else {}
        return [
            self._pair(r.data) if r.data else told(r, known, (self._said(r.a), self._said(r.b)), language) for r in rows
        ]

    def _said(self, id_: str) -> Said:
        sql = "SELECT m.data, e.data FROM mention m JOIN evidence e ON e.id = m.evidence WHERE m.id = ?"
        row = self._db.execute(sql, [id_]).fetchone()
        return Said(self._mention(row[0]), self._evidence(row[1]).posted) if row else Said(None, None)
