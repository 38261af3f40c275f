import csv
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from export import tables
from export.tables import FILES, Tables, guarded
from export.target import Changes
from sinodik.errors import BadInput

AT = datetime(2023, 5, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "tables"


def test_only_the_owner_reads_it(folder, make_record):
    Tables(str(folder)).write([make_record("a")], AT)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {p.name: stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == dict.fromkeys(FILES, 0o600)


def test_excel_sees_that_it_is_utf_8(folder, make_record):
    Tables(str(folder)).write([make_record("a")], AT)
    content = (folder / "person.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfrecord,candidate,surname,")
    assert "Кедров".encode() in content
    assert content.endswith(b"\r\n")


FORMULAS = ["=HYPERLINK(0)", "+7", "-Кедров", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_no_formula_any_more(folder, make_record, cell):
    record = make_record("a", surname="Кедров", settlement=cell)
    Tables(str(folder)).write([record], AT)
    with (folder / "person.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["settlement"] == f"'{cell}"
    assert Tables(str(folder)).write([record], AT) == Changes(unchanged=1)


@pytest.mark.parametrize("cell", ["Кедров", "", "1990-02-01", "'", "a=b", "#1"])
def test_other_cells_are_left_alone(cell):
    assert guarded(cell) == cell


def test_what_does_not_change_is_not_written_again(folder, make_record):
    Tables(str(folder)).write([make_record("a")], AT)
    before = {p.name: p.stat().st_ino for p in folder.iterdir()}
    Tables(str(folder)).write([make_record("a")], AT)
    assert {p.name: p.stat().st_ino for p in folder.iterdir()} == before


SPOILT = [
    "record;candidate;surname\r\n",  # saved by a spreadsheet with another separator
    "",
    "record,surname\r\nr1,Кедров\r\n",
    '"torn',
]


@pytest.mark.parametrize("content", SPOILT)
def test_a_file_that_was_changed_is_not_overwritten(folder, make_record, content):
    Tables(str(folder)).write([make_record("a")], AT)
    (folder / "person.csv").write_text(content)
    with pytest.raises(BadInput, match="another folder"):
        Tables(str(folder)).write([make_record("a")], AT)
    assert (folder / "person.csv").read_text() == content.replace("\r\n", "\n")


def test_a_file_in_the_way(folder):
    folder.write_text("")
    with pytest.raises(BadInput, match="in the way"):
        Tables(str(folder)).write([], AT)


def test_no_such_folder(tmp_path):
    with pytest.raises(BadInput, match="mkdir -p"):
        Tables(str(tmp_path / "none" / "tables")).write([], AT)


def test_other_files_in_the_folder_are_left_alone(folder, make_record):
    folder.mkdir()
    (folder / "notes.txt").write_text("ours")
    Tables(str(folder)).write([make_record("a")], AT)
    assert (folder / "notes.txt").read_text() == "ours"


@pytest.mark.parametrize("number", range(1, 25))
def test_killed_at_any_step_it_is_the_old_state_or_the_new(folder, make_record, number):
    """Dies at the number-th call that touches the disk, in a process of its own; then the export is run again."""
    old, new = [make_record("a")], [make_record("a", surname="Ельников"), make_record("b")]
    Tables(str(folder)).write(old, AT)
    states = []
    for records in (old, new):
        Tables(str(folder.with_name(f"whole{len(records)}"))).write(records, AT)
        states.append(content(folder.with_name(f"whole{len(records)}")))
    child = os.fork()
    if child == 0:
        die_at(number)
        Tables(str(folder)).write(new, AT)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    tables._put_in_place(folder)  # what any next export begins with
    assert content(folder) in ([states[1]] if status == 0 else states)
    Tables(str(folder)).write(new, AT)
    assert content(folder) == states[1]
    assert {p.name for p in folder.iterdir()} == set(FILES)


def content(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


def die_at(number: int) -> None:
    """Make the number-th change to the disk the last thing that this process does, before it is done."""
    left = [number]

    def dying(real):
        def step(*given, **named):
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)
            return real(*given, **named)

        return step

    for owner, name in [
        (Path, "mkdir"),
        (Path, "rename"),
        (Path, "replace"),
        (Path, "rmdir"),
        (os, "fsync"),
        (os, "open"),
    ]:
        setattr(owner, name, dying(getattr(owner, name)))


def test_files_of_an_earlier_version_are_read_and_brought_up_to_date(folder, make_record):
    Tables(str(folder)).write([make_record("a")], AT)
    path = folder / "person.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    without = [i for i, name in enumerate(lines[0]) if name not in ("callsign", "school")]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([line[i] for i in without] for line in lines)
    assert Tables(str(folder)).write([make_record("a")], AT) == Changes(0, 0, 0, 1)
    learnt = make_record("b", surname="Лугов", school="школа № 5")
    assert Tables(str(folder)).write([make_record("a"), learnt], AT).inserted == 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert sorted(row["school"] for row in csv.DictReader(file)) == ["", "школа № 5"]
