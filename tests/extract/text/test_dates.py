"""The grammar of dates, their roles, and the year that a post leaves out."""

from datetime import UTC, datetime

import pytest

from extract.text.dates import dates
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.roles import Clock, dated
from sinodik.records import Field, How

B, D, F = Field.BIRTH, Field.DEATH, Field.BURIAL

FORMS = [
    ("12.03.1998", (1998, 3, 12)),
    ("12. 03. 1998", (1998, 3, 12)),
    ("12/03/1998", (1998, 3, 12)),
    ("12-03-1998", (1998, 3, 12)),
    ("1998-03-12", (1998, 3, 12)),
    ("3 марта 2023 года", (2023, 3, 3)),
    ("«3» марта 2023 г.", (2023, 3, 3)),
    ("10-го февраля 2023-го", (2023, 2, 10)),
    ("4.VII.1997", (1997, 7, 4)),
    ("13.Х.2022", (2022, 10, 13)),
    ("в марте 2022", (2022, 3, None)),
    ("в мае 22-го", (22, 5, None)),
    ("9 мая", (None, 5, 9)),
    ("в мае", (None, 5, None)),
    ("2022 год", (2022, None, None)),
    ("85 г.р.", (85, None, None)),
    ("17.09.88", (88, 9, 17)),
]


@pytest.mark.parametrize(("text", "parts"), FORMS)
def test_a_date_is_found_whole(text: str, parts: tuple[int | None, ...]):
    (found,) = dates(Document(text))
    assert (found.year, found.month, found.day) == parts
    assert text.removeprefix("в ").startswith(text[found.start : found.end].removeprefix("в ")[:4])


@pytest.mark.parametrize(
    "text",
    [
        "тел. 8-900-123-45-67",
        "карта 2202 1990 2001 2015",
        "в 10:30",
        "32.13.2020 ",
        "12.03",
        "100500",
        "2202202220222022",
    ],
)
def test_what_is_no_date(text: str):
    values = list(dated_values(f"Погиб: {text}"))
    assert values == []


def dated_values(text: str, posted: str = "2023-03-10", lexicon: Lexicon | None = None):
    from extract.text.lexicon import load

    clock = Clock.of(datetime.fromisoformat(posted).replace(tzinfo=UTC), datetime.now(UTC))
    return [(d.field, str(d.value)) for d in dated(Document(text), (lexicon or load()).cues, clock)]


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
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_a_date_has_the_role_that_its_words_give_it(lexicon: Lexicon, text: str, expected: list[tuple[Field, str]]):
    assert sorted(dated_values(text, lexicon=lexicon)) == sorted(expected)


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
]


@pytest.mark.parametrize("text", NO_ROLE)
def test_a_date_of_something_else_is_left_alone(lexicon: Lexicon, text: str):
    assert dated_values(text, lexicon=lexicon) == []


def test_a_year_from_the_post_is_said_to_be_so(lexicon: Lexicon):
    clock = Clock.of(datetime(2023, 1, 5, tzinfo=UTC), datetime(2023, 1, 6, tzinfo=UTC))
    (found,) = dated(Document("погиб 20 декабря"), lexicon.cues, clock)
    assert found.value.how is How.FROM_POST_DATE
    assert found.value.year == 2022


def test_without_the_posts_date_no_year_is_guessed(lexicon: Lexicon):
    clock = Clock.of(None, datetime(2023, 1, 6, tzinfo=UTC))
    assert list(dated(Document("погиб 20 декабря"), lexicon.cues, clock)) == []
    assert len(list(dated(Document("погиб 20 декабря 2022"), lexicon.cues, clock))) == 1
