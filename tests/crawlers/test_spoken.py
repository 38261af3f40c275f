from datetime import UTC, datetime

import pytest

from crawlers.spoken import said

SEEN = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # it is the 23rd in Moscow already


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


SAID = [
    ("сегодня в 10:30", utc(2026, 11, 23, 7, 30)),
    ("Сегодня в\xa010:30", utc(2026, 11, 23, 7, 30)),
    ("вчера в 9:05", utc(2026, 11, 22, 6, 5)),
    ("вчера 21:05", utc(2026, 11, 22, 18, 5)),
    ("12 мар в 10:30", utc(2026, 3, 12, 7, 30)),
    ("25 ноя в 8:00", utc(2025, 11, 25, 5, 0)),  # this year's has not come yet
    ("12 мая 2023 в 0:10", utc(2023, 5, 11, 21, 10)),
    ("12 мая 2023", utc(2023, 5, 12, 12)),
    ("1 июля 2022 в 10:00", utc(2022, 7, 1, 7)),
    ("10:07", utc(2026, 11, 23, 7, 7)),
    ("today at 9:05 pm", utc(2026, 11, 23, 18, 5)),
    ("12 Mar 2023 at 12:15 am", utc(2023, 3, 11, 21, 15)),
    ("5 минут назад", None),
    ("час назад", None),
    ("только что", None),
    ("31 июн 2023", None),
    ("29 фев в 10:00", None),
    ("99 мар", None),
    ("12 марсиан", None),
    ("12 мар 0000", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "moment"), SAID)
def test_said(words: str, moment: datetime | None):
    assert said(words, SEEN) == moment


def test_what_is_said_of_one_moment_does_not_change():
    """A post is one version, whichever day it is read on."""
    told = [
        ("сегодня в 10:30", utc(2023, 3, 9, 12)),
        ("вчера в 10:30", utc(2023, 3, 10, 12)),
        ("9 мар в 10:30", utc(2023, 5, 1)),
        ("9 мар 2023 в 10:30", utc(2024, 5, 1)),
    ]
    assert {said(*each) for each in told} == {utc(2023, 3, 9, 7, 30)}
