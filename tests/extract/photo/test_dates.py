"""Dates as Tesseract reads them off graves."""

from datetime import date
from itertools import pairwise

import pytest

from extract.photo.dates import dates, month
from sinodik.records import PartialDate

SEEN = date(2023, 3, 10)
CASES = [
    ("12.03.1998 – 07.02.2023", ["1998-03-12", "2023-02-07"]),
    ("12.03.1998-07.02.2023", ["1998-03-12", "2023-02-07"]),
    ("12, 03. 1998 07 02 2023", ["1998-03-12", "2023-02-07"]),
    ("12031998 — 07022023", ["1998-03-12", "2023-02-07"]),
    ("12 марта 1998", ["1998-03-12"]),
    ("7 февраля 2023 г.", ["2023-02-07"]),
    ("* 3 мая 1987 † 19 июня 2022", ["1987-05-03", "2022-06-19"]),
    ("1998 – 2023", ["1998", "2023"]),
    ("март 1998", ["1998-03"]),
    # letters for digits, Latin for Cyrillic, one letter wrong in a month
    ("З0.11.1987 – О4.1О.2О22", ["1987-11-30", "2022-10-04"]),
    ("7 фeвpаля 2023", ["2023-02-07"]),
    ("I2 марга 1998", ["1998-03-12"]),
    # what cannot be read is left out, never guessed
    ("1Ф.03.1998 – ?7.02.2023", ["1998-03", "2023-02"]),
    ("?? марта 1998", ["1998-03"]),
    ("12 ию1я 1998", ["1998"]),  # June or July
    ("31.02.2022", ["2022"]),  # the day or the month
    ("12.13.2020", ["2020"]),
    ("42.03.1998", ["1998-03"]),
    # no dates
    ("1З.01.2030", []),  # after the photo was seen
    ("11 марта 2023", []),
    ("Вечная память", []),
    ("Вечная память 2020", []),
    ("тел. 8 912 345 2023", []),
    ("кв. 12 уч. 1998", []),
    ("112.03.19981", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_dates(text, expected):
    found = dates(text, SEEN)
    assert [str(f.when) for f in found] == expected
    for one, other in pairwise(found):
        assert one.end <= other.start


def test_a_date_is_where_it_says():
    text = "род. 12.03.1998 – погиб 7 февраля 2023"
    assert [text[f.start : f.end] for f in dates(text, SEEN)] == ["12.03.1998", "7 февраля 2023"]
    text = "1998 – 2023"
    assert [text[f.start : f.end] for f in dates(text, SEEN)] == ["1998", "2023"]


def test_a_mended_date_is_known_as_such():
    assert [f.mended for f in dates("З0.11.1987 – 04.10.2022", SEEN)] == [True, False]


def test_the_day_of_seeing_is_the_last_that_can_be_meant():
    assert dates("10.03.2023", SEEN)[0].when == PartialDate(2023, 3, 10)
    assert dates("11.03.2023", SEEN) == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *[("января", 1), ("ЯНВАРЯ", 1), ("мая", 5), ("фсвраля", 2), ("августо", 8), ("июня", 6), ("июля", 7)],
        *[("июпя", None), ("иювя", None), ("память", None), ("ман", None), ("сын", None), ("Марина", None)],
    ],
)
def test_months(word, expected):
    assert month(word) == expected
