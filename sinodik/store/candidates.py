"""Candidates and pairs: derived from mentions and decisions, thrown away and made anew at will."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec
from sqlite_utils import Database

from sinodik.errors import NotFound
from sinodik.reasons import Compared, Language
from sinodik.records import Candidate, Pair, State
from sinodik.store.comparisons import Comparisons

_INDEXES = ("candidate_by_state", "membership_by_candidate", "pair_by_b")
_ROOM_KIB = 131_072  # of memory while everything is replaced: who belongs to whom comes in no order
_AT_ONCE = 5000  # candidates that are held in memory while they are written


class Row(NamedTuple):
    """A candidate as the database holds it, encoded by whoever has a processor to spare: there is but one writer."""

    id: str
    state: str
    name: str
    data: str
    mentions: tuple[str, ...]

    @classmethod
    def of(cls, candidate: Candidate) -> "Row":
        """Encode a candidate."""
        data = msgspec.json.encode(candidate).decode()
        return cls(candidate.id, candidate.state.value, str(candidate.name), data, candidate.mentions)


class Candidates:
    """What the deduplicator thinks, and the queue of what it doubts."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._candidate = msgspec.json.Decoder(Candidate).decode
        self.comparisons = Comparisons(db)

    def replace(self, candidates: Iterable[Row], pairs: Iterable[Compared]) -> None:
        """Put these in the place of all there were. Identifiers that are gone lead to who has their mentions now."""
        conn = self._db.conn
        conn.execute("CREATE TEMP TABLE before AS SELECT mention, candidate FROM membership")
        for table in ("membership", "candidate", "pair"):
            conn.execute(f"DELETE FROM {table}")
        # Built at the end, from sorted rows: kept up row by row they would take longer than all the rest.
        marks = ", ".join("?" * len(_INDEXES))
        indexes = conn.execute(f"SELECT name, sql FROM sqlite_master WHERE name IN ({marks})", _INDEXES).fetchall()
        for name, _ in indexes:
            conn.execute(f"DROP INDEX {name}")
        usual = conn.execute("PRAGMA cache_size").fetchone()[0]
        conn.execute(f"PRAGMA cache_size = -{_ROOM_KIB}")
        self._insert(candidates)
        self.comparisons.insert(pairs)
        for _, sql in indexes:
            conn.execute(sql)
        self._redirect()
        conn.execute(f"PRAGMA cache_size = {usual}")

    def update(
        self,
        mentions: Collection[str],
        candidates: Iterable[Row],
        pairs: Iterable[Compared],
        compared: Collection[str] | None = None,
    ) -> None:
        """Put candidates in the place of those of ``mentions``, and pairs in that of all between those ``compared``.

        These are ``mentions`` themselves if nothing is said.
        """
        conn = self._db.conn
        conn.execute("CREATE TEMP TABLE touched (mention TEXT PRIMARY KEY) WITHOUT ROWID")
        conn.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((m,) for m in mentions))
        ours = "SELECT candidate FROM membership WHERE mention IN touched"
        conn.execute(
            f"CREATE TEMP TABLE before AS SELECT mention, candidate FROM membership WHERE candidate IN ({ours})"
        )
        self._change(dict(conn.execute("SELECT mention, candidate FROM before")), list(candidates))
        conn.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((m,) for m in compared or ()))
        # The plus keeps the index to "a" alone: on both it would try every pair of those touched.
        self.comparisons.replace("a IN touched AND +b IN touched", pairs)
        conn.execute("DROP TABLE touched")
        self._redirect()

    def _insert(self, candidates: Iterable[Row]) -> None:
        conn, left = self._db.conn, iter(candidates)
        while some := list(islice(left, _AT_ONCE)):
            conn.executemany("INSERT INTO candidate VALUES (?, ?, ?, ?)", (c[:4] for c in some))
            # Beside the candidates that they refer to, whose pages are still at hand.
            conn.executemany(
                "INSERT INTO membership VALUES (?, ?)", sorted((m, c.id) for c in some for m in c.mentions)
            )

    def _change(self, before: Mapping[str, str], candidates: Sequence[Row]) -> None:
        """Put candidates in the place of those of ``before``, by mention; what is as it was is not written."""
        conn, old = self._db.conn, set(before.values())
        now = {m: c.id for c in candidates for m in c.mentions}
        conn.executemany(
            "DELETE FROM membership WHERE mention = ?", [(m,) for m, c in before.items() if now.get(m) != c]
        )
        gone = sorted(old - {c.id for c in candidates})
        conn.executemany("DELETE FROM candidate WHERE id = ?", [(c,) for c in gone])
        changed, new = ([c for c in candidates if (c.id in old) is there] for there in (True, False))
        update = "UPDATE candidate SET state = ?, name = ?, data = ? WHERE id = ?"
        conn.executemany(update, [(*c[1:4], c.id) for c in changed])
        conn.executemany("INSERT INTO candidate VALUES (?, ?, ?, ?)", [c[:4] for c in new])
        joined = sorted((m, c) for m, c in now.items() if before.get(m) != c)
        conn.executemany("INSERT INTO membership VALUES (?, ?)", joined)

    def _redirect(self) -> None:
        conn = self._db.conn
        # Of the mentions that are still there the least stands for its candidate, as it does when one is named.
        conn.execute(
            "INSERT OR REPLACE INTO candidate_redirect SELECT old, new FROM ("
            "SELECT b.candidate AS old, coalesce(m.candidate, '') AS new, min((m.mention IS NULL) || b.mention) "
            "FROM before b LEFT JOIN membership m ON m.mention = b.mention "
            "WHERE NOT EXISTS (SELECT 1 FROM candidate c WHERE c.id = b.candidate) GROUP BY b.candidate)"
        )
        conn.execute("DELETE FROM candidate_redirect WHERE EXISTS (SELECT 1 FROM candidate c WHERE c.id = old)")
        conn.execute("DROP TABLE before")

    def current(self, id_: str) -> str:
        """Return the identifier under which a candidate is known today; itself if it always was or never existed.

        Raises NotFound if nothing is left of it.
        """
        while not self._db.execute("SELECT 1 FROM candidate WHERE id = ?", [id_]).fetchone():
            row = self._db.execute("SELECT new FROM candidate_redirect WHERE old = ?", [id_]).fetchone()
            if row is None:
                return id_
            if not row[0]:
                raise NotFound(
                    f"Nothing is read any more of what made the candidate {id_!r}.", remedy="sinodik extract"
                )
            id_ = row[0]
        return id_

    def get(self, id_: str) -> Candidate:
        """Return one candidate by its identifier."""
        row = self._db.execute("SELECT data FROM candidate WHERE id = ?", [id_]).fetchone()
        if row is None:
            raise NotFound(f"There is no candidate {id_!r} in this workspace.", remedy="sinodik dedupe")
        return self._candidate(row[0])

    def starting(self, beginning: str) -> list[str]:
        """Return the identifiers, of today and of before, that begin so; ten at most."""
        known = "SELECT id FROM candidate UNION SELECT old FROM candidate_redirect"
        sql = f"SELECT id FROM ({known}) WHERE substr(id, 1, ?) = ? LIMIT 10"
        return [r[0] for r in self._db.execute(sql, [len(beginning), beginning])]

    def of(self, mention: str) -> Candidate:
        """Return the candidate that a mention belongs to."""
        row = self._db.execute("SELECT candidate FROM membership WHERE mention = ?", [mention]).fetchone()
        if row is None:
            raise NotFound(f"The mention {mention!r} belongs to no candidate yet.", remedy="sinodik dedupe")
        return self.get(row[0])

    def count(self) -> int:
        """Return how many there are."""
        return int(self._db.execute("SELECT count(*) FROM candidate").fetchone()[0])

    def fellows(self, mentions: Collection[str]) -> dict[str, str]:
        """Return all mentions of the candidates that these belong to, with the candidate of each."""
        sql = """SELECT mention, candidate FROM membership WHERE candidate IN
            (SELECT candidate FROM membership WHERE mention IN (SELECT value FROM json_each(?)))"""
        return dict(self._db.execute(sql, [json.dumps(list(mentions))]).fetchall())

    def all(self, state: State | None = None) -> Iterator[Candidate]:
        """Yield the candidates (in one state) by name."""
        sql = "SELECT data FROM candidate WHERE ? IS NULL OR state = ? ORDER BY name, id"
        return (self._candidate(r[0]) for r in self._db.execute(sql, [state, state]))

    def pair(self, a: str, b: str) -> Pair:
        """Return the comparison of two mentions."""
        return self.comparisons.get(a, b)

    def pairs_within(self, mentions: Collection[str], language: Language = Language.ENGLISH) -> list[Pair]:
        """Return the comparisons that hold these mentions together, and what people judged among them."""
        return self.comparisons.within(mentions, language)

    def queue(self, limit: int = 50) -> list[Pair]:
        """Return the pairs that a person should look at, the most doubtful first."""
        return self.comparisons.queue(limit)

    def queue_length(self) -> int:
        """Return how many pairs wait."""
        return self.comparisons.queue_length()
