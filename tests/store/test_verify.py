"""Whoever changes anything in a workspace is found out."""

import string
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinodik.records import Judgement
from sinodik.store import DATABASE, Store
from sinodik.store.chain import KEYS
from sinodik.store.log import GENESIS, LOGGED, link
from sinodik.store.verify import verify
from sinodik.store.workspace import create

AT = datetime(2023, 4, 1, 9, tzinfo=UTC)
NAMES = ["Кедров Пётр Ильич", "Ельников Семён", "Липов Олег Ильич", "Осинин Егор"]


@pytest.fixture
def full(store, add_evidence, make_decision):
    """Four posts, four observations, four decisions; all is well. A WARC begun half-way names a head in the middle."""
    for number, name in enumerate(NAMES):
        evidence = add_evidence(f"Погиб {name}", posted=None if number == 2 else AT)
        with store.transaction():
            store.evidence.observe(evidence.url, "kedrovka", "missing", AT, evidence.payload)
            undoes = 2 if number == 2 else None
            judgement = Judgement.UNDO if undoes else Judgement.CONFIRM
            store.decisions.add(make_decision(judgement, number, undoes=undoes))
    return store


def test_all_is_well(full):
    report = verify(full)
    assert report.problems == ()
    assert (report.entries, report.payloads) == (16, 4)
    assert report.head == full.log.head()[1]
    assert verify(full, expect_head=report.head).problems == ()
    assert verify(full, evidence=False).payloads == 0


def test_an_empty_workspace_is_well(store):
    assert verify(store, expect_head=GENESIS).problems == ()


def test_an_older_head_is_still_in_the_chain(full, add_evidence):
    before = full.log.head()[1]
    add_evidence("Соснин Лев")
    assert verify(full, expect_head=before).problems == ()


COLUMNS = [(table, column) for table, columns in LOGGED.items() for column in columns]
COLUMNS += [("log", c) for c in ("at", "kind", "subject", "digest", "hash")]


@pytest.mark.parametrize("row", [1, 2, 4])
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_changed_value(full, tamper, table, column, row):
    key = KEYS.get(table, "seq")
    other = {"state": "'seen again'", "undoes": "1"}.get(
        column, f"""iif(typeof("{column}") = 'integer', "{column}" + 1, coalesce("{column}", '') || ' ')"""
    )
    tamper(f'UPDATE {table} SET "{column}" = {other} WHERE {key} = {row}')
    problems = verify(full).problems
    assert any(f"{table} {row} " in p or f"entry {row} " in p.casefold() for p in problems), problems


@pytest.mark.parametrize("row", [1, 2, 4])
@pytest.mark.parametrize("table", [*LOGGED, "log"])
def test_a_row_is_gone(full, tamper, table, row):
    """Row 4 is the last of each table, and the log's is in the middle."""
    tamper(f"DELETE FROM {table} WHERE {KEYS.get(table, 'seq')} = {row}")
    assert any("gone" in p or "cut" in p for p in verify(full).problems)


@pytest.mark.parametrize("table", [*LOGGED, "log"])
def test_the_end_was_cut(full, tamper, table):
    key = KEYS.get(table, "seq")
    tamper(f"DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})")
    assert any(p.startswith(f"{table}: the last number given was") for p in verify(full).problems)


@pytest.mark.parametrize("table", [*LOGGED, "log"])
@pytest.mark.parametrize(("a", "b"), [(1, 2), (2, 4)])
def test_two_changed_places(full, tamper, table, a, b):
    key = KEYS.get(table, "seq")
    tamper(*(f"UPDATE {table} SET {key} = {to} WHERE {key} = {of}" for of, to in ((a, -1), (b, a), (-1, b))))
    assert verify(full).problems


@pytest.mark.parametrize("table", LOGGED)
def test_a_row_put_in_by_force(full, tamper, table):
    fresh = {"capture": {"offset": 10**6}, "evidence": {"id": "'x'"}, "decision": {"undoes": "NULL"}}.get(table, {})
    columns = ", ".join(f'"{c}"' for c in LOGGED[table])
    values = ", ".join(str(fresh.get(c, f'"{c}"')) for c in LOGGED[table])
    tamper(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} LIMIT 1")
    assert any(f"{table} 5 " in p and "never entered the log" in p for p in verify(full).problems)


def test_an_entry_put_in_by_force(full, tamper):
    tamper("INSERT INTO log SELECT seq + 1, at, kind, subject, digest, 'x' FROM log ORDER BY seq DESC LIMIT 1")
    assert any("entry 17" in p for p in verify(full).problems)


def test_everything_after_a_deletion_is_not_blamed(full, tamper):
    tamper("DELETE FROM evidence WHERE seq = 2")
    assert len([p for p in verify(full).problems if p.startswith("evidence")]) == 2  # gone, and the count


def forge(store: Store, tamper, since: int) -> None:
    """Recompute digests and links from entry ``since`` on, as somebody would who knows how it is done."""
    entries = store.db.execute("SELECT seq, at, kind, subject, digest, hash FROM log ORDER BY seq").fetchall()
    previous = entries[since - 2][5] if since > 1 else GENESIS
    statements = []
    for seq, at, kind, subject, row_digest, _ in entries[since - 1 :]:
        previous = link(previous, seq, at, kind, subject + "!", row_digest)
        statements.append(f"UPDATE log SET subject = subject || '!', hash = '{previous}' WHERE seq = {seq}")
    tamper(*statements)


