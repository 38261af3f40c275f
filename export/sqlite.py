"""The verification database as one SQLite file: what a newsroom without a server uses."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

from export.columns import PERSON, REFERENCE, as_text, person_row, reference_rows
from export.merge import Dialect, add_columns, create_tables, merge, temporary_tables
from export.target import Changes
from sinodik.errors import BadInput, InUse, NewerDatabase, NoPermission, NoSpace
from sinodik.records import Record

Connection = Any  # pysqlite3 carries no types

# In the file's header, so that no other program's file is taken for ours: "sinv".
APPLICATION_ID = 0x73696E76
VERSION = 1
BUSY_TIMEOUT_S = 20.0

_TYPES = {"text": "TEXT", "integer": "INTEGER", "date": "TEXT", "timestamp": "TEXT", "json": "TEXT"}
DIALECT = Dialect("person", "reference", "?", _TYPES, table_options="STRICT")


class Sqlite:
    """One file, readable by its owner only (0600)."""

    def __init__(self, destination: str) -> None:
        self.path = Path(destination)

    @property
    def name(self) -> str:
        """The file."""
        return str(self.path)

    def write(self, records: Sequence[Record], at: datetime) -> Changes:
        """See :class:`export.target.Target`. Raises NoPermission, NoSpace, InUse, BadInput or NewerDatabase."""
        with _explained(self.path):
            if self.path.is_dir():
                raise IsADirectoryError
            if not self.path.exists():
                os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))
            with closing(sqlite3.connect(str(self.path), timeout=BUSY_TIMEOUT_S, isolation_level=None)) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("BEGIN IMMEDIATE")
                changes = _write(connection, self.path, records, at)
                connection.execute("COMMIT")
        return changes


class _Session:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, sql: str, *given: object) -> None:
        self._connection.execute(sql, given)

    def count(self, sql: str) -> int:
        return int(self._connection.execute(sql).fetchone()[0])

    def columns(self, table: str) -> set[str]:
        return {c[0] for c in self._connection.execute(f"SELECT * FROM {table} LIMIT 0").description}


def _write(connection: Connection, path: Path, records: Sequence[Record], at: datetime) -> Changes:
    _make_ours(connection, path)
    for statement in temporary_tables(DIALECT):
        connection.execute(statement)
    people = (tuple(map(as_text, person_row(r))) for r in records)
    references = (tuple(map(as_text, row)) for r in records for row in reference_rows(r))
    for table, width, rows in (("new_person", len(PERSON), people), ("new_reference", len(REFERENCE), references)):
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)
    return merge(_Session(connection), DIALECT, at.isoformat())


def _make_ours(connection: Connection, path: Path) -> None:
    session = _Session(connection)
    owner, version = session.count("PRAGMA application_id"), session.count("PRAGMA user_version")
    if owner != APPLICATION_ID:
        if session.count("SELECT count(*) FROM sqlite_schema"):
            raise BadInput(f"{path} is another program's database.", remedy="choose another file: --file PATH")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    if version > VERSION:
        raise NewerDatabase(f"{path} was written by a newer version.", remedy="pip install --upgrade sinodik")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    for statement in create_tables(DIALECT):
        connection.execute(statement)
    add_columns(session, DIALECT)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise BadInput(f"The folder {path.parent} does not exist.", remedy=f"mkdir -p {path.parent}") from error
    except (IsADirectoryError, NotADirectoryError) as error:
        raise BadInput(f"{path} cannot be a file.", remedy="choose another file: --file PATH") from error
    except PermissionError as error:
        raise NoPermission(f"{path} cannot be written.", remedy=f"check who owns {path.parent}") from error
    except OSError as error:
        raise NoSpace(
            f"{path} cannot be written: {error.strerror}.", remedy=f"df -h {quote(str(path.parent))}"
        ) from error
    except sqlite3.Error as error:
        raise _kind(error, path) from error


def _kind(error: Exception, path: Path) -> Exception:
    name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
    if name in ("BUSY", "LOCKED"):
        return InUse(f"{path} is being written by another program.", remedy="close it there, then export again")
    if name in ("FULL", "IOERR"):
        return NoSpace(f"{path} cannot be written: {error}.", remedy=f"df -h {quote(str(path.parent))}")
    if name in ("READONLY", "CANTOPEN", "PERM"):
        return NoPermission(f"{path} cannot be written: {error}.", remedy=f"check who owns {path} and its folder")
    return BadInput(f"{path} is not a verification database: {error}.", remedy="choose another file: --file PATH")
