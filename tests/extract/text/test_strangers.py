"""Names that were not read are seen all the same."""

import pytest

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder
from extract.text.ranks import RankFinder
from extract.text.strangers import strangers

CASES = [
    ("рядовой Ъьыхтун, 2001 г.р.", ["Ъьыхтун"]),
    ("Кедров Пётр\nЪьыхтун Ыйгдыр Ъьол\nБелов Олег", ["Ъьыхтун Ыйгдыр Ъьол"]),
    ("сержант Кедров Пётр\nрядовой Ъьыхтун\nсержант Белов Олег", ["Ъьыхтун"]),
    ("Погиб рядовой Кедров Пётр", []),
    ("Погиб Кедров Пётр. Рядовой Кедров служил", []),
    ("сержант Российской Армии", []),
    ("рядовой Росгвардии", []),
    ("сержант погиб", []),
    ("Погиб Кедров Пётр, капитан ВДВ, из Орла", []),
    ("Погиб Кедров Пётр, прапорщик ВМФ", []),
    ("Погиб Кедров Пётр, сержант РХБЗ", []),
    ("Погиб Кедров Пётр, лейтенант БПЛА", []),
    ("ПОГИБ КЕДРОВ ПЁТР, КАПИТАН ВДВ", []),
    ("Погиб Кедров Пётр Ильич. Пётр Ильич говорил мало", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_name_that_was_not_read(morphology: Morphology, lexicon: Lexicon, text: str, expected: list[str]):
    document = Document(text)
    ranks = list(RankFinder(morphology, lexicon.ranks).ranks(document))
    finder = NameFinder(morphology, lexicon)
    names = finder.names(document, {rank.end for rank in ranks})
    found = strangers(document, names, ranks, lexicon, finder.readings)
    assert [text[start:end] for start, end in found] == expected
