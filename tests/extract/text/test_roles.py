"""Of what a date is the date, and the year that a post leaves out."""

import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text.anchor import Clock
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.roles import DateFinder
from sinodik.records import Field, How

B, D, F, M = Field.BIRTH, Field.DEATH, Field.BURIAL, Field.MOBILISED
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> DateFinder:
    return DateFinder(lexicon.cues)


def dated_values(finder: DateFinder, text: str, posted: str = "2023-03-10") -> list[tuple[Field, str]]:
    clock = Clock.of(datetime.fromisoformat(posted).replace(tzinfo=UTC), NOW)
    return [(d.field, str(d.value)) for d in finder.dated(Document(text), clock)]


ROLES = [
    ("погиб 9 мая 2022 г.", [(D, "2022-05-09")]),
    ("9 мая 2022 года погиб наш земляк", [(D, "2022-05-09")]),
    ("погиб в мае 22-го", [(D, "2022-05")]),
    ("погиб в ноябре 2022 года", [(D, "2022-11")]),
    ("погиб летом 2022 года", [(D, "2022")]),
    ("12.03.1998 г.р.", [(B, "1998-03-12")]),
    ("1985 г. р.", [(B, "1985")]),
    ("85 г.р.", [(B, "1985")]),
    ("02 г.р.", [(B, "2002")]),
    ("1990 года рождения", [(B, "1990")]),
    ("родился 5 мая 1987", [(B, "1987-05-05")]),
    ("Дата рождения: 04.11.1987\nДата гибели: 19.08.2022", [(B, "1987-11-04"), (D, "2022-08-19")]),
    ("(15.01.1990–07.02.2023)", [(B, "1990-01-15"), (D, "2023-02-07")]),
    ("15.01.1990 - 07.02.2023", [(B, "1990-01-15"), (D, "2023-02-07")]),
    ("22.08.1983-25.08.2022", [(B, "1983-08-22"), (D, "2022-08-25")]),
    ("17.09.88 - 21.02.23", [(B, "1988-09-17"), (D, "2023-02-21")]),
    ("(1998–2022)", [(B, "1998"), (D, "2022")]),
    ("* 4.VII.1997\n† 13.X.2022", [(B, "1997-07-04"), (D, "2022-10-13")]),
    ("Погиб\n9 мая 2022", [(D, "2022-05-09")]),
    ("похоронен 12 мая 2022 года", [(F, "2022-05-12")]),
    ("Прощание состоится 12 марта", [(F, "2023-03-12")]),
    ("погиб 3 марта", [(D, "2023-03-03")]),
    ("погиб 20 декабря", [(D, "2022-12-20")]),
    (
        "Родился 03 января 1996 года. Погиб 16 сентября 2022 года. Похоронен 27 сентября 2022 года.",
        [(B, "1996-01-03"), (D, "2022-09-16"), (F, "2022-09-27")],
    ),
    ("погиб 9 мая 2022 года, похоронен 12 мая 2022 года", [(D, "2022-05-09"), (F, "2022-05-12")]),
    ("мобилизован в сентябре 2022 года, погиб 3 января 2023 года", [(M, "2022-09"), (D, "2023-01-03")]),
    ("призван 25.09.2022 по мобилизации", [(M, "2022-09-25")]),
    (
        "Родился 5 мая 1990 года, погиб 30 января 2023, похороны 7 февраля",
        [(B, "1990-05-05"), (D, "2023-01-30"), (F, "2023-02-07")],
    ),
    ("Сегодня не стало Петра. Погиб 7 февраля под обстрелом", [(D, "2023-03-10"), (D, "2023-02-07")]),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_a_date_has_the_role_that_its_words_give_it(finder: DateFinder, text: str, expected: list[tuple[Field, str]]):
    assert sorted(dated_values(finder, text)) == sorted(expected)


NAMED = [
    ("Кедров Пётр Ильич, 14.02.93. Погиб 9 февраля 2023 года", [(B, "1993-02-14"), (D, "2023-02-09")]),
    ("▪️Кедров Пётр Ильич\n▪️05.05.1995 г.\n▪️погиб 6 февраля 2023", [(B, "1995-05-05"), (D, "2023-02-06")]),
    ("Кедров Пётр Ильич — 1990 — Кедровка", [(B, "1990")]),
    ("• Кедров Пётр Ильич, 1990, позывной Лён", [(B, "1990")]),
    ("Кедров Пётр Ильич (1990)", []),
    ("Кедров Пётр Ильич, спецназ, 29 лет, 20.01.23", [(D, "2023-01-20")]),
    ("Кедров Пётр Ильич, 34 года, мобилизованный, 2 марта.", [(D, "2023-03-02")]),
    ("— капитан Кедров Пётр Ильич, войска связи, 16.05.2022, медаль Суворова", [(D, "2022-05-16")]),
    ("Кедров Пётр Ильич (1990 – 1.II.2023)", [(B, "1990"), (D, "2023-02-01")]),
    ("🎂 06/08/1990\n✝️ 15/01/2023\nКедров Пётр Ильич", [(B, "1990-08-06"), (D, "2023-01-15")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_in_a_card_the_place_tells(finder: DateFinder, text: str, expected: list[tuple[Field, str]]):
    clock = Clock.of(datetime(2023, 3, 10, tzinfo=UTC), NOW)
    end = text.index("Кедров Пётр Ильич") + len("Кедров Пётр Ильич")
    # A variation selector is dropped by the cleaning: the name's end moves with it.
    ends = {end - text[:end].count("\ufe0f")}
    assert [(d.field, str(d.value)) for d in finder.dated(Document(text), clock, ends)] == expected


TOLD_OTHERWISE = [
    ("18 февраля её машину настиг беспилотник", [(D, "2023-02-18")]),
    ("и 25 февраля не вернулся из боя", [(D, "2023-02-25")]),
    ("простились с экипажем вертолёта, сбитого 2 марта", [(D, "2023-03-02")]),
    ("18 февраля он попал под обстрел и был ранен", []),
    ("Вместе подписали контракт 1 февраля, вместе и легли – 4 марта", [(D, "2023-03-04")]),
    ("Пётр погиб 2 марта, Иван — 8 марта", [(D, "2023-03-02"), (D, "2023-03-08")]),
    ("мобилизован 24 сентября 2022 года, убит уже 12 октября", [(M, "2022-09-24"), (D, "2022-10-12")]),
    ("Взяли по мобилизации 23 сентября, 25 октября приехал", [(M, "2022-09-23")]),
    ("Родился в селе Кедровка Кедровского округа 19 мая 1989 года, окончил институт", [(B, "1989-05-19")]),
    ("С прискорбием сообщаем: 2 марта 2023 года в ходе операции погиб рядовой", [(D, "2023-03-02")]),
    ("Дата гибели — 18 ноября 2022 года", [(D, "2022-11-18")]),
    ("Умер от полученных ранений 5 марта", [(D, "2023-03-05")]),
    ("Воскресенье, 12 марта. 12.00 — прощание с Петром", [(F, "2023-03-12")]),
    ("08.02.2023\n\nПрощаемся с Петром", []),
    ("Вынос тела 12 марта в 10.00", [(F, "2023-03-12")]),
    ("Хоронили в четверг, всем селом", [(F, "2023-03-09")]),
    ("Сегодня год, как погиб Пётр", [(D, "2022-03-10")]),
    ("Сегодня 40 дней, как погиб Пётр", []),
    ("31 декабря 2022 г. – 1 января 2023 г. погиб", []),
    ("3 марта вынес из-под огня троих раненых, вернулся за четвёртым и погиб", [(D, "2023-03-03")]),
    ("3 марта, будучи тяжело раненным, вызвал огонь на себя", [(D, "2023-03-03")]),
    ("Погибшие жители района по состоянию на сегодня: Кедров Пётр Ильич.", []),
    ("Земляки пришли сегодня к зданию Дома культуры, чтобы проводить в последний путь Петра", [(F, "2023-03-10")]),
    (
        "Во вторник, 7 марта, проводили Петра.\n\nВ среду, 8 марта, — Олега. Погиб 1 марта.",
        [(F, "2023-03-07"), (F, "2023-03-08"), (D, "2023-03-01")],
    ),
    ("Жаноза прошла 5 марта", [(F, "2023-03-05")]),
    ("Он погиб 3 марта. Дед Петра скончался в 2019 году.", [(D, "2023-03-03")]),
    ("График прощаний с погибшими:\n12.03.2023, 12.00, зал — Кедров Пётр", []),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_OTHERWISE)
def test_a_clause_keeps_its_own_date(finder: DateFinder, text: str, expected: list[tuple[Field, str]]):
    assert dated_values(finder, text) == expected


def test_a_death_that_no_word_names_is_less_sure(finder: DateFinder):
    clock = Clock.of(datetime(2023, 3, 10, tzinfo=UTC), NOW)
    told, likely = finder.dated(Document("Пётр погиб 2 марта 2023 года.\n3 марта 2023 года настиг дрон"), clock)
    assert told.confidence > 0.9 > 0.75 > likely.confidence


NO_ROLE = [
    "служил с 2005 по 2021 год",
    "призван 1 октября 2020 года",
    "выпускник 2018 года, погиб при исполнении",
    "награждён 3 марта 2023 года",
    "погиб 30 февраля 2023 года",
    "погиб 9 мая 1943 года",
    "погиб 9 мая 2032 года",
    "родился 5 мая",
    "10 марта 2023 года в школе прошёл урок",
    "выходил на связь 3 июля",
    "Погиб: тел. 8-900-123-45-67",
    "Погиб: карта 2202 1990 2001 2015",
    "Погиб: в 10:30",
    "Погиб: 32.13.2020",
    "Погиб: 100500",
    "мобилизован 5 мая 1943 года",
    "мобилизованный рядовой, школу окончил в 2010 году",
    "после объявления мобилизации 21 сентября 2022 года пошёл в военкомат",
    "Вчера в школе открыли доску погибшему",
    "Погиб после 5 мая 2022 года",
]


@pytest.mark.parametrize("text", NO_ROLE)
def test_a_date_of_something_else_is_left_alone(finder: DateFinder, text: str):
    assert dated_values(finder, text) == []


def test_a_year_from_the_post_is_said_to_be_so(finder: DateFinder):
    clock = Clock.of(datetime(2023, 1, 5, tzinfo=UTC), datetime(2023, 1, 6, tzinfo=UTC))
    (found,) = finder.dated(Document("погиб 20 декабря"), clock)
    assert found.value.how is How.FROM_POST_DATE
    assert found.value.year == 2022


@pytest.mark.parametrize("text", ["погиб 20 декабря", "погиб вчера", "погиб в прошлом году", "погиб в мае"])
def test_without_the_posts_date_no_year_is_guessed(finder: DateFinder, text: str):
    clock = Clock.of(None, datetime(2023, 1, 6, tzinfo=UTC))
    assert finder.dated(Document(text), clock) == []
    assert len(finder.dated(Document("погиб 20 декабря 2022"), clock)) == 1


def test_the_day_that_is_named_is_surer_than_today(finder: DateFinder):
    clock = Clock.of(datetime(2023, 3, 10, tzinfo=UTC), NOW)
    found = finder.dated(Document("Сегодня не стало Петра. Погиб 7 февраля под обстрелом"), clock)
    assert str(max(found, key=lambda d: d.confidence).value) == "2023-02-07"


def test_a_finder_can_be_sent_to_another_process(finder: DateFinder):
    assert dated_values(pickle.loads(pickle.dumps(finder)), "погиб 9 мая 2022 г.") == [(D, "2022-05-09")]


WORDS = st.sampled_from(
    "погиб|родился|похоронен|мобилизован|призван|сообщил|вчера|завтра|в пятницу|в прошлую|субботу|неделе|на прошлой"
    "|месяце|год назад|5 мая|12.03.1998|29 февраля|31|числа|этого|прошлого года|того же года|весной|в мае|1990|–|2023"
    "|,|.|\n|30 февраля 2023".split("|")
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=25), st.dates(datetime(1970, 1, 1).date(), datetime(2100, 1, 1).date()))
def test_every_value_is_a_possible_day_and_stands_in_the_text(finder: DateFinder, words: list[str], posted):
    document = Document(" ".join(words))
    clock = Clock(posted, True)
    for found in finder.dated(document, clock):
        assert 0 <= found.start < found.end <= len(document.low)
        assert 0 < found.confidence <= 1
        assert str(found.value)
