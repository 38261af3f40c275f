"""The words for relatives."""

import re

import pytest

from extract.text.kin import KIN, KIN_OBLIQUE

KIN_WORDS = (
    "брат братьям сестра сестёр сыну сыновья сынишка дочери дочка дети детей родителями отец отцу мать матери мамой"
    " папка жене супругу муж мужья вдовы бабушке дедушкой внуки внучкам племянника тёща тестю свекровь зятем невестка"
    " тёте дядей семье семьёй родные родным близких крёстный прадеда правнук отчим мачеха деверь снохе"
).split()
OTHERS = "мужества мужчины женщины женат детский мат матрос сынтез семья-то братский дедукция отчизна близко".split()


@pytest.mark.parametrize("word", KIN_WORDS)
def test_a_relative_in_any_case(word: str) -> None:
    assert re.fullmatch(KIN, word.replace("ё", "е"))


@pytest.mark.parametrize("word", OTHERS)
def test_no_relative(word: str) -> None:
    assert not re.fullmatch(KIN, word)


@pytest.mark.parametrize(
    ("word", "oblique"),
    [("матери", True), ("отцу", True), ("вдове", True), ("родителям", True), ("брат", False), ("жена", False)],
)
def test_to_whom_something_is_handed(word: str, oblique: bool) -> None:
    assert bool(re.fullmatch(KIN_OBLIQUE, word)) == oblique
