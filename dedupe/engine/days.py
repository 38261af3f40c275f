"""Packed dates (``yyyymmdd``, zeros for what is not known) as spans of days, and births from ages."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
NOTHING, FROM_AGE, YEAR, MONTH, DAY = range(5)
_YEAR_DAYS = 365.2425


def spans(dates: Ints) -> tuple[Ints, Ints]:
    """Return the first and the last day that each date can mean, from 1970-01-01; 0 and 0 for no date.

    >>> [int(d[0]) for d in spans(np.array([19700200]))]
    [31, 58]
    """
    distinct, where = np.unique(dates, return_inverse=True)
    year, month, day = distinct // 10000, distinct // 100 % 100, distinct % 100
    first = _days(year, np.maximum(month, 1), np.maximum(day, 1))
    after = (year * 12 + np.where(month > 0, month, 12)).astype(np.int64)  # the month that follows, from 0
    last = np.where(day > 0, first, _days(after // 12, after % 12 + 1, np.ones_like(after)) - 1)
    known = distinct > 0
    return np.where(known, first, 0)[where], np.where(known, last, 0)[where]


def _days(year: Ints, month: Ints, day: Ints) -> Ints:
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]")
    return months.astype(np.int64) + day - 1


def births(dates: Ints, ages: Ints, events: NDArray[np.int32]) -> tuple[Ints, Ints, Ints]:
    """Return the span of days in which each was born, and how precisely that is known.

    ``events`` holds the spans of death and burial and the day of the post: the first that is known dates the age.
    """
    first, last = spans(dates)
    precision = np.where(dates % 100 > 0, DAY, np.where(dates // 100 % 100 > 0, MONTH, np.where(dates > 0, YEAR, 0)))
    died_from, died_to, buried_from, buried_to, posted = events.T.astype(np.int64)
    since = np.where(died_to != 0, died_from, np.where(buried_to != 0, buried_from - 60, posted - 90))
    until = np.where(died_to != 0, died_to, np.where(buried_to != 0, buried_to, posted))
    aged = (dates == 0) & (ages >= 0) & (until != 0)
    first = np.where(aged, (since - (ages + 1) * _YEAR_DAYS).astype(np.int64) + 1, first)
    last = np.where(aged, (until - ages * _YEAR_DAYS).astype(np.int64), last)
    return first, last, np.where(aged, FROM_AGE, precision)
