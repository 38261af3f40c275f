"""Seals: once a day the Merkle root of the whole log, small enough to be published, printed or time-stamped.

A seal over ``entries`` entries says what the first so many were. Whoever holds a root from outside (a newspaper, a
stamp of an authority, a colleague's mailbox) can prove later that nothing of what it covers was changed or put in.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec
from sqlite_utils import Database

from sinodik import stamps
from sinodik.store.merkle import roots


class Seal(msgspec.Struct, frozen=True):
    """One day's root, in hexadecimal. ``token`` is the authority's answer (DER), None as long as there is none."""

    day: str
    at: datetime
    entries: int
    root: str
    token: bytes | None = None


_COLUMNS = ", ".join(Seal.__struct_fields__)


class Seals:
    """The table of seals: one a day, never changed; a token is added once."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Seal]:
        """Return every seal, oldest first."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM seal ORDER BY day").fetchall()
        return [Seal(day, datetime.fromisoformat(at), *rest) for day, at, *rest in rows]

    def seal(self, at: datetime) -> Seal | None:
        """Seal the log as it is now, unless that day (UTC) has a seal or nothing came since the last one.

        Returns the new seal. Must be called in a transaction.
        """
        at = at.astimezone(UTC)
        day, before = at.date().isoformat(), self.all()
        entries = self._db.execute("SELECT count(*) FROM log").fetchone()[0]
        if any(s.day >= day or s.entries >= entries for s in before) or not entries:
            return None
        root = roots(leaves(self._db), [entries])[entries].hex()
        made = Seal(day, at, entries, root)
        row = (made.day, made.at.isoformat(), made.entries, made.root)
        self._db.execute("INSERT INTO seal (day, at, entries, root) VALUES (?, ?, ?, ?)", row)
        return made

    def stamp(self, day: str, token: bytes) -> None:
        """Add the authority's answer to a seal that has none yet. Must be called in a transaction."""
        self._db.execute("UPDATE seal SET token = ? WHERE day = ?", [token, day])


def leaves(db: Database) -> Iterator[bytes]:
    """Yield what the tree is made of: each log entry's own hash, in order. Its chain covers the rest of the entry."""
    # CAST, encode and replace: a hash that was tampered with may be no hexadecimal, and must be found, not crash.
    return (str(h).encode("utf-8", "replace") for (h,) in db.execute("SELECT hash FROM log ORDER BY seq"))


def broken_seals(db: Database, authorities: Iterable[bytes] = ()) -> Iterator[str]:
    """Yield a sentence for each seal that the log does not bear out, and each time stamp that is not of its root.

    ``authorities`` are certificates (DER) that are trusted to sign time stamps; without any, a stamp's signature is
    not judged, only what it was given for.
    """
    seals, trusted = Seals(db).all(), list(authorities)
    if not seals:
        return
    found = roots(leaves(db), {s.entries for s in seals})
    for seal in seals:
        if seal.entries not in found:
            yield f"Seal of {seal.day}: it covers {seal.entries} log entries, more than there are."
        elif found[seal.entries].hex() != seal.root:
            yield f"Seal of {seal.day}: the first {seal.entries} log entries have another Merkle root now."
        if seal.token is not None and (wrong := stamps.wrong(seal.token, seal.root, trusted)):
            yield f"Seal of {seal.day}: its time stamp {wrong}."
