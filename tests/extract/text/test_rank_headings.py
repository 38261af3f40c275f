"""Ranks over the parts of a list."""

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder
from extract.text.rank_headings import RankHeadings

TEXT = """Подполковники:
— Громов Пётр Ильич
Старшие лейтенанты
— Седов Иван Олегович
— Рябов Олег Львович

Скорбим вместе с родными. Капитаны и майоры пришли проститься.
"""


def test_a_heading_reaches_to_the_next_or_to_a_blank_line(lexicon: Lexicon):
    found = list(RankHeadings(lexicon.ranks).headings(Document(TEXT), []))
    assert [(f.value, TEXT[f.start : f.end]) for f in found] == [
        ("подполковник", "Подполковники"),
        ("старший лейтенант", "Старшие лейтенанты"),
    ]
    reaches = [TEXT[f.end : f.reach] for f in found]
    assert "Громов" in reaches[0]
    assert "Седов" not in reaches[0]
    assert "Рябов" in reaches[1]
    assert "Скорбим" not in reaches[1]


def test_a_heading_may_stand_in_the_line_of_its_names(lexicon: Lexicon, morphology: Morphology):
    text = "РЯДОВЫЕ: Кедров П.; Белов О.\nКАПИТАНЫ: Седов И.\nСкорбим"
    document = Document(text)
    names = NameFinder(morphology, lexicon).names(document, set())
    found = list(RankHeadings(lexicon.ranks).before_names(document, names))
    assert [(f.value, text[f.end : f.reach]) for f in found] == [
        ("рядовой", ": Кедров П.; Белов О."),
        ("капитан", ": Седов И."),
    ]
