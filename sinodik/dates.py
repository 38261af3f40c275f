"""Dates that may only be partly known, and what follows from them."""

import calendar
import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

import msgspec

from sinodik.struct import Struct

_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_MONTHS_ALONE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()


class How(StrEnum):
    """How a value came to be known."""

    STATED = "stated"
    FROM_AGE = "from_age"
    FROM_POST_DATE = "from_post_date"


_YEARS = (1800, 2200)
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class PartialDate(Struct, frozen=True):
    """A date as far as it is known: a year, a month of a year, or a day. Unknown parts are None, never a guess.

    >>> str(PartialDate(2022, 5))
    '2022-05'
    """

    year: Annotated[int, msgspec.Meta(ge=_YEARS[0], le=_YEARS[1])]
    month: Annotated[int, msgspec.Meta(ge=1, le=12)] | None = None
    day: Annotated[int, msgspec.Meta(ge=1, le=31)] | None = None
    how: How = How.STATED

    def __post_init__(self) -> None:
        # Checked here too, not only where it is decoded: what cannot be read back must not be written.
        if not _YEARS[0] <= self.year <= _YEARS[1]:
            raise ValueError(f"the year {self.year} is not between {_YEARS[0]} and {_YEARS[1]}")
        if self.day is not None and self.month is None:
            raise ValueError("a day without a month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{p:02}" for p in (self.month, self.day) if p is not None)]
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str, how: How = How.STATED) -> Self:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601); raises ValueError for anything else."""
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not a date as ISO 8601 writes it")
        month, day = (int(p) if p else None for p in match.groups()[1:])
        return cls(int(match[1]), month, day, how)


def earliest(when: PartialDate) -> date:
    """Return the first day that the date can mean."""
    return date(when.year, when.month or 1, when.day or 1)


def latest(when: PartialDate) -> date:
    """Return the last day that the date can mean."""
    month = when.month or 12
    return date(when.year, month, when.day or calendar.monthrange(when.year, month)[1])


def compatible(a: PartialDate, b: PartialDate) -> bool:
    """Tell whether both can mean the same day."""
    return earliest(a) <= latest(b) and earliest(b) <= latest(a)


def days_apart(a: PartialDate, b: PartialDate) -> int:
    """Return the least number of days between the two; 0 where they can be the same day."""
    if compatible(a, b):
        return 0
    return max((earliest(a) - latest(b)).days, (earliest(b) - latest(a)).days)


def in_russian(when: PartialDate) -> str:
    """Write the date as a Russian reader would.

    >>> in_russian(PartialDate(2022, 5, 9)), in_russian(PartialDate(2022, 5)), in_russian(PartialDate(2022))
    ('9 мая 2022', 'май 2022', '2022')
    """
    if when.month is None:
        return str(when.year)
    if when.day is None:
        return f"{_MONTHS_ALONE[when.month - 1]} {when.year}"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