@pytest.mark.parametrize("since", [1, 9, 16])
def test_a_forged_chain_lacks_the_head_that_was_noted(full, tamper, since):
    noted = full.log.head()[1]
    forge(full, tamper, since)
    assert not any("does not follow" in p for p in verify(full).problems)
    assert any("rewritten since the expected head" in p for p in verify(full, expect_head=noted).problems)


def test_a_forged_chain_lacks_the_head_that_a_later_file_names(full, tamper):
    with full.archive.writer(full.log.head()[1]):
        pass
    forge(full, tamper, 9)
    assert any("rewritten since sinodik-" in p for p in verify(full).problems)


def test_a_log_begun_anew(full, tamper):
    """All rows and even the counters are gone; the WARC files remember."""
    with full.archive.writer(full.log.head()[1]):
        pass
    tamper(*(f"DELETE FROM {t}" for t in [*LOGGED, "log", "sqlite_sequence"]))
    assert any("rewritten since" in p for p in verify(full).problems)


def flip(file: Path, capture) -> None:
    content = bytearray(file.read_bytes())
    content[capture.offset + capture.length // 2] ^= 1
    file.write_bytes(content)


FILES = {
    "a flipped bit": (flip, "cannot be read at"),
    "a file gone": (lambda file, _: file.unlink(), "is gone, and 4 payloads with it"),
    "a file cut short": (lambda file, c: file.write_bytes(file.read_bytes()[: c.offset + 5]), "cannot be read at"),
    "an empty file": (lambda file, _: file.write_bytes(b""), "does not begin as we wrote it"),
    "another's bytes": (lambda file, _: file.write_bytes(file.read_bytes()[::-1]), "does not begin as we wrote it"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_bytes_are_not_what_they_were(full, name):
    spoil, sentence = FILES[name]
    captures = list(full.evidence.captures())
    spoil(full.archive.folder / captures[1].warc, captures[1])
    report = verify(full)
    assert any(sentence in p for p in report.problems), report.problems
    assert report.payloads < 4
    assert verify(full, evidence=False).problems == ()


def test_one_bad_payload_does_not_hide_the_others(full):
    captures = list(full.evidence.captures())
    flip(full.archive.folder / captures[1].warc, captures[1])
    assert verify(full).payloads == 3


def test_evidence_without_bytes(store, make_evidence):
    with store.transaction():
        store.evidence.add([make_evidence("Кедров")])
    assert any("no capture holds its bytes" in p for p in verify(store).problems)


def test_columns_that_were_wrong_from_the_beginning(store):
    """The log agrees with the row; the row does not agree with itself."""
    data = '{"source": "a", "url": "https://example.org/1", "seen": "2023-04-01T09:00:00Z", "payload": "p"}'
    row = ("id", "b", "https://example.org/1", None, "2023-04-01T09:00:00+00:00", "p", data)
    with store.transaction():
        store.log.enter("evidence", [row, ("id2", *row[1:6], "not JSON")])
    problems = verify(store, evidence=False).problems
    assert problems == (
        "evidence 1: its columns are not what its data say (source).",
        "evidence 2: its columns are not what its data say (data).",
    )


def test_a_check_beside_a_running_crawl_raises_no_alarm(full, workspace, make_evidence):
    """Another process adds rows and begins a WARC file while the check is under way."""

    def meanwhile(done: int, total: int | None, what: str) -> None:
        with Store(workspace) as other, other.archive.writer(other.log.head()[1]) as writer:
            capture = writer.resource(f"https://example.org/{what}/{done}", b"new", "text/html", AT)
            with other.transaction():
                other.evidence.add_captures([capture])

    assert verify(full, meanwhile).problems == ()
    assert verify(full).problems == ()


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference") / "w"
    create(folder)
    return folder


ROWS = st.lists(st.text(string.ascii_letters, min_size=1, max_size=3), min_size=3, max_size=12)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subjects=ROWS, data=st.data())
def test_any_tampering_with_rows_is_found(reference, subjects, data):
    """Rows are dropped, repeated, replaced and moved at random; only the untouched order passes."""
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "w"
        shutil.copytree(reference, workspace)
        with Store(workspace) as store:
            rows = [(s, "kedrovka", f"2023-04-01T09:00:{n:02}", "missing", "p") for n, s in enumerate(subjects)]
            with store.transaction():
                store.log.enter("observation", rows)
            forged = data.draw(st.lists(st.sampled_from([*rows, ("new", "x", "y", "missing", "p")]), max_size=14))
            kept = data.draw(st.sampled_from([forged, rows[::-1], rows[1:], rows[:-1], rows + rows[:1], rows]))
            store.db.execute("DROP TRIGGER observation_no_delete")
            store.db.execute("DELETE FROM observation")
            store.db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'observation'", [len(kept)])
            store.db.conn.executemany(
                "INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?)", [(n, *r) for n, r in enumerate(kept, 1)]
            )
            assert bool(verify(store, evidence=False).problems) == (kept != rows)
    assert (reference / DATABASE).exists()
