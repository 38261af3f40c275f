import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinodik.names import capitalise, fold, homoglyphs, sound

SAME = [
    ("Иванов", "ИВАНОВ"),
    ("Артём", "Артем"),
    ("Салтыков-Щедрин", "салтыков – щедрин"),
    ("Мамин-Сибиряк", "Мамин‑Сибиряк"),
    ("Кедров", "Kедpoв"),  # Latin K, p, o
    ("Кед\u00adров", "Кедров"),  # a soft hyphen from a web page
    ("и\u0306".join(["", "од"]), "йод"),  # a letter and its breve apart
    ("  Пётр   Ильич ", "петр ильич"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_name_two_spellings(a, b):
    assert fold(a) == fold(b)


DIFFERENT = [("Иванов", "Иванова"), ("Пётр", "Павел"), ("Smith", "Смит"), ("Йод", "Иод")]


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_two_names(a, b):
    assert fold(a) != fold(b)


@given(st.text())
def test_folding_twice_changes_nothing_more(name):
    assert fold(fold(name)) == fold(name)


@given(st.text())
def test_homoglyphs_keep_every_place(text):
    assert len(homoglyphs(text)) == len(text)


@pytest.mark.parametrize(("word", "read"), [("Пeтpов", "Петров"), ("Peter", "Peter"), ("ОМОH", "ОМОН"), ("", "")])
def test_homoglyphs(word, read):
    assert homoglyphs(word) == read


ALIKE = [
    ("Кондратьев", "Кандратев"),
    ("Безруков", "Безрукав"),
    ("Лебедев", "Лебидев"),
    ("Сапогов", "Сопогов"),
    ("Филиппов", "Филипов"),
]


@pytest.mark.parametrize(("a", "b"), ALIKE)
def test_heard_alike(a, b):
    assert sound(a) == sound(b) != ""


@pytest.mark.parametrize(("a", "b"), [("Иванов", "Петров"), ("Кедров", "Ельников"), ("Осин", "Осинин")])
def test_not_heard_alike(a, b):
    assert sound(a) != sound(b)


@pytest.mark.parametrize(
    ("name", "written"), [("ИВАНОВ", "Иванов"), ("иванов-петров", "Иванов-Петров"), ("Ёлкин", "Ёлкин"), ("", "")]
)
def test_capitalise(name, written):
    assert capitalise(name) == written
