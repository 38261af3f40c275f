"""Lists of the living in posts that speak of the dead, and rolls that tell by codes what became of whom."""

from datetime import UTC, datetime

import pytest

from extract.text import TextReader
from sinodik.records import Evidence, Field

ROWS = "\nБелозёров Пётр\nСамойлов Олег\nГаврилов Денис"
LIVING = [
    "Состав команды «Луговое» на матч памяти погибших в СВО:",
    "График дежурств у Вечного огня в память павших на СВО:",
    "Победители турнира памяти погибшего Героя России:",
    "Участники забега памяти погибших на СВО:",
    "Перечислили на памятник погибшим:",
    "Волонтёры, которые плетут сети в память погибших земляков:",
    "Тренеры клуба имени погибшего на СВО Седова:",
]
DEAD = [
    "Победители соревнований прошлых лет, погибшие на СВО:",
    "Педагоги, погибшие на СВО:",
    "Сотрудники завода, которые не вернулись с СВО:",
    "Погибшие на СВО:",
]
# A roll → the status of each.
ROLLS = [
    (
        "Рота, потери:\nБелозёров Пётр — 200\nСамойлов Олег — 300\nГаврилов Денис — плен",
        ["dead", "wounded", "captured"],
    ),
    ("Рота, потери:\nБелозёров Пётр (200)\nСамойлов Олег (трёхсотый)", ["dead", "wounded"]),
    (
        "Список раненых:\nБелозёров Пётр\nСамойлов Олег\nСписок погибших:\nРябов Егор\nЮдин Марк",
        ["wounded"] * 2 + ["dead"] * 2,
    ),
]


@pytest.mark.parametrize("heading", LIVING)
def test_a_list_of_the_living_names_no_dead(reader: TextReader, heading: str):
    assert _statuses(reader, heading + ROWS) == []


@pytest.mark.parametrize("heading", DEAD)
def test_a_list_of_the_dead_is_no_roster(reader: TextReader, heading: str):
    assert _statuses(reader, heading + ROWS) == ["dead"] * 3


def test_the_staff_is_alive(reader: TextReader):
    rows = ("Должность | ФИО | Телефон", "Сторож | Самойлов Олег Ильич | 2-33", "Кассир | Рябов Егор Ильич | 2-34")
    assert _statuses(reader, "\n".join(("Музей погибших на СВО", *rows))) == []


@pytest.mark.parametrize(("text", "statuses"), ROLLS)
def test_a_roll_tells_by_codes(reader: TextReader, text: str, statuses: list[str]):
    assert _statuses(reader, text) == statuses


def test_money_is_no_code(reader: TextReader):
    text = "На памятник погибшему сдали\nБелозёров Пётр — 500\nСамойлов Олег — 300\nГаврилов Денис — 200"
    assert "wounded" not in _statuses(reader, text)


def _statuses(reader: TextReader, text: str) -> list[str]:
    at = datetime(2024, 6, 1, 12, tzinfo=UTC)
    evidence = Evidence(
        source="k", publisher="k", kind="post", url="https://example.org/k", posted=at, seen=at, payload="0", text=text
    )
    return [mention.status.value for mention in reader.mentions(evidence) if mention.value(Field.SURNAME)]
