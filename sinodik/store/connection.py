"""Opening the database of a workspace, safely."""

from pathlib import Path
from typing import TYPE_CHECKING

from pysqlite3 import dbapi2 as sqlite3
from sqlite_utils import Database

from sinodik.errors import BadInput, MissingTool, NewerDatabase, NoPermission
from sinodik.store.schema import migrations

if TYPE_CHECKING:
    from sqlite3 import Connection

# Earlier versions can lose committed work when the write-ahead log is reset: sqlite.org/wal.html, "The WAL-Reset Bug".
SAFE_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_S = 20.0


def connect(path: Path) -> Database:
    """Open ``path``, bring its tables up to date and return it. One thread only."""
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        raise MissingTool(
            f"SQLite {sqlite3.sqlite_version} can lose committed work (WAL-reset bug, mended in 3.51.3).",
            remedy="pip install --upgrade pysqlite3",
        )
    try:
        db = Database(_connection(path))
        _check_version(db, path)
        if migrations.pending(db):
            migrations.apply(db)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise
        raise NoPermission(
            f"{path} cannot be opened: {error}", remedy=f"check who owns {path.parent}, and the free space there"
        ) from error
    except sqlite3.DatabaseError as error:
        raise BadInput(
            f"{path} is not a Sinodik database, or it is damaged: {error}",
            remedy="restore it from a backup; the evidence/ folder beside it is untouched",
        ) from error
    return db


def _connection(path: Path) -> "Connection":
    # isolation_level None: transactions begin where we say so, and nowhere else.
    connection: Connection = sqlite3.connect(str(path), timeout=BUSY_TIMEOUT_S, isolation_level=None)
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        # KiB. Bulk writes touch every page of an index of hashes; what does not fit is written more than once.
        "cache_size = -24576",
        "recursive_triggers = ON",  # or INSERT OR REPLACE would delete without asking the triggers
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _check_version(db: Database, path: Path) -> None:
    ours = {m.name for m in migrations.pending(Database(memory=True))}
    unknown = sorted({m.name for m in migrations.applied(db)} - ours)
    if unknown:
        raise NewerDatabase(
            f"{path} was written by a newer version of Sinodik (this one does not know {', '.join(unknown)}).",
            remedy="pip install --upgrade sinodik",
        )
