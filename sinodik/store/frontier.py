"""The frontier: what is still to be asked for. It outlives every process.

An ask is ``pending``, then ``leased`` to one process until a moment, then ``done``; or ``lost`` (it could not be had,
the next crawl tries again) or ``failed`` (asking again is of no use). Asks are gathered in rounds: one look at a
source, from what it begins with to what follows from that. Whoever changes a row does so in a transaction with what
the answer held, so that there is no moment at which an answer is kept but not noted, or noted but not kept.

Moments are seconds since 1970, given by the caller. Nothing here is evidence: rows of rounds that have ended are
removed, but for those that must not be asked for a second time (``once``).
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlite_utils import Database

# What was refused may be asked for again in another round, after a week.
_REFUSED_FOR_S = 7 * 86400.0
# A lost ask is tried again by so many crawls.
_MOST_TRIES = 20


class Item(NamedTuple):
    """Something to ask for. ``digest`` is its key in a round, ``data`` is for whoever asks.

    The largest ``priority`` goes first. ``once`` items are not put again while the same one is known in any round.
    """

    digest: str
    data: str
    priority: int = 0
    once: bool = False
    photo: bool = False


class Lease(NamedTuple):
    """An item that is ours until the lease ends. ``tries`` is how often it was tried before."""

    id: int
    round: int
    tries: int
    data: str


class Round(NamedTuple):
    """One look at a source. ``thorough`` ones read all they may, ``returning`` ones began with something known.

    ``pages`` and ``known`` count what it has read so far.
    """

    id: int
    thorough: bool
    returning: bool
    pages: int
    known: int


class Left(NamedTuple):
    """What is left to ask for; ``due`` is when the first pending item may be asked for."""

    pending: int
    leased: int
    lost: int
    due: float | None

    @property
    def requests(self) -> int:
        """All of it."""
        return self.pending + self.leased + self.lost


class Frontier:
    """The table ``ask`` and the rounds. All changes must be made in a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # Rounds

    def begin(self, source: str, now: float, *, thorough: bool, returning: bool) -> int:
        """Begin a round and return its number."""
        sql = "INSERT INTO round (source, begun, thorough, had_posts) VALUES (?, ?, ?, ?)"
        return int(self._db.conn.execute(sql, [source, now, thorough, returning]).lastrowid or 0)

    def round(self, id_: int) -> Round:
        """Return how far a round has come."""
        sql = "SELECT id, thorough, had_posts, pages, known FROM round WHERE id = ?"
        row = self._db.execute(sql, [id_]).fetchone()
        return Round(row[0], bool(row[1]), bool(row[2]), row[3], row[4])

    def count(self, round_: int, pages: int, known: int) -> None:
        """Add to what a round has read."""
        self._db.conn.execute(
            "UPDATE round SET pages = pages + ?, known = known + ? WHERE id = ?", [pages, known, round_]
        )

    def end(self, source: str, round_: int, reach: int, now: float) -> bool:
        """End a round if nothing of it is left; tells whether it has ended.

        ``reach`` is how far it was to go; it is noted unless a page was refused. What need not be remembered goes.
        """
        if self._any(source, round_, "state IN ('pending', 'leased', 'lost')"):
            return False
        if self._any(source, round_, "state = 'failed' AND NOT photo"):
            reach = 0
        self._db.conn.execute(
            "UPDATE round SET ended = ?, reach = ? WHERE id = ? AND ended IS NULL", [now, reach, round_]
        )
        self._db.conn.execute("DELETE FROM ask WHERE source = ? AND round = ? AND NOT once", [source, round_])
        return True

    def _any(self, source: str, round_: int, state: str) -> bool:
        # SQLite uses a partial index only where its own condition stands in the query.
        sql = f"SELECT 1 FROM ask INDEXED BY ask_open WHERE source = ? AND round = ? AND state <> 'done' AND {state}"
        return self._db.execute(f"{sql} LIMIT 1", [source, round_]).fetchone() is not None

    def unfinished(self, source: str) -> list[Round]:
        """Return the rounds that have not ended, oldest first."""
        sql = "SELECT id, thorough, had_posts, pages, known FROM round WHERE source = ? AND ended IS NULL ORDER BY id"
        return [Round(r[0], bool(r[1]), bool(r[2]), r[3], r[4]) for r in self._db.execute(sql, [source])]

    def reached(self, source: str) -> int:
        """Return how far a source has been read to the end without a gap."""
        sql = "SELECT max(reach) FROM round WHERE source = ? AND thorough AND ended IS NOT NULL"
        return int(self._db.execute(sql, [source]).fetchone()[0] or 0)

    # Asks

    def put(self, source: str, round_: int, items: Sequence[Item], now: float) -> int:
        """Add what the round does not hold yet; returns how many were added."""
        if not items:
            return 0
        fresh = [i for i in items if not (i.once and self._asked_before(source, i.digest, now))]
        sql = """INSERT INTO ask (source, round, digest, data, priority, once, photo, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
        rows = [(source, round_, i.digest, i.data, i.priority, i.once, i.photo, now) for i in fresh]
        return max(self._db.conn.executemany(sql, rows).rowcount, 0)

    def _asked_before(self, source: str, digest: str, now: float) -> bool:
        sql = "SELECT 1 FROM ask WHERE source = ? AND digest = ? AND (state <> 'failed' OR at > ?) LIMIT 1"
        return self._db.execute(sql, [source, digest, now - _REFUSED_FOR_S]).fetchone() is not None

    def claim(self, source: str, holder: str, count: int, now: float, until: float) -> list[Lease]:
        """Lease at most ``count`` items that are due, the most urgent and then the oldest first."""
        sql = """UPDATE ask SET state = 'leased', holder = ?, until = ? WHERE id IN (
                SELECT id FROM ask INDEXED BY ask_queue WHERE source = ? AND state = 'pending' AND not_before <= ?
                ORDER BY priority DESC, id LIMIT ?)
            RETURNING id, round, tries, data, priority"""
        rows = self._db.conn.execute(sql, [holder, until, source, now, count]).fetchall()
        return [Lease(*r[:4]) for r in sorted(rows, key=lambda r: (-r[4], r[0]))]

    def done(self, id_: int) -> None:
        """Note that an answer was kept."""
        self._db.conn.execute("UPDATE ask SET state = 'done', holder = NULL, until = NULL WHERE id = ?", [id_])

    def again(self, id_: int, not_before: float) -> None:
        """Put an item back, to be tried again from a moment on."""
        sql = """UPDATE ask SET state = 'pending', holder = NULL, until = NULL, not_before = ?, tries = tries + 1
            WHERE id = ? AND state <> 'done'"""
        self._db.conn.execute(sql, [not_before, id_])

    def back(self, id_: int) -> None:
        """Put an item back that was not tried."""
        sql = "UPDATE ask SET state = 'pending', holder = NULL, until = NULL WHERE id = ? AND state = 'leased'"
        self._db.conn.execute(sql, [id_])

    def lose(self, id_: int, now: float) -> None:
        """Note that an item could not be had; the next crawl tries again, unless many did."""
        sql = """UPDATE ask SET state = CASE WHEN tries < ? THEN 'lost' ELSE 'failed' END, tries = tries + 1, at = ?,
            holder = NULL, until = NULL WHERE id = ? AND state <> 'done'"""
        self._db.conn.execute(sql, [_MOST_TRIES, now, id_])

    def fail(self, id_: int, now: float) -> None:
        """Note that asking again is of no use."""
        sql = "UPDATE ask SET state = 'failed', at = ?, holder = NULL, until = NULL WHERE id = ? AND state <> 'done'"
        self._db.conn.execute(sql, [now, id_])

    def revive(self, source: str) -> None:
        """Let what was lost be tried again, at once."""
        self._db.conn.execute(
            "UPDATE ask SET state = 'pending', not_before = 0 WHERE source = ? AND state = 'lost'", [source]
        )
        self._db.conn.execute(
            "UPDATE ask SET not_before = 0 WHERE source = ? AND state = 'pending' AND not_before > 0", [source]
        )

    def take_back(self, source: str, before: float) -> int:
        """Return to the queue what was leased until a moment before ``before``; returns how many."""
        sql = """UPDATE ask SET state = 'pending', holder = NULL, until = NULL
            WHERE source = ? AND state = 'leased' AND until < ?"""
        return int(self._db.conn.execute(sql, [source, before]).rowcount)

    def release(self, holder: str) -> int:
        """Return to the queue all that one process had leased; returns how many."""
        sql = "UPDATE ask SET state = 'pending', holder = NULL, until = NULL WHERE state = 'leased' AND holder = ?"
        return int(self._db.conn.execute(sql, [holder]).rowcount)

    def renew(self, holder: str, until: float) -> None:
        """Prolong all leases of one process."""
        self._db.conn.execute("UPDATE ask SET until = ? WHERE state = 'leased' AND holder = ?", [until, holder])

    def left(self, source: str) -> Left:
        """Count what is left to ask for."""
        sql = """SELECT count(*) FILTER (WHERE state = 'pending'), count(*) FILTER (WHERE state = 'leased'),
            count(*) FILTER (WHERE state = 'lost'), min(not_before) FILTER (WHERE state = 'pending')
            FROM ask INDEXED BY ask_open WHERE source = ? AND state <> 'done'"""
        return Left(*self._db.execute(sql, [source]).fetchone())

    def waiting(self, source: str, digests: Collection[str]) -> bool:
        """Tell whether one of these is still to be asked for."""
        marks = ", ".join("?" * len(digests))
        sql = f"SELECT 1 FROM ask WHERE source = ? AND digest IN ({marks}) AND state IN ('pending', 'leased') LIMIT 1"
        return self._db.execute(sql, [source, *digests]).fetchone() is not None

    # Sources that are left alone for a while

    def park(self, source: str, until: float, why: str) -> None:
        """Leave a source alone until a moment."""
        self._db.conn.execute("INSERT OR REPLACE INTO parked VALUES (?, ?, ?)", [source, until, why])

    def parked(self, source: str, now: float) -> tuple[float, str] | None:
        """Return until when a source is left alone, and why; None if it may be visited."""
        sql = "SELECT until, why FROM parked WHERE source = ? AND until > ?"
        row = self._db.execute(sql, [source, now]).fetchone()
        return (row[0], row[1]) if row else None

    # Servers that may be asked so often a day

    def spend(self, name: str, day: str, calls: int) -> None:
        """Count requests to a day's budget."""
        sql = """INSERT INTO spent VALUES (?, ?, ?) ON CONFLICT (name, day)
            DO UPDATE SET calls = calls + excluded.calls"""
        self._db.conn.execute(sql, [name, day, calls])

    def spent(self, name: str, day: str) -> int:
        """Return how many requests were counted to a day's budget."""
        row = self._db.execute("SELECT calls FROM spent WHERE name = ? AND day = ?", [name, day]).fetchone()
        return int(row[0]) if row else 0
