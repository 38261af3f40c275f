"""The month or the year of which a list is."""

from datetime import UTC, datetime

import pytest

from extract.text import TextReader
from extract.text.anchor import Clock
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.list_times import list_times
from extract.text.roles import DateFinder
from sinodik.records import Evidence, Field, digest

POSTED = datetime(2023, 12, 10, 12, tzinfo=UTC)
ROWS = "Кедров Пётр Ильич, Отрадное\nБелов Олег Иванович, Луговое"


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> DateFinder:
    return DateFinder(lexicon.cues)


def deaths(reader: TextReader, text: str) -> list[str]:
    evidence = Evidence(
        source="s", publisher="p", kind="post", url="https://example.org/1", posted=POSTED, seen=POSTED,
        payload=digest(text), text=text,
    )  # fmt: skip
    return [str(mention.value(Field.DEATH)) for mention in reader.mentions(evidence)]


HEADS = [
    ("Погибшие на СВО за ноябрь:", "2023-11"),
    ("Погибли на Украине за ноябрь:", "2023-11"),
    ("Потери района на СВО за январь 2023", "2023-01"),
    ("Итоги года. Погибшие участники СВО (2023):", "2023"),
    ("Земляки, погибшие на СВО за 2022 год:", "2022"),
    ("Сельчане, которых мы потеряли в этом году на СВО:", "2023"),
]


@pytest.mark.parametrize(("head", "when"), HEADS)
def test_a_list_of_a_time(reader: TextReader, head: str, when: str):
    assert deaths(reader, f"{head}\n{ROWS}") == [when, when]


def test_months_head_its_parts():
    text = "Погибшие, 2022.\nЯнварь. Кедров Пётр, Белов Олег.\nФевраль. Никого.\nМАРТ 2023:\nСедов Иван."
    document, clock = Document(text), Clock.of(POSTED, POSTED)
    times = [(str(one.value), text[one.end : one.reach]) for one in list_times(document, ((), ()), clock, {36, 48})]
    assert [value for value, _ in times] == ["2022-01", "2022-02", "2023-03"]
    assert ["Белов" in under for _, under in times] == [True, False, False]


def test_a_row_s_own_day_is_surer(reader: TextReader):
    rows = "Кедров Пётр Ильич, погиб 12 ноября\nБелов Олег Иванович, Луговое"
    assert deaths(reader, f"Погибшие на СВО за ноябрь:\n{rows}") == ["2023-11-12", "2023-11"]


NO_TIME = [
    "Павшие на СВО (2022–2026):",
    "Список погибших жителей района за ноябрь:",
    "Погибшие, о которых стало известно за ноябрь:",
    "В этом году несли портреты погибших на СВО:",
    "Награды погибших вручены за ноябрь:",
    "Погибшие на СВО земляки:",
]


@pytest.mark.parametrize("head", NO_TIME)
def test_the_time_of_something_else(reader: TextReader, head: str):
    assert set(deaths(reader, f"{head}\n{ROWS}")) <= {"None"}


def test_one_name_is_no_list():
    document, clock = Document("Погибший за ноябрь\nКедров Пётр"), Clock.of(POSTED, POSTED)
    assert list(list_times(document, ((), ()), clock, {30})) == []
