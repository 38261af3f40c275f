"""The day of a death that no word names: of a tale that ends in it, or the only day of a fight."""

from datetime import UTC, datetime

import pytest

from extract.text.anchor import Clock
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.roles import DateFinder
from sinodik.records import Field

POSTED = datetime(2023, 3, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> DateFinder:
    return DateFinder(lexicon.cues)


# (post, the day of death, whether it is all the dead's)
TOLD = [
    ("Простились с Петром. 9 февраля осколок дрона достал его у Кедровки.", "2023-02-09", False),
    ("Нет больше Пети. Вчера под Кедровкой, миной, сразу.", "2023-03-09", False),
    ("Погибли трое. 24 января машина поймала ракету. Не выжил никто.", "2023-01-24", True),
    ("Семья узнала о гибели. Колонну расстреляли ещё 27 февраля.", "2023-02-27", True),
    ("В январе, 14 января, рота оказалась в окружении. Пётр погиб.", "2023-01-14", True),
]


@pytest.mark.parametrize(("text", "day", "together"), TOLD)
def test_the_only_day_of_a_fight(finder: DateFinder, text: str, day: str, together: bool):
    days = finder.dated(Document(text), Clock.of(POSTED, POSTED))
    assert [(str(one.value), one.together) for one in days if one.field is Field.DEATH] == [(day, together)]


NONE = [
    "Погиб Пётр. 9 февраля он получил осколочное ранение в бою.",
    "Погиб Пётр. 9 февраля попал в плен после боя.",
    "Погиб Пётр. 9 февраля начался штурм. 12 февраля начался обстрел.",  # which of the two?
    "Погиб Пётр. С 9 февраля он был в боях.",
    "Погиб Пётр. Митинг у танка состоится 20 марта.",
    "Погиб Пётр. 9 февраля он звонил с передовой перед боем.",
    "КЕДРОВСК, 9 марта. Погиб боец.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_day_is_guessed(finder: DateFinder, text: str):
    days = finder.dated(Document(text), Clock.of(POSTED, POSTED))
    assert [str(one.value) for one in days if one.field is Field.DEATH] == []
