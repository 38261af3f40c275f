"""Whose place and service it is, through the whole reader."""

from datetime import UTC, datetime

import pytest

from extract.text import TextReader
from sinodik.records import Evidence, Field, digest

POSTS = [
    (
        "Погибли ещё трое военнослужащих из Бурятии: Громов Пётр Ильич, Седов Иван Олегович и Рябов Олег Львович.",
        Field.REGION,
        {"Громов": "Республика Бурятия", "Седов": "Республика Бурятия", "Рябов": "Республика Бурятия"},
    ),
    (
        "Погибли на СВО\n\nКЕДРОВСКИЙ РАЙОН\nГромов Пётр Ильич, 1990 г.р.\nСедов Иван Олегович, 1991 г.р.\n\n"
        "ЛЕСНОЙ РАЙОН\nРябов Олег Львович, 1992 г.р.",
        Field.DISTRICT,
        {"Громов": "Кедровский район", "Седов": "Кедровский район", "Рябов": "Лесной район"},
    ),
    (
        "Погибли на СВО:\n1. Громов Пётр Ильич, 24 года, д. Осиновка\n2. Седов Иван Олегович, 31 год, с. Луговое",
        Field.SETTLEMENT,
        {"Громов": "Осиновка", "Седов": "Луговое"},
    ),
    (
        "Погибли Громов Пётр Ильич и Седов Иван Олегович. Оба — танкисты.",
        Field.BRANCH,
        {"Громов": "танковые войска", "Седов": "танковые войска"},
    ),
    (
        "м. — мобилизован, к. — контрактник. Погибли: "
        "Громов Пётр Ильич, 24 года (м.); Седов Иван Олегович, 31 год (к.).",
        Field.BRANCH,
        {"Громов": "мобилизованный", "Седов": "контрактник"},
    ),
    (
        "Указом Президента орденом Мужества посмертно награждён погибший ефрейтор Громов Пётр Ильич. "
        "Орден Мужества передан семье.",
        Field.AWARD,
        {"Громов": "орден Мужества, посмертно"},
    ),
    (
        "Администрация Кедровского района Заозёрской области сообщает: погиб житель района Громов Пётр Ильич.",
        Field.DISTRICT,
        {"Громов": "Кедровский район"},
    ),
    (
        "Администрация Кедровского района Заозёрской области сообщает: погиб Громов Пётр Ильич, "
        "уроженец села Луговое Кедровского района.",
        Field.REGION,
        {"Громов": "Заозёрская область"},
    ),
    (
        "Администрация Кедровского района Заозёрской области сообщает о гибели Громова Петра Ильича.",
        Field.REGION,
        {"Громов": None},
    ),
]


@pytest.mark.parametrize(("text", "field", "expected"), POSTS)
def test_whose_it_is(reader: TextReader, text: str, field: Field, expected: dict[str, str | None]):
    moment = datetime(2023, 5, 1, tzinfo=UTC)
    evidence = Evidence(
        source="a",
        publisher="a",
        kind="post",
        url="https://example.org/1",
        posted=moment,
        seen=moment,
        payload=digest(text),
        text=text,
    )
    mentions = reader.mentions(evidence)
    assert {str(m.value(Field.SURNAME)): m.value(field) for m in mentions} == expected
    assert all(claim.where.of(text) == claim.quote for mention in mentions for claim in mention.claims)
    assert all(len([c for c in m.claims if c.field is field]) <= 1 for m in mentions)
