"""Words as parts of names."""

import pytest

from extract.photo.lexicon import LEXICON
from extract.photo.names import Part, given, is_family, part, patronymic

PARTS = [
    ("ИВАНОВ", "Иванов"),
    ("«Иванов»,", "Иванов"),
    ("ИBAHOВ", "Иванов"),  # Latin B, A, H
    ("3айцев", "Зайцев"),
    ("ПЕТР0В", "Петров"),
    ("БЕЛОЗЕЁРОВ", "Белозёров"),  # Tesseract's way with Ё
    ("Салтыков-Щедрин", "Салтыков-Щедрин"),
    ("ОЛЬХОВСКИИ", "Ольховский"),
    ("САЛТЫКОВ-ЩЕДРИН", "Салтыков-Щедрин"),
    ("12.03.1998", ""),
    ("Память", ""),
    ("сержант", ""),
    ("вымышленный", ""),
    ("И.И.", ""),
    ("К", ""),
    ("Smith", ""),
    ("ИвАнОв", ""),
    ("—", ""),
    ("", ""),
]
GIVEN = [
    ("Пётр", Part("Пётр", False)),
    ("Петр", Part("Петр", False)),
    ("Алексаидр", Part("Александр", True)),
    ("Сергеи", Part("Сергей", True)),
    ("Данил", Part("Данил", False)),
    ("Айдыс", None),
    ("Иан", None),  # Иван or Ян: too short to be mended
    ("Кедров", None),
]
PATRONYMICS = [
    ("Ильич", Part("Ильич", False)),
    ("Викторович", Part("Викторович", False)),
    ("Сергеевна", Part("Сергеевна", False)),
    ("Михаилович", Part("Михайлович", True)),
    ("Влкторович", Part("Викторович", True)),
    ("Сайын-оолович", Part("Сайын-оолович", False)),  # by its ending
    ("Юрьевич", Part("Юрьевич", False)),
    ("Кедров", None),
    ("Пётр", None),
]


@pytest.mark.parametrize(("word", "expected"), PARTS)
def test_part(word, expected):
    assert part(word) == expected


@pytest.mark.parametrize(("word", "expected"), GIVEN)
def test_given(word, expected):
    assert given(word, LEXICON) == expected


@pytest.mark.parametrize(("word", "expected"), PATRONYMICS)
def test_patronymic(word, expected):
    assert patronymic(word, LEXICON) == expected


@pytest.mark.parametrize(
    "word", ["Кедров", "Рябинина", "Ольховский", "Гречко", "Седых", "Липатенко", "Кузнец", "Манукян"]
)
def test_surnames_end_as_surnames_do(word):
    assert is_family(word)


def test_the_lexicon_holds_names_only():
    assert all(name[0].isupper() and name[1:].islower() for name in LEXICON.men | LEXICON.women)
    assert len(LEXICON.men) > 150
    assert len(LEXICON.women) > 45
