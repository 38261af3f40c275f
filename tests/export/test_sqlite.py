import multiprocessing
import stat
from contextlib import closing
from datetime import UTC, datetime

import pytest
from pysqlite3 import dbapi2 as sqlite3

from export import sqlite
from export.sqlite import Sqlite
from export.target import Changes
from sinodik.errors import BadInput, InUse, NewerDatabase

AT = datetime(2023, 5, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "verified.db"


def test_only_the_owner_reads_it(path, make_record):
    Sqlite(str(path)).write([make_record("a")], AT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["verified.db"]


def test_it_says_whose_it_is_and_is_sound(path, make_record):
    Sqlite(str(path)).write([make_record("a")], AT)
    with closing(sqlite3.connect(str(path))) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (sqlite.APPLICATION_ID,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE person SET status = 'perhaps'")


def other_program(path):
    with closing(sqlite3.connect(str(path))) as connection:
        connection.execute("CREATE TABLE person (name)")


def newer(path):
    Sqlite(str(path)).write([], AT)
    with closing(sqlite3.connect(str(path))) as connection:
        connection.execute("PRAGMA user_version = 9")


def other_shape(path):
    Sqlite(str(path)).write([], AT)
    with closing(sqlite3.connect(str(path))) as connection:
        connection.execute("ALTER TABLE person DROP COLUMN confirmed_by")


BAD = [
    (other_program, BadInput, "another program's"),
    (newer, NewerDatabase, "newer version"),
    (other_shape, BadInput, "not a verification database"),
    (lambda p: p.write_bytes(b"no database, but long enough to look like something" * 20), BadInput, "not a database"),
    (lambda p: p.mkdir(), BadInput, "cannot be a file"),
]


@pytest.mark.parametrize(("spoil", "error", "says"), BAD)
def test_what_is_no_verification_database_is_left_alone(path, make_record, spoil, error, says):
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error, match=says):
        Sqlite(str(path)).write([make_record("a")], AT)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_workspace_is_not_overwritten(store, workspace):
    with pytest.raises(BadInput, match="another program's"):
        Sqlite(str(workspace / "sinodik.db")).write([], AT)


def test_no_such_folder(tmp_path):
    with pytest.raises(BadInput, match="mkdir -p"):
        Sqlite(str(tmp_path / "none" / "verified.db")).write([], AT)


def test_somebody_else_is_writing(path, monkeypatch):
    Sqlite(str(path)).write([], AT)
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_S", 0.05)
    with closing(sqlite3.connect(str(path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InUse, match="another program"):
            Sqlite(str(path)).write([], AT)


def write(path, records):
    Sqlite(str(path)).write(records, AT)


def test_two_at_once(path, make_record):
    records = [make_record(str(n)) for n in range(50)]
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write, args=(path, records)) for _ in range(2)]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [p.exitcode for p in writers] == [0, 0]
    assert Sqlite(str(path)).write(records, AT) == Changes(unchanged=50)


def test_a_database_of_an_earlier_version_gets_the_new_columns(path, make_record):
    Sqlite(str(path)).write([make_record("a")], AT)
    with closing(sqlite3.connect(str(path))) as connection:
        for column in ("callsign", "mobilised_how", "school"):
            connection.execute(f"ALTER TABLE person DROP COLUMN {column}")
    said = make_record("b", surname="Лугов", school="школа № 5")
    assert Sqlite(str(path)).write([make_record("a"), said], AT) == Changes(1, 0, 0, 1)
    with closing(sqlite3.connect(str(path))) as connection:
        rows = connection.execute("SELECT surname, callsign, school FROM person ORDER BY surname").fetchall()
    assert rows == [("Кедров", None, None), ("Лугов", None, "школа № 5")]
