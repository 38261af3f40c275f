"""Days that head a schedule, and days of tales whose end is told later."""

from datetime import UTC, datetime

import pytest

from extract.text.anchor import Clock
from extract.text.date_cues import CueFinder
from extract.text.dates import dates
from extract.text.day_headings import day_headings, narrated
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.roles import DateFinder
from sinodik.records import Field

NARRATED = [
    ("21 октября 2022 года рота оказалась в окружении. Командир велел отходить. Он остался у пулемёта и погиб.", 1),
    ("Экипаж взлетел 1 октября. Машина была подбита.", 1),
    ("Вели бой 6 августа. Погиб, прикрывая отход.", 1),
    ("6 августа подписал контракт. Погиб под Угледаром.", 0),
    ("С 6 августа был в роте. Погиб под Угледаром.", 0),
    ("6 августа вышли на рубеж. Погиб 9 августа.", 0),
    ("6 августа попали под огонь. Спустя два дня скончался.", 0),
    ("6 августа вышли на рубеж.\nПогиб под Угледаром.", 0),
    ("6 августа вышли на рубеж. Все вернулись.", 0),
]


@pytest.mark.parametrize(("text", "days"), NARRATED)
def test_a_tale_of_a_day_ends_in_a_death(lexicon: Lexicon, text: str, days: int):
    document = Document(text)
    assert len(list(narrated(document, dates(document), CueFinder(lexicon.cues).cues(document.low)))) == days


def test_a_death_that_is_named_is_preferred_to_a_tale(lexicon: Lexicon):
    clock = Clock.of(datetime(2023, 3, 10, tzinfo=UTC), datetime(2023, 3, 10, tzinfo=UTC))
    text = "Погиб 3 марта 2023 года. 1 марта вышли на рубеж. Погиб как герой."
    days = DateFinder(lexicon.cues).dated(Document(text), clock)
    assert [(day.field, str(day.value)) for day in days] == [(Field.DEATH, "2023-03-03")]


SCHEDULES = [
    ("График прощаний\n6 мая (пятница)\n10:00 Кедров\n7 мая\n11:00 Белов", ["Кедров", "Белов"], 2),
    ("График прощаний\n6 мая (пятница)\n10:00 Кедров", ["Кедров"], 0),
    ("Погибли\n6 мая (пятница)\nКедров\n7 мая\nБелов", ["Кедров", "Белов"], 0),
    ("График прощаний\n6 мая в ДК\nКедров\n7 мая в зале\nБелов", ["Кедров", "Белов"], 0),
]


@pytest.mark.parametrize(("text", "names", "days"), SCHEDULES)
def test_a_day_heads_a_part_of_a_schedule(text: str, names: list[str], days: int):
    document = Document(text)
    ends = {text.index(name) + len(name) for name in names}
    held = day_headings(document, dates(document), ends)
    assert len(held) == days
    assert all(start < reach for start, reach in held.items())
