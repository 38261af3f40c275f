"""The birth of whom a post says how old he would be today."""

from datetime import UTC, datetime

import pytest

from extract.text.anchor import Clock
from extract.text.birthdays import birthdays
from extract.text.document import Document

POSTED = datetime(2025, 4, 26, tzinfo=UTC)
TODAY = [
    ("Сегодня тебе исполнилось бы 45.", "1980-04-26"),
    ("Тебе бы сегодня исполнилось 49, папа.", "1976-04-26"),
    ("Сегодня Петру было бы тридцать.", "1995-04-26"),
    ("Сегодня ему бы исполнилось 30 лет.", "1995-04-26"),
    ("Сегодня брату стукнуло бы двадцать пять.", "2000-04-26"),
    ("Тебе сегодня было бы 35.", "1990-04-26"),
    ("Сегодня сыну исполнилось бы только 22.", "2003-04-26"),
]


@pytest.mark.parametrize(("text", "born"), TODAY)
def test_a_birthday_that_he_did_not_reach(text: str, born: str):
    assert [str(one.value) for one in birthdays(Document(text), Clock.of(POSTED, POSTED))] == [born]


NONE = [
    "Сегодня школе исполнилось 45 лет.",
    "Завтра ему исполнилось бы 45.",
    "Сегодня исполнилось 40 дней.",
    "Сегодня мне исполнилось 45.",
    "В мае ему было бы 45.",
    "Сегодня ему было бы 5 лет.",
]


@pytest.mark.parametrize("text", NONE)
def test_another_day(text: str):
    assert list(birthdays(Document(text), Clock.of(POSTED, POSTED))) == []


def test_without_the_posts_day():
    assert list(birthdays(Document(TODAY[0][0]), Clock.of(None, POSTED))) == []
