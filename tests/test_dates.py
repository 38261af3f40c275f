from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinodik.dates import compatible, days_apart, earliest, in_russian, latest
from sinodik.records import PartialDate

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda d: PartialDate(d.year, d.month, d.day))
DATES = DAYS.flatmap(lambda d: st.sampled_from([d, PartialDate(d.year, d.month), PartialDate(d.year)]))

RANGES = [
    ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
    ("2022-05-09", date(2022, 5, 9), date(2022, 5, 9)),
]


@pytest.mark.parametrize(("when", "first", "last"), RANGES)
def test_what_a_date_can_mean(when, first, last):
    assert (earliest(PartialDate.parse(when)), latest(PartialDate.parse(when))) == (first, last)


PAIRS = [
    ("2022-05-09", "2022-05-09", 0),
    ("2022-05-09", "2022-05", 0),
    ("2022-05-09", "2022", 0),
    ("2022-05", "2022-06", 1),
    ("2022", "2021-12-30", 2),
    ("2022-05-09", "2022-05-19", 10),
    ("1990", "1992", 366),
]


@pytest.mark.parametrize(("a", "b", "days"), PAIRS)
def test_how_far_apart(a, b, days):
    a, b = PartialDate.parse(a), PartialDate.parse(b)
    assert days_apart(a, b) == days_apart(b, a) == days
    assert compatible(a, b) == compatible(b, a) == (days == 0)


@given(DATES)
def test_the_last_day_is_the_last(when):
    first, last = earliest(when), latest(when)
    assert first <= last
    if when.day is None:
        assert (last + timedelta(days=1)).day == 1


@given(DATES, DATES)
def test_apart_or_compatible(a, b):
    assert compatible(a, b) == (days_apart(a, b) == 0)


WRITTEN = [("2022-05-09", "9 мая 2022"), ("2022-05", "май 2022"), ("2022", "2022"), ("1941-01-31", "31 января 1941")]


@pytest.mark.parametrize(("when", "written"), WRITTEN)
def test_in_russian(when, written):
    assert in_russian(PartialDate.parse(when)) == written
