"""What a post sounds like as a whole, where the rules know no word of it."""

from collections.abc import Callable

import pytest

from extract.text import TextReader
from extract.text.document import Document
from extract.text.impression import Impression, chance, marks
from sinodik.records import Evidence

IMPRESSION = Impression.load()

MARKS = [
    ("Погиб 5 марта", {"погиб", "0", "марта", "погиб 0", "0 марта"}),
    ("наш Кедров", {"наш", "Имя", "наш Имя"}),  # a name is only a name,
    ("Наш дом. Кедров", {"наш", "дом", "кедров", "наш дом", "дом кедров"}),  # unless it opens a sentence
    ("2023 год", {"0000", "год", "0000 год"}),
    ("🕯", {"🕯"}),
    ("", set()),
]

# Neither has a word of death; the one of each pair is heard to be a notice of one.
GRAVE_OR_LIGHT = [
    (
        "Доброволец, ефрейтор Кедров Пётр. Село Нижние Ключи, 31 год. В последнем бою прикрывал своих.",
        "Кедров Пётр открыл турнир, ветераны и артисты дали концерт. Вход 100 рублей, приходите.",
    ),
    (
        "Мобилизованный из Кедровского района, 41 год. Похоронят в субботу, 14 октября, дома.",
        "Волонтёры собрали посылки, едут в госпиталь. Спасибо всем, кто участвовал. Сбор продолжается.",
    ),
]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_marks(text: str, expected: set[str]) -> None:
    assert marks(Document(text)) == expected


@pytest.mark.parametrize(("grave", "light"), GRAVE_OR_LIGHT)
def test_posts_are_told_apart_without_a_word_of_death(grave: str, light: str) -> None:
    assert IMPRESSION.sound(Document(grave)) > 0 > IMPRESSION.sound(Document(light))


def test_sentences_sound_by_themselves() -> None:
    text = "Похоронили Петра Кедрова, погиб под Бахмутом. Турнир, призы, концерт артистов."
    middle = text.index("Турнир")
    grave, light = ([(0, middle)], [(middle, len(text))])
    assert IMPRESSION.sound(Document(text), grave) > IMPRESSION.sound(Document(text), light)
    assert IMPRESSION.sound(Document(text), [(0, len(text))]) == IMPRESSION.sound(Document(text))


def test_nothing_is_no_error() -> None:
    assert 0 < chance(IMPRESSION.sound(Document(""))) < 1
    assert chance(-1000) == 0


def test_only_a_post_about_soldiers_is_opened_by_its_sound(
    reader: TextReader, make_evidence: Callable[..., Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Impression, "sound", lambda *_: 10.0)
    of_whom = "Кедров Пётр Ильич, 31 год, Нижние Ключи"
    assert reader.mentions(make_evidence(f"Ефрейтор {of_whom}"))
    assert not reader.mentions(make_evidence(f"Футболист {of_whom}"))
