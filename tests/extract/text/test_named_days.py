"""Days named by another day, by a feast or by their number alone: of what day the words speak."""

import pytest

from extract.text.dates import dates
from extract.text.document import Document
from extract.text.named_days import named_days

DAYS = [
    ("29 сентября борт прибыл. Похоронили в тот же день.", (None, 9, 29)),
    ("5 мая 2022 года был ранен и на следующий день умер", (2022, 5, 6)),
    ("31 декабря 2022 года был ранен, умер через сутки", (2023, 1, 1)),
    ("8 декабря машина подорвалась. Он умер через три дня.", (None, 12, 11)),
    ("16 марта 2025 года подорвался. Скончался спустя двое суток.", (2025, 3, 18)),
    ("16.03.25 подорвался, скончался 2 дня спустя", (2025, 3, 18)),
    ("погиб 10 января, хоронили 29-го.", (None, 1, 29)),
    ("погиб на Рождество под Кедровкой", (None, 1, 7)),
]


@pytest.mark.parametrize(("text", "parts"), DAYS)
def test_a_day_is_named_otherwise(text: str, parts: tuple[int | None, ...]):
    document = Document(text)
    (found,) = named_days(document.low, dates(document))
    assert (found.year, found.month, found.day) == parts


NONE = [
    "Умер на следующий день",  # after which?
    "Родился 5 мая 1990 года, крещён через три дня",
    "5 мая умер через три дня после ранения",
    "5 мая погиб, через сорок дней помянули",
    "с 4-го на 5-е мая",
    "5 мая бойцы 29-го полка",
    "погиб 20 мая, родился 11-го",  # of that month or of the next?
    "в городе Покров",
    "В День Победы помянули павших",
]


@pytest.mark.parametrize("text", NONE)
def test_no_day_is_named(text: str):
    document = Document(text)
    assert list(named_days(document.low, dates(document))) == []
