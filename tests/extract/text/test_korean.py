"""Korean names of three words."""

import pytest

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder

CASES = [
    ("Погиб Ким Ен Су, 30 лет.", ["Ким Ен Су"]),
    ("Похоронили Пак Чан Ги.", ["Пак Чан Ги"]),
    ("Простились с Ким Ден Суном. Ден Сун родился на Сахалине.", ["Ким Ден Сун", "Ден Сун"]),
    ("Вечная память Тен Сан Хёну!", ["Тен Сан Хён"]),
    ("Ли Он Там был", []),
    ("Светлая память. Чхве ИЛ СУ, 33 года", ["Чхве Ил Су"]),
    ("КИМ ЕН СУ, 30 лет", ["Ким Ен Су"]),
    ("Нгуен Ван Хунг", ["Нгуен Ван Хунг"]),
    ("Ким МО РФ", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_given_name_has_two_syllables(morphology: Morphology, lexicon: Lexicon, text: str, expected: list[str]):
    assert [str(name.person) for name in NameFinder(morphology, lexicon).names(Document(text))] == expected
