"""Adjectives in the gender of their noun."""

import pytest

from extract.text.adjectives import agreed, before


@pytest.mark.parametrize(
    ("word", "gender", "expected"),
    [
        ("отдельной", "Fem", "отдельная"),
        ("мотострелковом", "Masc", "мотострелковый"),
        ("штурмового", "Masc", "штурмовой"),
        ("Нижнем", "Neut", "Нижнее"),
        ("Уральский", "Masc", "Уральский"),
        ("лесной", "Masc", "лесной"),
        ("средней", "Fem", "средняя"),
        ("общей", "Fem", "общая"),
        ("полк", "Masc", "полк"),
    ],
)
def test_agreement(word: str, gender: str, expected: str):
    assert agreed(word, gender) == expected


def test_the_adjectives_before_a_noun():
    text = "на Новом городском кладбище"
    assert before(text, text.index("кладбище"), 4) == (3, ["Новом", "городском"])
    assert before("кладбище", 0, 4) == (0, [])
