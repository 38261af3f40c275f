"""What fills an item beside a name is a name too."""

import pytest

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder

CASES = [
    ("Кедров Пётр\nМышь Егор\nБелов Иван", ["Кедров Пётр", "Мышь Егор", "Белов Иван"]),
    ("1. Кедров Пётр\n2. Сказка Олег\n3. Белов Иван", ["Кедров Пётр", "Сказка Олег", "Белов Иван"]),
    ("Кедровка: Белов Иван, Чепуха Роман\nКлючи: Кедров Пётр", ["Белов Иван", "Чепуха Роман", "Кедров Пётр"]),
    ("Пётр Кедров, Егор Мышь, Иван Белов", ["Кедров Пётр", "Мышь Егор", "Белов Иван"]),
    # Beside one name alone, or of words that no given name is among.
    ("Мышь Егор\nБелов Иван", ["Белов Иван"]),
    ("Кедров Пётр\nНижние Ключи\nБелов Иван", ["Кедров Пётр", "Белов Иван"]),
    ("Кедров Пётр\nВечная Память\nБелов Иван", ["Кедров Пётр", "Белов Иван"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_items_of_a_list(morphology: Morphology, lexicon: Lexicon, text: str, expected: list[str]):
    found = NameFinder(morphology, lexicon).names(Document(text))
    assert [str(name.person) for name in found] == expected
