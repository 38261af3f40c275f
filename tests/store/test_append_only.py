"""Evidence and decisions can be added to, and nothing else, whoever asks."""

import pytest
from pysqlite3 import dbapi2 as sqlite3

from sinodik.store.schema import APPEND_ONLY

FIRST = {"capture": "id", "evidence": "seq", "observation": "id", "decision": "seq", "log": "seq"}


@pytest.fixture
def full(store, add_evidence, make_decision):
    """A workspace with at least one row in each table that is kept."""
    evidence = add_evidence("Кедров Пётр Ильич")
    with store.transaction():
        store.evidence.observe(evidence.url, "kedrovka", "missing", evidence.seen, evidence.payload)
        store.decisions.add(make_decision())
    return store


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {key} = {key}",
        "UPDATE OR REPLACE {table} SET {key} = {key} + 1",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
        "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ],
)
def test_a_row_is_never_changed(full, table, statement):
    before = full.db.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    with pytest.raises(sqlite3.DatabaseError, match="appended, never changed"):
        full.db.execute(statement.format(table=table, key=FIRST[table]))
    assert full.db.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_another_program_is_refused_too(full, connect_raw, table):
    with connect_raw() as connection, pytest.raises(sqlite3.DatabaseError, match="appended, never changed"):
        connection.execute(f"DELETE FROM {table}")


def test_every_table_is_strict(store):
    tables = store.db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    ours = {name: strict for name, strict in tables if not name.startswith(("sqlite_", "_sqlite"))}
    assert set(APPEND_ONLY) < set(ours)
    assert set(ours.values()) == {1}


def test_foreign_keys_are_on(store):
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store.db.execute("INSERT INTO mention VALUES ('m1', 'no such evidence', 'text', '{}')")
