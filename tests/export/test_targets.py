"""What must hold of every target: SQLite, CSV and a real PostgreSQL."""

import csv
import json
import os
import signal
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import psycopg
import pytest
from psycopg.rows import dict_row
from pysqlite3 import dbapi2 as sqlite3

import export.postgres as postgres_target
import export.sqlite as sqlite_target
from export.columns import PERSON, REFERENCE, STATUS
from export.run import EXPORTERS, open_target
from export.target import Changes
from sinodik.errors import BadConfiguration
from sinodik.records import Box, Field

AT = datetime(2023, 5, 1, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@dataclass
class Destination:
    """A target, and another program's way to read it."""

    kind: str
    address: str
    rows: Callable[[str], list[dict[str, object]]]

    def write(self, *records, at=AT):
        return open_target(self.kind, self.address).write(records, at)

    def people(self):
        return {str(r["record"]): r for r in self.rows("person")}


def sqlite_rows(path: str, table: str):
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(r) for r in connection.execute(f"SELECT * FROM {table}")]


def csv_rows(folder: str, table: str):
    with (Path(folder) / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def postgres_rows(address: str, table: str):
    with psycopg.connect(address, row_factory=dict_row, options="-c timezone=UTC") as connection:
        return connection.execute(f"SELECT * FROM sinodik.{table}").fetchall()


@pytest.fixture(params=EXPORTERS)
def destination(request, tmp_path):
    read = {"sqlite": sqlite_rows, "csv": csv_rows, "postgres": postgres_rows}[request.param]
    places = {"sqlite": tmp_path / "verified.db", "csv": tmp_path / "tables"}
    address = str(places.get(request.param) or request.getfixturevalue("postgres"))
    return Destination(request.param, address, lambda table: read(address, table))


def text(cell: object) -> str:
    """What a cell says, whatever its type."""
    if isinstance(cell, list):
        return json.dumps(cell, ensure_ascii=False, separators=(",", ":"))
    return "" if cell is None else cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def test_what_arrives(destination, make_record):
    record = make_record("a", surname="Кедров", given="Пётр", birth="1990-02", age="32", rank="сержант")
    assert destination.write(record) == Changes(inserted=1)
    [person] = destination.rows("person")
    assert list(person) == [c.name for c in (*PERSON, *STATUS)]
    assert {k: text(v) for k, v in person.items() if text(v)} == {
        "record": record.id,
        "candidate": record.candidate,
        "surname": "Кедров",
        "given": "Пётр",
        "birth": "1990-02",
        "birth_from": "1990-02-01",
        "birth_to": "1990-02-28",
        "birth_how": "stated",
        "age": "32",
        "rank": "сержант",
        "families": '["kedrovka"]',
        "confirmed_by": "Вера",
        "confirmed_at": "2023-04-01T09:00:00+00:00",
        "decision": "1",
        "status": "confirmed",
        "changed_at": "2023-05-01T00:00:00+00:00",
    }
    references = {r["field"]: r for r in destination.rows("reference")}
    assert set(references) == {"surname", "given", "birth", "age", "rank"}
    assert list(references["birth"]) == [c.name for c in REFERENCE]
    birth = next(r for r in record.references if r.field is Field.BIRTH)
    assert {k: text(v) for k, v in references["birth"].items() if text(v)} == {
        "record": record.id,
        "field": "birth",
        "mention": birth.mention,
        "value": "1990-02",
        "quote": "1990-02",
        "span_start": "18",
        "span_end": "25",
        "evidence": birth.evidence,
        "url": "https://example.org/kedrovka/a",
        "publisher": "kedrovka",
        "posted": "2023-04-01T09:00:00+00:00",
        "payload": birth.payload,
    }


def test_a_box_arrives(destination, make_record):
    record = make_record("a", surname="Кедров")
    box = Box("a" * 64, 10, 20, 300, 40)
    record = msgspec.structs.replace(
        record,
        references=tuple(msgspec.structs.replace(r, where=box, posted=None, decision=3) for r in record.references),
    )
    destination.write(record)
    [row] = destination.rows("reference")
    place = ("photo", "box_left", "box_top", "box_width", "box_height", "span_start", "span_end", "posted", "decision")
    assert [text(row[c]) for c in place] == ["a" * 64, "10", "20", "300", "40", "", "", "", "3"]


def test_the_second_export_changes_nothing(destination, make_record):
    records = [make_record(n) for n in "abc"]
    assert destination.write(*records) == Changes(inserted=3)
    before = destination.rows("person"), destination.rows("reference")
    assert destination.write(*reversed(records), at=LATER) == Changes(unchanged=3)
    assert (destination.rows("person"), destination.rows("reference")) == before


def test_only_what_differs_is_written(destination, make_record):
    first, second = make_record("a"), make_record("b")
    destination.write(first, second)
    changed = make_record("b", surname="Кедров", given="Павел")
    assert destination.write(first, changed, make_record("c"), at=LATER) == Changes(inserted=1, updated=1, unchanged=1)
    people = destination.people()
    assert people[second.id]["given"] == "Павел"
    assert text(people[second.id]["patronymic"]) == ""
    assert {i: text(p["changed_at"])[:10] for i, p in people.items()} == {
        first.id: "2023-05-01", second.id: "2023-05-02", make_record("c").id: "2023-05-02",
    }  # fmt: skip
    fields = [r["field"] for r in destination.rows("reference") if r["record"] == second.id]
    assert sorted(fields) == ["given", "surname"]


REFERENCE_CHANGES = {
    "another address": lambda rs: (msgspec.structs.replace(rs[0], url="https://example.org/moved"), *rs[1:]),
    "one fewer": lambda rs: rs[1:],
    "one more": lambda rs: (*rs, msgspec.structs.replace(rs[0], mention="m2222222222222222")),
    "now dated": lambda rs: (msgspec.structs.replace(rs[0], posted=None), *rs[1:]),
}


@pytest.mark.parametrize("change", REFERENCE_CHANGES)
def test_a_changed_reference_is_an_update(destination, make_record, change):
    record = make_record("a")
    destination.write(record)
    changed = msgspec.structs.replace(record, references=REFERENCE_CHANGES[change](record.references))
    assert destination.write(changed, at=LATER) == Changes(updated=1)
    assert len(destination.rows("reference")) == len(changed.references)
    assert destination.write(changed, at=LATER) == Changes(unchanged=1)


def test_what_is_no_longer_confirmed_is_withdrawn_and_may_come_back(destination, make_record):
    first, second = make_record("a"), make_record("b")
    destination.write(first, second)
    assert destination.write(first, at=LATER) == Changes(withdrawn=1, unchanged=1)
    gone = destination.people()[second.id]
    assert (gone["status"], text(gone["withdrawn_at"])) == ("withdrawn", "2023-05-02T00:00:00+00:00")
    assert gone["surname"] == "Кедров"
    assert any(r["record"] == second.id for r in destination.rows("reference"))
    assert destination.write(first, at=LATER) == Changes(unchanged=1)
    assert destination.write(first, second, at=LATER) == Changes(updated=1, unchanged=1)
    back = destination.people()[second.id]
    assert (back["status"], text(back["withdrawn_at"])) == ("confirmed", "")


def test_nothing_at_all(destination):
    assert destination.write() == Changes()
    assert destination.rows("person") == destination.rows("reference") == []


AWKWARD = [
    "O'Кедров",
    'Кедров "Кедр"',
    "Кед\tров",
    "Кед\\nров",
    "Кедров; DROP TABLE person",
    "Кед,ров",
    "%s",
    "{at}",
    "🕯",
    "Кед\nров",
    "NULL",
    "\\N",
]


@pytest.mark.parametrize("surname", AWKWARD)
def test_awkward_text_arrives_as_it_is(destination, make_record, surname):
    record = make_record("a", surname=surname)
    destination.write(record)
    assert destination.rows("person")[0]["surname"] == surname
    assert destination.rows("reference")[0]["quote"] == surname
    assert destination.write(record, at=LATER) == Changes(unchanged=1)


def test_a_nul_does_not_stop_an_export(destination, make_record):
    record = make_record("a", surname="Кед\0ров")
    assert destination.write(record) == Changes(inserted=1)
    assert destination.rows("person")[0]["surname"] == "Кед\N{REPLACEMENT CHARACTER}ров"
    assert destination.write(record, at=LATER) == Changes(unchanged=1)


def test_a_failure_half_way_leaves_the_old_state(destination, make_record):
    """The last record cannot be written, after others have been handed over."""
    destination.write(make_record("a"))
    before = destination.rows("person"), destination.rows("reference")
    bad = msgspec.structs.replace(make_record("b"), values=None)
    with pytest.raises(TypeError):
        destination.write(make_record("a"), make_record("c"), bad)
    assert (destination.rows("person"), destination.rows("reference")) == before


@pytest.mark.kill
@pytest.mark.parametrize("destination", ["sqlite", "postgres"], indirect=True)
def test_killed_before_it_is_committed(destination, make_record):
    """A process of its own writes everything and is killed just before the end; CSV has a test of its own."""
    destination.write(make_record("a"))
    before = destination.rows("person"), destination.rows("reference")
    child = os.fork()
    if child == 0:
        target = {"sqlite": sqlite_target, "postgres": postgres_target}[destination.kind]
        real = target.merge

        def dying(*given):
            real(*given)
            os.kill(os.getpid(), signal.SIGKILL)

        target.merge = dying
        destination.write(make_record("b"))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert (destination.rows("person"), destination.rows("reference")) == before
    assert destination.write(make_record("b"), at=LATER) == Changes(inserted=1, withdrawn=1)


def test_there_is_no_other_target(tmp_path):
    with pytest.raises(BadConfiguration, match="sqlite, postgres, csv"):
        open_target("excel", str(tmp_path))
