"""Who is dead, and who only stands near."""

from collections.abc import Callable

import pytest

from extract.text import TextReader
from sinodik.records import Evidence, Status

DEAD = "Погиб на СВО рядовой Кедров Пётр Ильич."

NEAR = [
    "Глава района Лаптев Павел Сергеевич выразил соболезнования.",
    "Об этом сообщил военный комиссар Иван Сергеевич Баранов.",
    "Соболезнования матери героя Анне Николаевне Кедровой.",
    "У него остались жена Кедрова Мария Олеговна и сын.",
    "Мама — Кедрова Анна Николаевна.",
    "Сестра погибшего, Инна Кедрова, рассказала о брате.",
    "По словам Олега Ромашова, это был надёжный друг.",
    "Прощание прошло в школе имени Ивана Морозова.",
    "Фото: Анна Веселова.",
    "Карта для помощи, получатель Кедрова Мария Олеговна.",
    "Классный руководитель Тамара Петровна Зуева помнит его.",
    "Спасибо Рыбину Олегу Петровичу и Анне Седовой.",
    "Его прадед, Фёдор Иванович Кузьмин, воевал в Великой Отечественной.",
]


@pytest.mark.parametrize("near", NEAR)
def test_the_living_near_a_dead_one_are_left_out(reader: TextReader, make_evidence: Callable[..., Evidence], near: str):
    found = reader.mentions(make_evidence(f"{DEAD} {near}"))
    assert [str(m.name) for m in found] == ["Кедров Пётр Ильич"]


STILL_DEAD = [
    ("Погиб мой брат Сергей Иванов.", "Иванов Сергей"),
    ("Матери Сергея Иванова вручили орден погибшего сына.", "Иванов Сергей"),
    ("Моего мужа Рогова Виктора Ивановича больше нет.", "Рогов Виктор Иванович"),
    ("Погиб учитель истории Зимин Олег Павлович.", "Зимин Олег Павлович"),
    ("Командир роты капитан Савельев Арсений Дмитриевич погиб в бою.", "Савельев Арсений Дмитриевич"),
    ("Совет депутатов соболезнует в связи с гибелью Копылова Валерия.", "Копылов Валерий"),
]


@pytest.mark.parametrize(("text", "name"), STILL_DEAD)
def test_kin_and_office_do_not_hide_a_dead_one(
    reader: TextReader, make_evidence: Callable[..., Evidence], text: str, name: str
):
    assert [str(m.name) for m in reader.mentions(make_evidence(text))] == [name]


NOBODY = [
    "Поздравляем Соколова Ивана Петровича с юбилеем!",
    "Информация о гибели Малышева Кирилла не подтвердилась.",
    "Мой прадед Кузьмин Фёдор погиб в 1942 году под Ржевом.",
    "Суд вынес приговор Кротову Семёну за ДТП, в котором погибли двое.",
    "Почтили память погибших. Концерт вёл Семён Дубов.",
    "",
    "😢🕯🙏",
]


@pytest.mark.parametrize("text", NOBODY)
def test_posts_without_a_dead(reader: TextReader, make_evidence: Callable[..., Evidence], text: str):
    assert reader.mentions(make_evidence(text)) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Пропал без вести ефрейтор Ключников Тарас.", Status.MISSING),
        ("Ключников Тарас считался пропавшим без вести. Погиб 11 ноября.", Status.DEAD),
        ("Погиб Ключников Тарас.", Status.DEAD),
    ],
)
def test_what_became_of_him(reader: TextReader, make_evidence: Callable[..., Evidence], text: str, status: Status):
    assert [m.status for m in reader.mentions(make_evidence(text))] == [status]
