"""A seal holds as long as nothing that it covers is touched."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from pysqlite3 import dbapi2 as sqlite3

from sinodik.store.log import GENESIS, link
from sinodik.store.verify import verify

DAY = datetime(2023, 4, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def sealed(store, add_evidence):
    """Three days of two posts each, sealed every evening; then one post more."""
    for day in range(3):
        add_evidence(f"Погиб Кедров Пётр, {day}")
        add_evidence(f"Погиб Липов Олег, {day}")
        with store.transaction():
            store.seals.seal(DAY + timedelta(days=day))
    add_evidence("Погиб Осинин Егор")
    return store


def test_each_day_covers_all_that_came_before(sealed):
    assert [(s.day, s.entries) for s in sealed.seals.all()] == [
        ("2023-04-01", 4),
        ("2023-04-02", 8),
        ("2023-04-03", 12),
    ]
    assert len({s.root for s in sealed.seals.all()}) == 3
    assert verify(sealed).problems == ()


@pytest.mark.parametrize(
    ("at", "made"),
    [
        (DAY + timedelta(days=2, minutes=5), False),  # that day has one
        (DAY - timedelta(days=5), False),  # the clock was put back
        (DAY + timedelta(days=3), True),
        ((DAY + timedelta(days=3)).astimezone(timezone(timedelta(hours=12))), True),  # days are UTC's
    ],
)
def test_a_day_has_one_seal(sealed, at, made):
    before = sealed.seals.all()
    with sealed.transaction():
        new = sealed.seals.seal(at)
    assert (new is not None) is made
    assert sealed.seals.all() == before + ([new] if new else [])
    if new:
        assert (new.day, new.entries) == ("2023-04-04", 14)


def test_nothing_new_needs_no_seal(sealed, store):
    with sealed.transaction():
        assert sealed.seals.seal(DAY + timedelta(days=3)) is not None
        assert sealed.seals.seal(DAY + timedelta(days=4)) is None


def test_an_empty_log_has_no_seal(store):
    with store.transaction():
        assert store.seals.seal(DAY) is None


def rewrite(store, tamper, upto):
    """Forge the log: another subject in the first entry, and the whole chain recomputed so that it follows again."""
    previous, statements = GENESIS, []
    for seq, at, kind, subject, row_digest, _ in store.db.execute("SELECT * FROM log ORDER BY seq").fetchall():
        moved = at.replace("20", "19", 1) if seq <= upto else at
        previous = link(previous, seq, moved, kind, subject, row_digest)
        statements.append(f"UPDATE log SET at = '{moved}', hash = '{previous}' WHERE seq = {seq}")
    tamper(*statements)


def test_a_log_rewritten_whole_is_found_by_every_seal(sealed, tamper):
    rewrite(sealed, tamper, upto=1)
    seals = [p for p in verify(sealed, evidence=False).problems if p.startswith("Seal")]
    assert [p.partition(":")[0] for p in seals] == [f"Seal of 2023-04-0{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("statement", "days", "said"),
    [
        ("UPDATE log SET hash = 'x' WHERE seq = 6", [2, 3], "another Merkle root"),
        ("UPDATE log SET hash = 'x' WHERE seq = 13", [], ""),
        ("DELETE FROM log WHERE seq > 10", [3], "more than there are"),
        ("UPDATE seal SET root = 'zz' WHERE day = '2023-04-02'", [2], "another Merkle root"),
        ("UPDATE seal SET entries = 999 WHERE day = '2023-04-01'", [1], "more than there are"),
    ],
)
def test_what_was_touched_is_named(sealed, tamper, statement, days, said):
    drop = "DROP TRIGGER seal_no_update"
    tamper(drop, statement)
    problems = [p for p in verify(sealed, evidence=False).problems if p.startswith("Seal")]
    assert [p.partition(":")[0] for p in problems] == [f"Seal of 2023-04-0{n}" for n in days]
    assert all(said in p for p in problems)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM seal",
        "UPDATE seal SET root = 'x'",
        "UPDATE seal SET token = x'00', entries = 1",
        "INSERT OR REPLACE INTO seal SELECT * FROM seal LIMIT 1",
    ],
)
def test_a_seal_is_never_changed(sealed, statement):
    before = sealed.seals.all()
    with pytest.raises(sqlite3.DatabaseError, match="appended, never changed"):
        sealed.db.execute(statement)
    assert sealed.seals.all() == before


def test_a_token_is_added_once(sealed):
    with sealed.transaction():
        sealed.seals.stamp("2023-04-02", b"token")
    assert [s.token for s in sealed.seals.all()] == [None, b"token", None]
    for other in (b"another", None):
        with pytest.raises(sqlite3.DatabaseError, match="appended, never changed"):
            sealed.db.execute("UPDATE seal SET token = ? WHERE day = '2023-04-02'", [other])


def test_rubbish_for_a_token_is_found(sealed):
    with sealed.transaction():
        sealed.seals.stamp("2023-04-02", b"token")
    assert "time stamp cannot be read" in " ".join(verify(sealed).problems)
