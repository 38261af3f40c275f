"""A workspace of an earlier version is brought up to date when it is opened, and nothing in it is another then."""

import pytest
from pysqlite3 import dbapi2 as sqlite3

from sinodik.errors import NotFound
from sinodik.records import Candidate
from sinodik.store import Store
from sinodik.store.candidates import Row
from sinodik.store.verify import verify

# How the log was laid in version 0.1, with an index of hashes.
BEFORE = (
    "CREATE TABLE log_then (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, "
    "subject TEXT NOT NULL, digest TEXT NOT NULL, hash TEXT NOT NULL UNIQUE) STRICT",
    "INSERT INTO log_then SELECT * FROM log",
    "DROP TABLE log",
    "ALTER TABLE log_then RENAME TO log",
    "CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'appended, never changed'); END",
    "CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'appended, never changed'); END",
    "DELETE FROM _sqlite_migrations WHERE name = 'log_by_number'",
)


@pytest.fixture
def earlier(store, workspace, add_evidence, connect_raw):
    """Turn a workspace into one of version 0.1; returns its log."""
    for name in ("Кедров", "Ельников", "Соснин"):
        add_evidence(name)
    entries = store.db.execute("SELECT * FROM log ORDER BY seq").fetchall()
    store.close()
    with connect_raw() as connection:
        for statement in BEFORE:
            connection.execute(statement)
    return entries


def test_the_log_is_the_same_without_its_index(earlier, workspace, make_evidence):
    with Store(workspace) as store:
        assert store.db.execute("SELECT * FROM log ORDER BY seq").fetchall() == earlier
        assert not store.db.execute("SELECT 1 FROM pragma_index_list('log')").fetchall()
        assert verify(store).problems == ()
        with pytest.raises(sqlite3.DatabaseError, match="appended, never changed"):
            store.db.execute("DELETE FROM log")
        with pytest.raises(sqlite3.DatabaseError, match="appended, never changed"):
            store.db.execute("UPDATE log SET hash = hash")
        head = store.log.head()
        with store.transaction():
            store.evidence.observe("https://t.me/kedrovka/1", "kedrovka", "missing", make_evidence("x").seen, "0" * 64)
        assert store.log.head()[0] == head[0] + 1
        assert verify(store).problems == ()


def test_what_was_cut_off_before_is_found_still(earlier, workspace, connect_raw):
    with connect_raw() as connection:
        connection.execute("DROP TRIGGER log_no_delete")
        connection.execute("DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)")
    with Store(workspace) as store:
        assert any("the end was cut" in p for p in verify(store).problems)


def test_an_empty_log(store, workspace, connect_raw):
    store.close()
    with connect_raw() as connection:
        for statement in BEFORE:
            connection.execute(statement)
    with Store(workspace) as again:
        assert again.log.head()[0] == 0
        assert verify(again).problems == ()


# How candidates were laid before they stood in rows: each in the tree of identifiers.
IN_A_TREE = (
    "PRAGMA foreign_keys = OFF",
    "CREATE TABLE candidate_then (id TEXT PRIMARY KEY, state TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL) "
    "STRICT, WITHOUT ROWID",
    "INSERT INTO candidate_then SELECT * FROM candidate",
    "DROP TABLE candidate",
    "ALTER TABLE candidate_then RENAME TO candidate",
    "CREATE INDEX candidate_by_state ON candidate (state, name)",
    "DELETE FROM _sqlite_migrations WHERE name = 'candidates_in_rows'",
)


def test_candidates_are_the_same_in_rows(store, workspace, connect_raw):
    made = [Candidate(id=f"c{k}", mentions=(f"m{k}", f"n{k}"), best=(), variants=()) for k in (3, 1, 2)]
    with store.transaction():
        store.candidates.replace(map(Row.of, made), [])
    store.close()
    with connect_raw() as connection:
        for statement in IN_A_TREE:
            connection.execute(statement)
    with Store(workspace) as opened:
        assert {c.id: c for c in opened.candidates.all()} == {c.id: c for c in made}
        assert opened.candidates.of("n2") == made[2]
        [kept] = opened.db.execute("SELECT sql FROM sqlite_master WHERE name = 'candidate'").fetchone()
        assert "WITHOUT ROWID" not in kept
        opened.db.execute("DELETE FROM candidate WHERE id = 'c2'")
        with pytest.raises(NotFound):
            opened.candidates.of("n2")  # whose it was goes with it, as before
