"""Old state → new state in SQL that SQLite and PostgreSQL both speak.

A target fills two temporary tables, ``new_person`` and ``new_reference``; what differs from what it holds is then
written, and nothing else, so that a second export of the same records writes no row.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from export.columns import CONFIRMED, PERSON, REFERENCE, REFERENCE_KEY, STATUS, WITHDRAWN, Column, names
from export.target import Changes

_PERSON, _REFERENCE, _ALL = names(PERSON), names(REFERENCE), names((*PERSON, *STATUS))
_SET = ", ".join(f'"{c.name}" = excluded."{c.name}"' for c in (*PERSON[1:], *STATUS))

# EXCEPT takes NULL as equal to NULL, as it must be here.
_CHANGED = f"""CREATE TEMPORARY TABLE changed {{on_commit}} AS
    SELECT record FROM (
        SELECT {_PERSON} FROM new_person EXCEPT SELECT {_PERSON} FROM {{person}} WHERE status = '{CONFIRMED}') a
    UNION SELECT record FROM (SELECT {_REFERENCE} FROM new_reference EXCEPT SELECT {_REFERENCE} FROM {{reference}}) b
    UNION SELECT record FROM (
        SELECT {_REFERENCE} FROM {{reference}} WHERE record IN (SELECT record FROM new_person)
        EXCEPT SELECT {_REFERENCE} FROM new_reference) c"""
# NOT EXISTS, not NOT IN: PostgreSQL compares each with each once the list outgrows work_mem.
_TO_WITHDRAW = f"status = '{CONFIRMED}' AND NOT EXISTS (SELECT 1 FROM new_person n WHERE n.record = p.record)"

_COUNT_NEW = "SELECT count(*) FROM new_person n WHERE NOT EXISTS (SELECT 1 FROM {person} p WHERE p.record = n.record)"
_COUNT_CHANGED = "SELECT count(*) FROM changed"
_COUNT_WITHDRAWN = f"SELECT count(*) FROM {{person}} p WHERE {_TO_WITHDRAW}"
_COUNT_ALL = "SELECT count(*) FROM new_person"

_UPSERT = f"""INSERT INTO {{person}} ({_ALL})
    SELECT {_PERSON}, '{CONFIRMED}', {{at}}, NULL FROM new_person WHERE record IN (SELECT record FROM changed)
    ON CONFLICT (record) DO UPDATE SET {_SET}"""
_DROP = "DELETE FROM {reference} WHERE record IN (SELECT record FROM changed)"
_REFER = f"""INSERT INTO {{reference}} ({_REFERENCE})
    SELECT {_REFERENCE} FROM new_reference WHERE record IN (SELECT record FROM changed)"""
_WITHDRAW = f"""UPDATE {{person}} AS p SET status = '{WITHDRAWN}', changed_at = {{at}}, withdrawn_at = {{at}}
    WHERE {_TO_WITHDRAW}"""


class Dialect(NamedTuple):
    """Where the two speak differently. ``mark`` is a parameter's place, ``person`` and ``reference`` the tables."""

    person: str
    reference: str
    mark: str
    types: Mapping[str, str]
    table_options: str = ""
    on_commit: str = ""

    def write(self, sql: str) -> str:
        """Return a statement of this module as this dialect writes it."""
        return sql.format(person=self.person, reference=self.reference, at=self.mark, on_commit=self.on_commit)


class Session(Protocol):
    """An open transaction of a target."""

    def run(self, sql: str, *given: object) -> None:
        """Run one statement."""

    def count(self, sql: str) -> int:
        """Return the one number that a query finds."""

    def columns(self, table: str) -> set[str]:
        """Return the names of a table's columns."""


def create_tables(dialect: Dialect) -> Iterator[str]:
    """Yield the statements that make the two tables and their indexes, if they are not there."""
    states = f"PRIMARY KEY (record), CHECK (status IN ('{CONFIRMED}', '{WITHDRAWN}'))"
    yield _create(dialect, dialect.person, (*PERSON, *STATUS), states)
    keys = f"PRIMARY KEY ({', '.join(REFERENCE_KEY)}), FOREIGN KEY (record) REFERENCES {dialect.person} (record)"
    yield _create(dialect, dialect.reference, REFERENCE, keys)
    for name, table, column in (
        ("person_by_surname", dialect.person, "surname"),
        ("person_by_status", dialect.person, "status"),
        ("reference_by_evidence", dialect.reference, "evidence"),
    ):
        yield f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({column})"


def _create(dialect: Dialect, table: str, columns: tuple[Column, ...], constraints: str) -> str:
    lines = (f'"{c.name}" {dialect.types[c.type]}{" NOT NULL" if c.required else ""}' for c in columns)
    return f"CREATE TABLE IF NOT EXISTS {table} ({', '.join(lines)}, {constraints}) {dialect.table_options}"


def add_columns(session: Session, dialect: Dialect) -> list[tuple[str, Column]]:
    """Add the columns that a destination made by an earlier version lacks; returns them, each with its table."""
    added = []
    for table, columns in ((dialect.person, (*PERSON, *STATUS)), (dialect.reference, REFERENCE)):
        there = session.columns(table)
        for column in (c for c in columns if c.name not in there and not c.required):
            session.run(f'ALTER TABLE {table} ADD COLUMN "{column.name}" {dialect.types[column.type]}')
            added.append((table, column))
    return added


def temporary_tables(dialect: Dialect) -> Iterator[str]:
    """Yield the statements that make the tables which the target fills."""
    for table, columns, key in (("new_person", PERSON, ("record",)), ("new_reference", REFERENCE, REFERENCE_KEY)):
        lines = ", ".join(f'"{c.name}" {dialect.types[c.type]}' for c in columns)
        yield f"CREATE TEMPORARY TABLE {table} ({lines}, PRIMARY KEY ({', '.join(key)})) {dialect.on_commit}"


def merge(session: Session, dialect: Dialect, at: datetime | str) -> Changes:
    """Write what differs between the temporary tables and the two that stay; returns what was done."""
    session.run(dialect.write(_CHANGED))
    new, changed, withdrawn, everything = (
        session.count(dialect.write(sql)) for sql in (_COUNT_NEW, _COUNT_CHANGED, _COUNT_WITHDRAWN, _COUNT_ALL)
    )
    if changed:
        session.run(dialect.write(_UPSERT), at)
        session.run(dialect.write(_DROP))
        session.run(dialect.write(_REFER))
    if withdrawn:
        session.run(dialect.write(_WITHDRAW), at, at)
    return Changes(inserted=new, updated=changed - new, withdrawn=withdrawn, unchanged=everything - changed)
