"""What a target holds: two tables, described once for every target, and their rows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

import msgspec

from sinodik.dates import earliest, latest
from sinodik.records import Box, Field, PartialDate, Record, Reference, Value

Cell = str | int | date | datetime | None
Row = tuple[Cell, ...]

CONFIRMED, WITHDRAWN = "confirmed", "withdrawn"


class Column(NamedTuple):
    """One column; ``note`` is what the database's own comment on it says."""

    name: str
    type: Literal["text", "integer", "date", "timestamp", "json"]
    note: str
    required: bool = False


def _date_columns(field: Field, event: str) -> tuple[Column, ...]:
    return (
        Column(field, "text", f"{event}, as far as known: YYYY, YYYY-MM or YYYY-MM-DD"),
        Column(f"{field}_from", "date", f"the first day that {field} can mean"),
        Column(f"{field}_to", "date", f"the last day that {field} can mean"),
        Column(f"{field}_how", "text", f"how {field} is known: stated, from_age or from_post_date"),
    )


PERSON = (
    Column("record", "text", "the record's identifier; stays the same from export to export", True),
    Column("candidate", "text", "the candidate in the workspace that it came from", True),
    Column("surname", "text", "surname, nominative"),
    Column("given", "text", "given name, nominative"),
    Column("patronymic", "text", "patronymic, nominative"),
    Column("callsign", "text", "call sign, without quotation marks"),
    *_date_columns(Field.BIRTH, "born"),
    *_date_columns(Field.DEATH, "died"),
    *_date_columns(Field.BURIAL, "buried"),
    *_date_columns(Field.MOBILISED, "mobilised"),
    Column("age", "integer", "age at death, in whole years"),
    Column("rank", "text", "military rank"),
    Column("unit", "text", "military unit"),
    Column("branch", "text", "branch of service"),
    Column("award", "text", "award"),
    Column("settlement", "text", "settlement that the person came from"),
    Column("district", "text", "district"),
    Column("region", "text", "region"),
    Column("cemetery", "text", "cemetery"),
    Column("occupation", "text", "occupation in civil life"),
    Column("school", "text", "school, college or university that the person went to"),
    Column("families", "json", "the independent publishers, reposts and copies not counted: a list of text", True),
    Column("confirmed_by", "text", "the reviewer who confirmed the person", True),
    Column("confirmed_at", "timestamp", "when", True),
    Column("decision", "integer", "the number of that decision in the workspace's log", True),
)
STATUS = (
    Column("status", "text", "confirmed, or withdrawn: no longer confirmed, kept so that nobody wonders", True),
    Column("changed_at", "timestamp", "when an export last wrote the row", True),
    Column("withdrawn_at", "timestamp", "since when it is withdrawn"),
)
REFERENCE = (
    Column("record", "text", "the person", True),
    Column("field", "text", "the column of person that it attests", True),
    Column("mention", "text", "the mention in the workspace", True),
    Column("value", "text", "what the mention says", True),
    Column("quote", "text", "in which words", True),
    Column("span_start", "integer", "where the quote begins in the evidence's text, in code points"),
    Column("span_end", "integer", "where it ends"),
    Column("photo", "text", "or the photo that it was read from: the SHA-256 of its bytes"),
    Column("box_left", "integer", "and where in it, in pixels of the photo shown upright"),
    Column("box_top", "integer", "from the top"),
    Column("box_width", "integer", "width in pixels"),
    Column("box_height", "integer", "height in pixels"),
    Column("evidence", "text", "the evidence's identifier in the workspace", True),
    Column("url", "text", "where it was seen", True),
    Column("publisher", "text", "who published it", True),
    Column("posted", "timestamp", "when, as far as the source says"),
    Column("payload", "text", "the SHA-256 of the bytes that were received", True),
    Column("decision", "integer", "the correction, where a person set another value than the mention says"),
)
REFERENCE_KEY = ("record", "field", "mention")

_DATES = (Field.BIRTH, Field.DEATH, Field.BURIAL)


def names(columns: tuple[Column, ...]) -> str:
    """Return the columns' names, quoted for SQL."""
    return ", ".join(f'"{c.name}"' for c in columns)


def person_row(record: Record) -> Row:
    """Return the cells of a record, in the order of :data:`PERSON`."""
    cells: dict[str, Cell] = {
        "record": record.id,
        "candidate": record.candidate,
        "families": msgspec.json.encode(record.families).decode(),
        "confirmed_by": record.confirmed_by,
        "confirmed_at": record.confirmed_at.astimezone(UTC),
        "decision": record.decision,
    }
    for attested in record.values:
        cells |= _value_cells(attested.field, attested.value)
    return tuple(_clean(cells.get(c.name)) for c in PERSON)


def _value_cells(field: Field, value: Value) -> dict[str, Cell]:
    if isinstance(value, PartialDate):
        known: dict[str, Cell] = {field: str(value), f"{field}_from": earliest(value), f"{field}_to": latest(value)}
        return known | {f"{field}_how": value.how.value}
    return {field.value: value if field is Field.AGE else str(value)}


def reference_rows(record: Record) -> Iterator[Row]:
    """Yield the cells of each reference, in the order of :data:`REFERENCE`."""
    for reference in record.references:
        yield tuple(_clean(cell) for cell in _reference_cells(record.id, reference))


def _reference_cells(record: str, r: Reference) -> Iterator[Cell]:
    yield from (record, r.field.value, r.mention, str(r.value), r.quote)
    if isinstance(r.where, Box):
        box = r.where
        yield from (None, None, box.photo, box.left, box.top, box.width, box.height)
    else:
        yield from (r.where.start, r.where.end, None, None, None, None, None)
    yield from (r.evidence, r.url, r.publisher, r.posted and r.posted.astimezone(UTC), r.payload, r.decision)


def _clean(cell: Cell) -> Cell:
    # PostgreSQL holds no NUL in text; a page that sends one must not stop an export.
    return cell.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(cell, str) else cell


def as_text(cell: Cell) -> str | int | None:
    """Return a cell as SQLite and CSV hold it: dates and moments in ISO 8601."""
    return cell.isoformat() if isinstance(cell, date) else cell
