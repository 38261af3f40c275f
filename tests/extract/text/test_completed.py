"""Days that complete the years of a life, and those that do not."""

from datetime import UTC, datetime

import pytest

from extract.text.anchor import Clock
from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.roles import DateFinder
from sinodik.records import Field

TODAY = datetime(2025, 8, 19, tzinfo=UTC)


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> DateFinder:
    return DateFinder(lexicon.cues)


LIVES = [
    ("19 августа открыта доска. Кедров Пётр. 1990–2025.", "1990", "2025"),
    ("Кедров Пётр. 1990–2025.\n12 августа, Запорожское направление.", "1990", "2025-08-12"),
    ("Кедров Пётр (1990 – 2023)\n3 марта, под Кедровкой.", "1990", "2023-03-03"),
    ("Кедров Пётр, 1990–2023. Погиб 25 февраля.", "1990", "2023-02-25"),
    ("Кедров Пётр, 1990–2023. День рождения у него — 3 мая.", "1990-05-03", "2023"),
    ("Кедров Пётр, 1990–2023. Родился 3 мая.", "1990-05-03", "2023"),
    ("Кедров Пётр, 1990–2023. День рождения сына 3 мая.", "1990", "2023"),
    ("Кедров Пётр, 1990–2023. Сбор 3 марта в 10 часов у школы.", "1990", "2023"),
    ("Кедров Пётр, 1990–2023. 3 марта. 5 марта. 7 апреля.", "1990", "2023"),
]


@pytest.mark.parametrize(("text", "birth", "death"), LIVES)
def test_the_fullest_of_what_a_post_tells(finder: DateFinder, text: str, birth: str, death: str):
    found = finder.dated(Document(text), Clock.of(TODAY, TODAY))
    told = [max((str(d.value) for d in found if d.field is f), key=len) for f in (Field.BIRTH, Field.DEATH)]
    assert told == [birth, death]
