"""Candidates and pairs: derived from mentions and decisions, thrown away and made anew at will."""

from collections.abc import Collection, Iterable, Iterator

import msgspec
from sqlite_utils import Database

from sinodik.errors import NotFound
from sinodik.records import Candidate, Pair, State


class Candidates:
    """What the deduplicator thinks, and the queue of what it doubts."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._candidate = msgspec.json.Decoder(Candidate).decode
        self._pair = msgspec.json.Decoder(Pair).decode

    def replace(self, candidates: Iterable[Candidate], pairs: Iterable[tuple[Pair, float | None]]) -> None:
        """Put these in the place of all there were; ``doubt`` is a pair's place in the queue (least first), or None."""
        for table in ("membership", "candidate", "pair"):
            self._db.conn.execute(f"DELETE FROM {table}")
        self._insert(candidates, pairs)

    def update(
        self,
        mentions: Collection[str],
        candidates: Iterable[Candidate],
        pairs: Iterable[tuple[Pair, float | None]],
    ) -> None:
        """Put these in the place of all that had to do with ``mentions`` only."""
        marks = ", ".join("?" * len(mentions))
        ids = list(mentions)
        conn = self._db.conn
        conn.execute(
            f"DELETE FROM candidate WHERE id IN (SELECT candidate FROM membership WHERE mention IN ({marks}))", ids
        )
        conn.execute(f"DELETE FROM pair WHERE a IN ({marks}) AND b IN ({marks})", ids + ids)
        self._insert(candidates, pairs)

    def _insert(self, candidates: Iterable[Candidate], pairs: Iterable[tuple[Pair, float | None]]) -> None:
        candidates = list(candidates)
        conn = self._db.conn
        conn.executemany(
            "INSERT INTO candidate VALUES (?, ?, ?, ?)",
            ((c.id, c.state.value, str(c.name), msgspec.json.encode(c).decode()) for c in candidates),
        )
        conn.executemany("INSERT INTO membership VALUES (?, ?)", ((m, c.id) for c in candidates for m in c.mentions))
        conn.executemany(
            "INSERT INTO pair VALUES (?, ?, ?, ?, ?)",
            ((p.a, p.b, p.score, doubt, msgspec.json.encode(p).decode()) for p, doubt in pairs),
        )

    def get(self, id_: str) -> Candidate:
        """Return one candidate by its identifier."""
        row = self._db.execute("SELECT data FROM candidate WHERE id = ?", [id_]).fetchone()
        if row is None:
            raise NotFound(f"There is no candidate {id_!r} in this workspace.", remedy="sinodik dedupe")
        return self._candidate(row[0])

    def of(self, mention: str) -> Candidate:
        """Return the candidate that a mention belongs to."""
        row = self._db.execute("SELECT candidate FROM membership WHERE mention = ?", [mention]).fetchone()
        if row is None:
            raise NotFound(f"The mention {mention!r} belongs to no candidate yet.", remedy="sinodik dedupe")
        return self.get(row[0])

    def all(self, state: State | None = None) -> Iterator[Candidate]:
        """Yield the candidates (in one state) by name."""
        sql = "SELECT data FROM candidate WHERE ? IS NULL OR state = ? ORDER BY name, id"
        return (self._candidate(r[0]) for r in self._db.execute(sql, [state, state]))

    def pair(self, a: str, b: str) -> Pair:
        """Return the comparison of two mentions."""
        a, b = sorted((a, b))
        row = self._db.execute("SELECT data FROM pair WHERE a = ? AND b = ?", [a, b]).fetchone()
        if row is None:
            raise NotFound(f"The mentions {a!r} and {b!r} were not compared.", remedy="sinodik dedupe")
        return self._pair(row[0])

    def pairs_within(self, mentions: Collection[str]) -> list[Pair]:
        """Return every comparison made among these mentions."""
        marks = ", ".join("?" * len(mentions))
        sql = f"SELECT data FROM pair WHERE a IN ({marks}) AND b IN ({marks}) ORDER BY a, b"
        return [self._pair(r[0]) for r in self._db.execute(sql, [*mentions, *mentions])]

    def queue(self, limit: int = 50) -> list[Pair]:
        """Return the pairs that a person should look at, the most doubtful first."""
        # Pinned: after ANALYZE the planner has been seen to drop the partial index (0.04 → 44 ms).
        sql = "SELECT data FROM pair INDEXED BY pair_queue WHERE doubt IS NOT NULL ORDER BY doubt, a, b LIMIT ?"
        return [self._pair(r[0]) for r in self._db.execute(sql, [limit])]

    def queue_length(self) -> int:
        """Return how many pairs wait."""
        return int(self._db.execute("SELECT count(*) FROM pair WHERE doubt IS NOT NULL").fetchone()[0])

    def neighbourhood(self, mentions: Collection[str]) -> set[str]:
        """Return all mentions that are tied to these by comparisons and candidates, however far."""
        found, edge = set(mentions), set(mentions)
        while edge:
            edge = {near for m in edge for near in self._near(m)} - found
            found |= edge
        return found

    def _near(self, mention: str) -> Iterator[str]:
        sql = """SELECT b FROM pair WHERE a = ?1 UNION SELECT a FROM pair WHERE b = ?1 UNION
            SELECT mention FROM membership WHERE candidate = (SELECT candidate FROM membership WHERE mention = ?1)"""
        return (r[0] for r in self._db.execute(sql, [mention]))
