"""Rows of a series: what of a line is whose, and of whom a word in the plural is told."""

import re

import pytest

from extract.text.document import Document
from extract.text.rows import Named, Series, apposed, lines

NAME = re.compile(r"[А-Я][а-яё]+ (?:Кедров|Белов|Седов|Рыбин)")


def named(text: str) -> list[Named]:
    return [Named(match.start(), match.end(), "Nom", "Masc") for match in NAME.finditer(text)]


# (a line, the row of each of its marked words)
SERIES = [
    ("Погибли: Пётр Кедров, 1990, Отрадное; Олег Белов, 1991, Луговое",
     {"1990": 1, "Отрадное": 1, "1991": 2, "Луговое": 2}),
    ("Пётр Кедров 1990 / Олег Белов 1991 / Иван Седов 1992", {"1990": 1, "1991": 2, "1992": 3}),
    ("Пётр Кедров, 12.03.1990 - 5.02.2023 | Олег Белов, 1991", {"12.03.1990": 1, "2023": 1, "1991": 2}),
    ("рядовой Пётр Кедров, сержант Олег Белов и ефрейтор Иван Седов", {"рядовой": 1, "сержант": 2, "ефрейтор": 3}),
    ("Пётр Кедров (Отрадное, 1990), Олег Белов (Луговое, 1991)", {"Отрадное": 1, "1990": 1, "Луговое": 2, "1991": 2}),
    ("Пётр Кедров (1990 г.р.) и Олег Белов (1991 г.р.)", {"1990": 1, "1991": 2}),
    ("Пётр Кедров служил в Отрадном, Олег Белов погиб 5 мая", {"Отрадном": 0, "мая": 0}),
    ("Погиб Пётр Кедров. Олег Белов выражает соболезнования", {"выражает": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), SERIES)
def test_which_row_a_word_is_in(text: str, rows: dict[str, int]):
    series = Series(Document(text), named(text))
    assert {word: series.number(text.index(word)) for word in rows} == rows


def test_names_in_two_cases_are_no_series():
    text = "мать Петра Кедрова, Анна Белова, 1990"
    names = [Named(5, 18, "Gen", "Masc"), Named(20, 31, "Nom", "Fem")]
    assert Series(Document(text), names).number(text.index("1990")) == 0


LINES = [
    ("Пётр Кедров, 1990\nОлег Белов, 1991\n\nИван Седов", [3]),
    ("Пётр Кедров\nжил здесь\nОлег Белов\nИван Седов", [1, 2]),
    ("Пётр Кедров, Олег Белов\nИван Седов\nАнтон Рыбин", [2]),
]


@pytest.mark.parametrize(("text", "sizes"), LINES)
def test_lines_that_name_one_each(text: str, sizes: list[int]):
    assert [len(rows) for rows in lines(Document(text), named(text))] == sizes


APPOSED = [
    ("мобилизованные Пётр Кедров и Олег Белов погибли", "Олег Белов"),
    ("рядовые Пётр Кедров, Олег Белов и сержант Иван Седов", "Олег Белов"),
    ("рядовые Пётр Кедров (Отрадное) и Олег Белов", "Олег Белов"),
    ("рядовые роты. Пётр Кедров и Олег Белов", ""),
    ("рядовые: Пётр Кедров служил", ""),
]


@pytest.mark.parametrize(("text", "last"), APPOSED)
def test_whom_a_word_in_the_plural_leads(text: str, last: str):
    at = re.compile(r"мобилизованные|рядовые").match(text).end()
    assert text[at : apposed(Document(text), named(text), at)].endswith(last)
    assert (apposed(Document(text), named(text), at) > at) == bool(last)
