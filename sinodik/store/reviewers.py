"""The people who may decide, and their passwords (Argon2id, RFC 9106)."""

from datetime import UTC, datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlite_utils import Database

from sinodik.errors import BadInput, NotFound
from sinodik.records import digest

MIN_PASSWORD = 8


@cache
def _nobody() -> str:
    # Checked where the name is unknown, so that an answer takes as long whether or not the reviewer exists.
    return PasswordHasher().hash("nobody has this password")


class Reviewers:
    """Who may log in to the review desk."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, name: str, password: str) -> None:
        """Add a reviewer, or give one a new password."""
        if not name.strip() or name != name.strip() or not name.isprintable():
            raise BadInput(f"{name!r} cannot be a reviewer's name.", remedy="use letters, digits, spaces inside")
        if len(password) < MIN_PASSWORD:
            raise BadInput("The password is too short.", remedy=f"use {MIN_PASSWORD} characters or more")
        row = [name, PasswordHasher().hash(password), datetime.now(UTC).isoformat()]
        sql = "INSERT INTO reviewer VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET password = excluded.password"
        self._db.conn.execute(sql, row)

    def check(self, name: str, password: str) -> bool:
        """Tell whether ``name`` may enter with ``password``."""
        row = self._db.execute("SELECT password FROM reviewer WHERE name = ?", [name]).fetchone()
        try:
            PasswordHasher().verify(row[0] if row else _nobody(), password)
        except (VerifyMismatchError, InvalidHashError):
            return False
        return row is not None

    def remove(self, name: str) -> None:
        """Take away the right to log in; what a reviewer decided stays. Raises NotFound for a name that is none."""
        if not self._db.conn.execute("DELETE FROM reviewer WHERE name = ?", [name]).rowcount:
            raise NotFound(f"There is no reviewer “{name}”.", remedy="sinodik reviewer list")

    def mark(self, name: str) -> str:
        """Return what changes whenever the password of ``name`` is set, and does not tell it; "" for a stranger."""
        row = self._db.execute("SELECT password FROM reviewer WHERE name = ?", [name]).fetchone()
        return digest("password", row[0])[:16] if row else ""

    def names(self) -> list[str]:
        """Return everybody's name."""
        return [r[0] for r in self._db.execute("SELECT name FROM reviewer ORDER BY name")]
