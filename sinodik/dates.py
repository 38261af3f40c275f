"""What follows from dates that are only partly known."""

import calendar
from datetime import date

from sinodik.records import PartialDate

_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_MONTHS_ALONE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()


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
