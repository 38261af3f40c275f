"""The verification database as two tables for a spreadsheet: ``person.csv`` and ``reference.csv`` in one folder.

RFC 4180, in UTF-8 with a byte order mark: without it Excel shows Cyrillic as rubbish. A cell that a spreadsheet would
run as a formula begins with an apostrophe (OWASP, "CSV Injection").
"""

import csv
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shlex import quote

from export.columns import (
    CONFIRMED,
    PERSON,
    REFERENCE,
    STATUS,
    WITHDRAWN,
    Cell,
    Column,
    as_text,
    person_row,
    reference_rows,
)
from export.target import Changes
from sinodik.errors import BadInput, NoPermission, NoSpace
from sinodik.records import Record

FILES = {"person.csv": (*PERSON, *STATUS), "reference.csv": REFERENCE}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Being written, and written whole but not yet in place.
_NEXT, _READY = ".next", ".ready"

Lines = list[list[str]]


class Tables:
    """A folder, readable by its owner only (0700, files 0600)."""

    def __init__(self, destination: str) -> None:
        self.folder = Path(destination)

    @property
    def name(self) -> str:
        """The folder."""
        return str(self.folder)

    def write(self, records: Sequence[Record], at: datetime) -> Changes:
        """See :class:`export.target.Target`. Raises NoPermission, NoSpace or BadInput."""
        with _explained(self.folder):
            self.folder.mkdir(mode=0o700, exist_ok=True)
            with _alone(self.folder):
                _put_in_place(self.folder)
                old = [_read(self.folder / name, columns) for name, columns in FILES.items()]
                people, references, changes = _merged(old[0], old[1], records, at)
                if changes.inserted or changes.updated or changes.withdrawn or not _complete(self.folder):
                    _write(self.folder, (people, references))
                    _put_in_place(self.folder)
        return changes


def _merged(people: Lines, references: Lines, records: Sequence[Record], at: datetime) -> tuple[Lines, Lines, Changes]:
    """Return the lines of both files as they should be, and what changed."""
    old = {line[0]: line for line in people}
    old_references = _by_record(references)
    fresh = {r.id: (_line(person_row(r)), [_line(row) for row in reference_rows(r)]) for r in records}
    lines: dict[str, list[str]] = {}
    counts = dict.fromkeys(("inserted", "updated", "withdrawn", "unchanged"), 0)
    for id_, (cells, refers) in fresh.items():
        same = id_ in old and old[id_][:-2] == [*cells, CONFIRMED] and old_references.get(id_, []) == refers
        lines[id_] = old[id_] if same else [*cells, CONFIRMED, at.isoformat(), ""]
        counts["unchanged" if same else "updated" if id_ in old else "inserted"] += 1
    for id_ in old.keys() - fresh.keys():
        withdrawn = old[id_][len(PERSON)] == WITHDRAWN
        lines[id_] = old[id_] if withdrawn else [*old[id_][:-3], WITHDRAWN, at.isoformat(), at.isoformat()]
        counts["withdrawn"] += not withdrawn
    refers_to = old_references | {id_: refers for id_, (_, refers) in fresh.items()}
    order = sorted(lines)
    return [lines[i] for i in order], [line for i in order for line in refers_to.get(i, [])], Changes(**counts)


def _by_record(references: Lines) -> dict[str, Lines]:
    found: dict[str, Lines] = {}
    for line in references:
        found.setdefault(line[0], []).append(line)
    return found


def _line(row: Iterable[Cell]) -> list[str]:
    return [guarded("" if cell is None else str(as_text(cell))) for cell in row]


def guarded(cell: str) -> str:
    """Return the cell with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _read(path: Path, columns: tuple[Column, ...]) -> Lines:
    header = [c.name for c in columns]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        return []
    except (csv.Error, UnicodeDecodeError):
        lines = []
    if lines and _is_older(lines[0], columns) and all(len(line) == len(lines[0]) for line in lines):
        at = {name: place for place, name in enumerate(lines[0])}
        lines = [header, *([line[at[c]] if c in at else "" for c in header] for line in lines[1:])]
    if not lines or lines[0] != header or any(len(line) != len(header) for line in lines):
        raise BadInput(
            f"{path} is not as an export left it; a spreadsheet may have saved it.",
            remedy="move it away, or choose another folder: --file FOLDER",
        )
    return lines[1:]


def _is_older(header: list[str], columns: tuple[Column, ...]) -> bool:
    """Tell whether an earlier version wrote the file: columns of ours in their order, but not yet all of them."""
    return header == [c.name for c in columns if c.name in header] and all(
        c.name in header for c in columns if c.required
    )


def _complete(folder: Path) -> bool:
    return all((folder / name).is_file() for name in FILES)


def _write(folder: Path, tables: Iterable[Lines]) -> None:
    """Write both files whole, beside those that are there."""
    beside = folder / _NEXT
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700)
    for (name, columns), lines in zip(FILES.items(), tables, strict=True):
        descriptor = os.open(beside / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([[c.name for c in columns], *lines])
            file.flush()
            os.fsync(descriptor)
    _sync(beside)
    beside.rename(folder / _READY)
    _sync(folder)


def _put_in_place(folder: Path) -> None:
    """Move the files of a whole export to where they belong; also those of one that was killed while it did this."""
    ready = folder / _READY
    if not ready.is_dir():
        return
    for name in FILES:
        if (ready / name).exists():
            (ready / name).replace(folder / name)
    _sync(folder)
    ready.rmdir()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    # Waits its turn: two exports at once must not mix their files. The kernel frees it at any death.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise NoPermission(f"{error.filename} cannot be written.", remedy="choose a folder of your own") from error
    except FileNotFoundError as error:
        raise BadInput(f"The folder {folder.parent} does not exist.", remedy=f"mkdir -p {folder.parent}") from error
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise BadInput(f"{error.filename} is in the way.", remedy="choose another folder: --file FOLDER") from error
    except OSError as error:
        raise NoSpace(f"{folder} cannot be written: {error.strerror}.", remedy=f"df -h {quote(str(folder))}") from error
