"""How old the dead were."""

import pytest

from extract.text.ages import ages
from extract.text.document import Document

AGES = [
    ("На 24-м году жизни погиб", 23),
    ("в возрасте 35 лет", 35),
    ("23-летний сержант", 23),
    ("Ему было всего 22 года", 22),
    ("Ему было 29.", 29),
    ("навсегда останется 24 года", 24),
    ("Андрюхина Павла, 32 года, погиб", 32),
    ("Мужчине было 41 год", 41),
]


@pytest.mark.parametrize(("text", "years"), AGES)
def test_an_age(text: str, years: int):
    assert [age.years for age in ages(Document(text))] == [years]


@pytest.mark.parametrize(
    "text", ["исполнилось бы 30 лет", "служил 10 лет", "прошло 2 года", "сыну было 5 лет", "в возрасте 99 лет"]
)
def test_no_age(text: str):
    assert list(ages(Document(text))) == []
