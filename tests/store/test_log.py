import pytest

from sinodik.records import digest
from sinodik.store.log import GENESIS, LOGGED, link


def test_an_empty_log_begins_at_genesis(store):
    assert store.log.head() == (0, GENESIS)


def test_each_entry_holds_the_hash_of_the_one_before(store, add_evidence):
    add_evidence("Кедров")
    add_evidence("Ельников")
    previous = GENESIS
    entries = store.db.execute("SELECT seq, at, kind, subject, digest, hash FROM log ORDER BY seq").fetchall()
    assert [e[2] for e in entries] == ["capture", "evidence"] * 2
    for seq, at, kind, subject, row_digest, hash_ in entries:
        assert hash_ == link(previous, seq, at, kind, subject, row_digest)
        previous = hash_
    assert store.log.head() == (4, previous)


@pytest.mark.parametrize("part", range(6))
def test_every_part_of_an_entry_counts(part):
    entry = [GENESIS, 1, "2023-03-10T12:00:00+00:00", "evidence", "a" * 64, "b" * 64]
    changed = list(entry)
    changed[part] = 2 if part == 1 else "x"
    assert link(*entry) != link(*changed)  # type: ignore[arg-type]


def test_an_entry_covers_the_whole_row(store, add_evidence):
    add_evidence("Кедров")
    for table, columns in LOGGED.items():
        quoted = ", ".join(f'"{c}"' for c in columns)
        rows = store.db.execute(f"SELECT {quoted} FROM {table}").fetchall()
        digests = [r[0] for r in store.db.execute("SELECT digest FROM log WHERE kind = ? ORDER BY seq", [table])]
        assert [digest(*row) for row in rows] == digests
        keys = {"id", "seq"} - {"id" if table == "evidence" else ""}
        real = {r[0] for r in store.db.execute("SELECT name FROM pragma_table_info(?)", [table])}
        assert real - set(columns) <= keys, "a column that no entry covers"


def test_a_row_enters_only_in_a_transaction(store, make_evidence):
    with pytest.raises(RuntimeError, match="transaction"):
        store.evidence.add([make_evidence("Кедров")])
    assert store.log.head()[0] == 0


def test_what_is_rolled_back_leaves_no_trace(store, make_evidence):
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.evidence.add([make_evidence("Кедров")])
        raise ZeroDivisionError
    assert store.log.head() == (0, GENESIS)
    assert list(store.evidence.all()) == []
