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
    # Days of which nothing else is told.
    ("Петра больше не увидят. Шестого февраля он пошёл за водой.", "2023-02-06", False),
    ("Контракт подписал весной, а 18 февраля его сердце остановил осколок.", "2023-02-18", False),
    ("Дочку он не увидит: 15 февраля вышел прикрывать отход и не отошёл.", "2023-02-15", False),
    ("Его прибрало одиннадцатого февраля, под Кедровкой.", "2023-02-11", False),
    ("Пети нет с 11 февраля. Простите, я не знала, как написать.", "2023-02-11", False),
    ("Исчез вместе с катером в ночь на 1 февраля.", "2023-02-01", False),
    ("Кедров Пётр, рядовой. В четверг 23 февраля на снятии, сам не успел.", "2023-02-23", False),
    ("Сгинул 13 февраля этого года. Мама принесла тельняшку.", "2023-02-13", False),
    ("ты ушёл 14 февраля, а я ставлю вторую чашку", "2023-02-14", False),
    ("В справке — 9 февраля, Кедровка, минно-взрывная.", "2023-02-09", False),
    ("Хозяйку он не дождался. Позавчера медик закрыл ему глаза.", "2023-03-08", False),
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
    # Of these days something else is told.
    "Скорбим о Петре. 4 марта мы собрались в школе.",
    "Скорбим о Петре. Вчера говорил с его вдовой.",
    "Скорбим о Петре. Ушёл на фронт 4 января добровольцем.",
    "Скорбим о Петре. Гроб привезли 4 марта.",
    "Скорбим о Петре. 4 марта, в 12:00, в доме культуры.",
    "Скорбим о Петре. Последняя смс 4 марта.",
    "Скорбим о Петре. Пришёл к нам третьего февраля.",
    "Скорбим о Петре. 4 марта родилась его дочь.",
    "Пропал без вести Кедров Пётр. Крайний раз видели 4 марта у реки, группа не вышла.",
    "Разыскиваем Петра. 4 марта он пошёл за водой.",
    "Скорбим о Петре. 4 марта он пошёл за водой. 6 марта он пошёл снова.",  # which of the two?
]


@pytest.mark.parametrize("text", NONE)
def test_no_day_is_guessed(finder: DateFinder, text: str):
    days = finder.dated(Document(text), Clock.of(POSTED, POSTED))
    assert [str(one.value) for one in days if one.field is Field.DEATH] == []
