"""The verification database on a PostgreSQL server: what a newsroom with a desk of verifiers uses."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from export.columns import PERSON, REFERENCE, STATUS, Column, Row, person_row, reference_rows
from export.merge import Dialect, add_columns, create_tables, merge, temporary_tables
from export.target import Changes
from sinodik.errors import BadConfiguration, BadInput, InUse, NoPermission, NoSpace, SinodikError, Unreachable
from sinodik.records import Record

SCHEMA = "sinodik"
CONNECT_TIMEOUT_S = 10
# "sinodik" as a number: two exports at once take turns, from before the schema is made.
_LOCK = int.from_bytes(b"sinodik")

_TYPES = {"text": "text", "integer": "bigint", "date": "date", "timestamp": "timestamptz", "json": "jsonb"}
DIALECT = Dialect(f"{SCHEMA}.person", f"{SCHEMA}.reference", "%s", _TYPES, on_commit="ON COMMIT DROP")


class Postgres:
    """A schema of its own, ``sinodik``, in one database."""

    def __init__(self, destination: str) -> None:
        try:
            parameters = conninfo_to_dict(destination)
        except psycopg.ProgrammingError:
            # From None, and without libpq's words: they quote the address, password and all.
            raise BadConfiguration(
                "The PostgreSQL address cannot be understood.", remedy="write it as postgresql://user@host/database"
            ) from None
        self._password = str(parameters.get("password") or "")
        self._address = make_conninfo(
            destination,
            connect_timeout=parameters.get("connect_timeout") or CONNECT_TIMEOUT_S,
            application_name="sinodik",
            client_encoding="utf8",
        )
        host, port = (parameters.get(p) for p in ("host", "port"))
        where = f"{host or 'localhost'}:{port}" if port else f"{host or 'localhost'}"
        user = f"{parameters['user']}@" if parameters.get("user") else ""
        self._name = f"postgresql://{user}{where}/{parameters.get('dbname') or ''}"

    @property
    def name(self) -> str:
        """The address without its password."""
        return self._name

    def write(self, records: Sequence[Record], at: datetime) -> Changes:
        """See :class:`export.target.Target`. One transaction.

        Raises Unreachable, NoPermission, InUse, NoSpace or BadInput; the password is in no message.
        """
        with self._connection() as connection, self._explained(), connection.transaction():
            session = _Session(connection)
            session.run("SELECT pg_advisory_xact_lock(%s)", _LOCK)
            _prepare(session)
            for statement in temporary_tables(DIALECT):
                session.run(statement)
            session.copy("new_person", map(person_row, records))
            session.copy("new_reference", (row for r in records for row in reference_rows(r)))
            return merge(session, DIALECT, at)

    @contextmanager
    def _connection(self) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
        try:
            connection = psycopg.connect(self._address, autocommit=True)
        except psycopg.OperationalError as error:
            raise self._refused(error) from None
        with connection:
            yield connection

    def _refused(self, error: psycopg.OperationalError) -> SinodikError:
        said = self._without_password(error)
        if error.pgconn and (error.pgconn.needs_password or error.pgconn.used_password):
            return NoPermission(
                f"{self.name} does not let us in: {said}",
                remedy="check the user and the password; a line in ~/.pgpass (0600): host:port:database:user:password",
            )
        return Unreachable(f"{self.name} cannot be reached: {said}", remedy="check that the server runs: pg_isready")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise self._failed(error) from None

    def _failed(self, error: psycopg.Error) -> SinodikError:
        said = f"{self.name}: {self._without_password(error)}"
        match error:
            case psycopg.errors.InsufficientPrivilege():
                return NoPermission(said, remedy=f"let the owner: GRANT CREATE ON DATABASE …; or make {SCHEMA} yours")
            case psycopg.errors.ReadOnlySqlTransaction():
                return NoPermission(said, remedy="give the address of the primary server, not of a replica")
            case psycopg.errors.LockNotAvailable() | psycopg.errors.QueryCanceled() | psycopg.errors.DeadlockDetected():
                return InUse(said, remedy="export again when the other work on the database has ended")
            case psycopg.errors.DiskFull() | psycopg.errors.OutOfMemory():
                return NoSpace(said, remedy="free space on the server; nothing was changed")
            case psycopg.OperationalError() | psycopg.InterfaceError():
                return Unreachable(said, remedy="nothing was changed; export again when the server is back")
        return BadInput(said, remedy=f"is the schema {SCHEMA} another program's, or another version's? Rename it")

    def _without_password(self, error: psycopg.Error) -> str:
        first = str(error).strip().partition("\n")[0]
        return first.replace(self._password, "…") if self._password else first


class _Session:
    def __init__(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        self._connection = connection

    def run(self, statement: str, *given: object) -> None:
        self._connection.execute(_ours(statement), given or None)

    def count(self, statement: str) -> int:
        row = self._connection.execute(_ours(statement)).fetchone()
        return int(str(row[0])) if row else 0

    def columns(self, table: str) -> set[str]:
        return {c.name for c in self._connection.execute(_ours(f"SELECT * FROM {table} LIMIT 0")).description or ()}

    def copy(self, table: str, rows: Iterator[Row]) -> None:
        with self._connection.cursor() as cursor, cursor.copy(_ours(f"COPY {table} FROM STDIN")) as stream:
            for row in rows:
                stream.write_row(row)


def _ours(statement: str) -> sql.SQL:
    # Every statement is made of this package's own words; what comes from outside travels as a parameter or by COPY.
    return sql.SQL(statement)


def _prepare(session: _Session) -> None:
    """Make the schema and its tables, unless they are there: a user with no right to make any may still export."""
    if not session.count(f"SELECT count(*) FROM pg_namespace WHERE nspname = '{SCHEMA}'"):
        session.run(f"CREATE SCHEMA {SCHEMA}")
    if not session.count(f"SELECT count(to_regclass('{DIALECT.reference}'))"):
        for statement in create_tables(DIALECT):
            session.run(statement)
        for table, columns in ((DIALECT.person, (*PERSON, *STATUS)), (DIALECT.reference, REFERENCE)):
            for column in columns:
                _comment(session, table, column)
        return
    for table, column in add_columns(session, DIALECT):
        _comment(session, table, column)


def _comment(session: _Session, table: str, column: Column) -> None:
    note = column.note.replace("'", "''")
    session.run(f"COMMENT ON COLUMN {table}.\"{column.name}\" IS '{note}'")
