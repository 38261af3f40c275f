"""Which day a date means where the post leaves out its year, or names it by the post's own day.

A death lies in the past, a burial nearest to the post. What the post's day gives is marked ``How.FROM_POST_DATE``;
what stays open stays open.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from extract.text.dates import DateFound
from extract.text.relative_dates import Relative, Unit
from sinodik.records import Field, How, PartialDate

# What no fighter's life goes beyond; a date that would is another thing's.
FIRST_DEATH = 2014
_CALLED_UP = date(2022, 9, 21)  # the only mobilisation in Russia
FIRST_MOBILISED = date(2022, 2, 1)  # in the east of Ukraine; in Russia from 21 September
YOUNGEST, OLDEST = 15, 90  # years
_SEASONS = {"весн": 3, "лет": 6, "осен": 9}  # the first month; a winter lies in two years


class Clock(NamedTuple):
    """What day it was when the post was written, or at the latest when it was seen (``posted`` is False)."""

    today: date
    posted: bool

    @classmethod
    def of(cls, posted: datetime | None, seen: datetime) -> "Clock":
        """Return the clock of a post."""
        return cls((posted or seen).date(), posted is not None)


def value(found: DateFound, field: Field, clock: Clock) -> PartialDate | None:
    """Return the date's value as ``field``; None where the year cannot be known or the day does not exist."""
    year, how = found.year, How.STATED
    if found.same and year is None:
        return None
    if year is None:
        if not clock.posted or field is Field.BIRTH or (found.month is None and found.shift is None):
            return None
        year, how = _year(found, field, clock.today), How.FROM_POST_DATE
    elif found.short:
        year = _full_year(year, field, clock.today)
    return None if year is None else possible(year, found.month, found.day, how, field, clock.today)


def possible(year: int, month: int | None, day: int | None, how: How, field: Field, today: date) -> PartialDate | None:
    """Return the date if there is such a day and it can be that of a birth, a death and so on."""
    try:
        when = PartialDate(year, month, day, how)
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if field is Field.BIRTH:
        return when if 1900 <= year <= today.year - YOUNGEST else None
    if field is Field.MOBILISED:
        earliest = FIRST_MOBILISED.replace(month=1) if month is None else FIRST_MOBILISED
        return when if earliest <= first <= today else None
    latest = today + timedelta(days=1 if field is Field.DEATH else 60)
    return when if year >= FIRST_DEATH and first <= latest else None


def relative(found: Relative, field: Field, clock: Clock, *, ahead: bool) -> PartialDate | None:
    """Return what "вчера", "в пятницу" or "в прошлом месяце" mean; ``ahead`` where the words speak of the future."""
    if not clock.posted or field is Field.BIRTH:
        return None
    if found.unit is Unit.SEASON and found.season == "осенью" and field is Field.MOBILISED and not found.which:
        return possible(_CALLED_UP.year, None, None, How.FROM_POST_DATE, field, clock.today)
    first, last = _days(found, clock.today, ahead=ahead)
    if first is None or last is None:
        return None
    month = first.month if (first.year, first.month) == (last.year, last.month) else None
    if found.unit in (Unit.YEAR, Unit.SEASON):
        month = None
    elif month is None:
        return None
    day = first.day if month and first == last else None
    return possible(first.year, month, day, How.FROM_POST_DATE, field, clock.today)


def _days(found: Relative, today: date, *, ahead: bool) -> tuple[date | None, date | None]:
    """Return the first and the last day that the words can mean."""
    n = found.amount
    if found.unit is Unit.DAY:
        day = today + timedelta(days=n)
        return day, day
    if found.unit is Unit.WEEKDAY:
        day = _weekday(n, found.which, today, ahead=ahead)
        return day, day
    if found.unit is Unit.NUMBER:
        return (_numbered(n, today, ahead=ahead),) * 2
    if found.unit is Unit.WEEK:
        monday = today + timedelta(days=7 * n - today.weekday())
        return monday, monday + timedelta(days=6) if n or ahead else today
    if found.unit is Unit.MONTH:
        month = (today.replace(day=1) - timedelta(days=1)).replace(day=1) if n else today.replace(day=1)
        return _day_of(month, found.which)
    if found.unit is Unit.ANNIVERSARY:
        return (_months_before(today, -n),) * 2
    year = _season_year(found, today) if found.unit is Unit.SEASON else today.year + n
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def _day_of(month: date, figure: str) -> tuple[date | None, date | None]:
    """Return the day of "8 числа этого месяца", or the whole month."""
    if not figure:
        return month, month + timedelta(days=27)
    try:
        day = month.replace(day=int(figure))
    except ValueError:
        return None, None
    return day, day


def _weekday(number: int, which: str, today: date, *, ahead: bool) -> date:
    """Return the nearest such day: before today where it is told as past ("прошлый": not today), else after."""
    if which.endswith("week"):
        return today + timedelta(days=number - today.weekday() - 7 * (which == "last week"))
    if which == "last":
        return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    if which == "coming" or ahead:
        return today + timedelta(days=(number - today.weekday()) % 7)
    return today - timedelta(days=(today.weekday() - number) % 7)


def _numbered(day: int, today: date, *, ahead: bool) -> date | None:
    """Return the nearest day of that number, today or before, or ``ahead``."""
    month = today.replace(day=1)
    if ahead and day < today.day:
        month = (month + timedelta(days=31)).replace(day=1)
    elif not ahead and day > today.day:
        month = (month - timedelta(days=1)).replace(day=1)
    return _day_of(month, str(day))[0]


def _season_year(found: Relative, today: date) -> int | None:
    begins = next((month for stem, month in _SEASONS.items() if found.season.startswith(stem)), None)
    if begins is None:
        return None
    begun = begins <= today.month
    if found.which == "this":
        return today.year if begun else None
    if found.which == "last" and today.month >= begins + 3:
        return None  # this year's or the last's: people mean either
    if found.which == "last":
        return today.year - 1
    return today.year if begun else today.year - 1


def _months_before(day: date, months: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return None


def _year(found: DateFound, field: Field, today: date) -> int:
    """Return the year that puts a death in the past, and a burial nearest to the post."""
    month, day = found.month or 1, found.day or 1
    if field is Field.MOBILISED and found.shift is None and month >= _CALLED_UP.month and today >= _CALLED_UP:
        return _CALLED_UP.year
    if found.shift is not None and not found.ago:
        return today.year + found.shift
    if field is Field.BURIAL or found.ago:
        near = today - timedelta(days=round(365.25 * -(found.shift or 0)))
        years = (near.year - 1, near.year, near.year + 1)
        # The 28th stands for the 29th of February: a year is wanted, not a day.
        return min(years, key=lambda y: abs((date(y, month, min(day, 28)) - near).days))
    return today.year if (month, day) <= (today.month, today.day) else today.year - 1


def _full_year(short: int, field: Field, today: date) -> int:
    """Return the year that two digits mean: a birth at least fifteen years ago, anything else this century."""
    latest = today.year - (YOUNGEST if field is Field.BIRTH else 0)
    return 2000 + short if 2000 + short <= latest else 1900 + short
