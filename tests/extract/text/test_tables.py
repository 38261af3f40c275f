"""Tables with a head: what it calls a cell, and what is told in cells that only the head explains."""

import pytest

from extract.text.callsigns import callsigns
from extract.text.document import Document
from extract.text.morphology import Morphology
from extract.text.tables import called, role, tables, told_by_heads
from sinodik.records import Field

BARS = """Погибшие
№ | ФИО | Дата рождения | Дата похорон
|---|---|---|---|
1 | Кедров Пётр | 12.03.1990 | 5.02.2023

Конец | 1"""
SEMICOLONS = """Список, форма: ФИО;дата гибели;позывной;район
Кедров Пётр;5.02.2023;Сыч;Отрадненский
Белов Олег;7.02.2023;;Луговской"""
TABS = "Фамилия\tИмя\tВозраст\nКедров\tПётр\t34"
NO_TABLE = ["Имя героя | 5 мая 2023\nПётр | погиб", "Имя | Возраст", "Погибли:\nКедров Пётр | 1990\nБелов Олег | 1991"]


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        (BARS, "12.03.1990", "дата рождения"),
        (BARS, "5.02.2023", "дата похорон"),
        (BARS, "Конец", ""),
        (SEMICOLONS, "Кедров", "фио"),
        (SEMICOLONS, "Сыч", "позывной"),
        (TABS, "34", "возраст"),
    ],
)
def test_what_the_head_calls_a_cell(text: str, word: str, head: str):
    document = Document(text)
    assert called(document, tables(document), text.index(word)) == head


@pytest.mark.parametrize("text", NO_TABLE)
def test_what_is_no_table(text: str):
    assert tables(Document(text)) == []


@pytest.mark.parametrize(
    ("text", "date", "field"),
    [
        (BARS, "12.03.1990", Field.BIRTH),
        (BARS, "5.02.2023", Field.BURIAL),
        (SEMICOLONS, "7.02.2023", Field.DEATH),
        (TABS, "34", None),
    ],
)
def test_of_what_a_date_is_by_its_head(text: str, date: str, field: Field | None):
    document = Document(text)
    assert role(document, tables(document), text.index(date)) is field


def test_call_signs_are_told_by_their_heads(morphology: Morphology):
    found = callsigns(Document(SEMICOLONS.replace("Сыч", "СЫЧ-2")), [], morphology)
    assert [one.value for one in found] == ["Сыч-2"]
    assert list(callsigns(Document(SEMICOLONS.replace("Сыч", "—")), [], morphology)) == []


def test_districts_are_told_by_their_heads():
    found = [(f.field, f.value, SEMICOLONS[f.start : f.end]) for f in told_by_heads(Document(SEMICOLONS))]
    assert found == [
        (Field.DISTRICT, "Отрадненский район", "Отрадненский"),
        (Field.DISTRICT, "Луговской район", "Луговской"),
    ]
