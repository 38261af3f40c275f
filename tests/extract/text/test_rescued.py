"""Whom somebody saved."""

import pytest

from extract.text.document import Document
from extract.text.rescued import is_rescued

RESCUED = [
    ("вынес на себе к своим старшину", "старшину"),
    ("прикрыл собой молодого лейтенанта", "лейтенанта"),
    ("вытащил двух танкистов", "танкистов"),
    ("спас раненого сапёра", "сапера"),
    ("эвакуировал рядового", "рядового"),
]
NOT_RESCUED = [
    ("вынес раненых сержант", "сержант"),
    ("лейтенанта знали все", "лейтенанта"),
    ("прикрыл отход, лейтенанта наградили", "лейтенанта"),
    ("служил в роте сапёра", "сапера"),
    ("погиб старшина", "старшина"),
]


@pytest.mark.parametrize(("text", "word"), RESCUED)
def test_one_who_was_saved(text: str, word: str):
    low = Document(text).low
    assert is_rescued(low, 0, low.index(word), low.index(word) + len(word))


@pytest.mark.parametrize(("text", "word"), NOT_RESCUED)
def test_one_who_was_not(text: str, word: str):
    low = Document(text).low
    assert not is_rescued(low, 0, low.index(word), low.index(word) + len(word))
