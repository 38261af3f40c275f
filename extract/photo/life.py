"""Which of the dates below a name is the birth and which the death."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from extract.photo.dates import Found, dates
from extract.photo.lines import Line
from extract.photo.reading import Person, Reading, reading
from sinodik.dates import earliest, latest
from sinodik.records import Field

LONGEST_LIFE = 110  # years
_BORN = re.compile(r"(?:\bрожд\w*|\bрод\w*|\*)[\s.:]*$", re.IGNORECASE)
_DIED = re.compile(r"(?:\b(?:погиб|умер|сконч)\w*|\b(?:пог|ум)\.?|[†+])[\s.:]*$", re.IGNORECASE)
_DASH_BEFORE = re.compile(r"[-–—]\s*$")
_DASH_AFTER = re.compile(r"\s*[-–—]")


class _Dated(NamedTuple):
    row: Line
    found: Found
    role: Field | None


def life(rows: Sequence[Line], until: date) -> Person:
    """Return the birth and the death that these lines tell, no later than ``until``.

    One date alone counts only where the stone says which it is; two that cannot be one life count for nothing.
    """
    dated = list(_dated(rows, until))
    if len(dated) == 1:
        role = dated[0].role
        return [_reading(role, dated[0])] if role else []
    if len(dated) < 2 or dated[0].role is Field.DEATH or dated[1].role is Field.BIRTH:
        return []
    birth, death = dated[:2]
    return [_reading(Field.BIRTH, birth), _reading(Field.DEATH, death)] if _one_life(birth.found, death.found) else []


def _dated(rows: Sequence[Line], until: date) -> Iterator[_Dated]:
    above = ""
    for row in rows:
        for found in dates(row.text, until):
            before, after = row.text[: found.start].strip(), row.text[found.end :]
            yield _Dated(row, found, _role(before or above, after))
        above = row.text


def _role(before: str, after: str) -> Field | None:
    if _BORN.search(before):
        return Field.BIRTH
    if _DIED.search(before) or _DASH_BEFORE.search(before):
        return Field.DEATH
    return Field.BIRTH if _DASH_AFTER.match(after) else None


def _one_life(birth: Found, death: Found) -> bool:
    return earliest(birth.when) <= latest(death.when) and death.when.year - birth.when.year <= LONGEST_LIFE


def _reading(role: Field, dated: _Dated) -> Reading:
    found = dated.found
    return reading(role, found.when, dated.row.part(found.start, found.end), mended=found.mended)
