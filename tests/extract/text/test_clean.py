"""Cleaning keeps the way back to every character."""

import pytest

from extract.text.clean import clean, lower

CASES = [
    ("Ива\u00adно\u0301в погиб", "Иванов", "Ива\u00adно\u0301в"),
    ("🕯\ufe0f Cидopов", "Сидоров", "Cидopов"),
    ("Николаи\u0306 Е\u0308лкин", "Николай", "Николаи\u0306"),
    ("Николаи\u0306 Е\u0308лкин", "Ёлкин", "Е\u0308лкин"),
    ("рядовой\u00a0Ким", "рядовой Ким", "рядовой\u00a0Ким"),
    ("\ufeffКедров\u200b Пётр", "Кедров Пётр", "Кедров\u200b Пётр"),
    ("Кедров\r\nПётр", "Кедров \nПётр", "Кедров\r\nПётр"),
    ("Кедров\r\n\r\nПётр", "Кедров \n\n\nПётр", "Кедров\r\n\r\nПётр"),
]


@pytest.mark.parametrize(("source", "part", "quote"), CASES)
def test_a_cleaned_range_leads_back_to_its_quote(source: str, part: str, quote: str):
    cleaned = clean(source)
    start = cleaned.text.index(part)
    assert cleaned.span(start, start + len(part)).of(source) == quote


def test_latin_words_stay_latin():
    assert clean("Photo: COPAX, Cаша").text == "Photo: COPAX, Саша"


@pytest.mark.parametrize("text", ["İstanbul ЁЛКА", "ẞß Ёж", "ΑΣ ﬁ", "🕯Ё"])
def test_lower_case_keeps_every_place(text: str):
    assert len(lower(text)) == len(text)
    assert "ё" not in lower(text)
