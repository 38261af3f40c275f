import multiprocessing
import os
import stat
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from sinodik import settings
from sinodik.errors import BadInput, InUse, NewerDatabase, NoPermission, NoWorkspace
from sinodik.store import DATABASE, Store
from sinodik.store.workspace import create, lock


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_may_look_in(workspace, add_evidence):
    add_evidence("Кедров")
    everything = [workspace, *workspace.rglob("*")]
    assert len(everything) > 7
    assert {str(p): oct(mode(p)) for p in everything if mode(p) != (0o700 if p.is_dir() else 0o600)} == {}


def test_the_umask_is_left_as_it_was(tmp_path):
    before = os.umask(0o022)
    try:
        create(tmp_path / "w")
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)


def test_a_new_workspace_can_be_used_at_once(workspace):
    assert settings.load(workspace) == settings.Settings()
    with Store(workspace) as store:
        assert store.log.head()[0] == 0


def test_a_workspace_is_not_made_twice(workspace):
    (workspace / "sinodik.toml").write_text("[confirm]\nfamilies = 2\n")
    with pytest.raises(BadInput, match="workspace already"):
        create(workspace)
    assert settings.load(workspace).confirm.families == 2


def test_making_one_carries_on_where_it_was_killed(tmp_path):
    create(tmp_path)
    (tmp_path / "sinodik.toml").unlink()  # the last thing written
    create(tmp_path)
    assert settings.load(tmp_path) == settings.Settings()


def test_a_file_in_the_way(tmp_path):
    (tmp_path / "w").write_text("")
    with pytest.raises(BadInput, match="in the way"):
        create(tmp_path / "w")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_no_permission(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(NoPermission):
        create(tmp_path / "w")


def test_not_a_workspace(tmp_path):
    with pytest.raises(NoWorkspace, match="sinodik init"):
        Store(tmp_path)


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to look" * 30, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_not_a_database(workspace, content):
    for file in workspace.glob("sinodik.db*"):
        file.unlink()
    (workspace / DATABASE).write_bytes(content)
    with pytest.raises(BadInput, match="backup"):
        Store(workspace)
    assert (workspace / DATABASE).read_bytes() == content


def test_a_database_from_a_newer_version(workspace, connect_raw):
    with connect_raw() as connection:
        columns = [r[1] for r in connection.execute("PRAGMA table_info(_sqlite_migrations)")]
        values = {"migration_set": "sinodik", "name": "from_the_future", "applied_at": "2030-01-01"}
        given = [c for c in columns if c in values]
        connection.execute(
            f"INSERT INTO _sqlite_migrations ({', '.join(given)}) VALUES ({', '.join('?' * len(given))})",
            [values[c] for c in given],
        )
    with pytest.raises(NewerDatabase, match="from_the_future"):
        Store(workspace)


def test_the_journal_is_safe(store):
    assert store.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store.db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert sqlite3.sqlite_version_info >= (3, 51, 3)


def test_a_transaction_is_all_or_nothing(store, make_evidence):
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.evidence.add([make_evidence("Кедров")])
        with store.transaction():
            store.evidence.add([make_evidence("Ельников")])
        raise ZeroDivisionError
    assert list(store.evidence.all()) == []


def test_another_writer_is_waited_for_then_named(workspace, store, connect_raw):
    store.db.execute("PRAGMA busy_timeout = 50")
    with connect_raw() as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InUse, match="another process"), store.transaction():
            pass
        other.execute("COMMIT")
    with store.transaction():
        pass


def hold(workspace: Path, says: Connection) -> None:
    with lock(workspace, "crawl"):
        says.send(os.getpid())
        says.recv()


@pytest.mark.parametrize("killed", [False, True])
def test_two_crawls_at_once(workspace, killed):
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=hold, args=(workspace, theirs))
    other.start()
    pid = ours.recv()
    with pytest.raises(InUse, match=f"process {pid}"), lock(workspace, "crawl"):
        pass
    with lock(workspace, "extract"):
        pass
    other.kill() if killed else ours.send("enough")
    other.join()
    with lock(workspace, "crawl"):
        pass
