"""What a post sounds like as a whole, where the rules know no word of it."""

from collections.abc import Callable

import pytest

from extract.text import TextReader
from extract.text.document import Document
from extract.text.impression import LIGHT, Impression, marks
from sinodik.records import Evidence, Field

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
    assert IMPRESSION.chance(Document(grave)) > 0.5 > IMPRESSION.chance(Document(light))


def test_nothing_is_no_error() -> None:
    assert 0 < IMPRESSION.chance(Document("")) < 1
    assert Impression({}, -1000).chance(Document("Кедров")) == 0


def test_what_is_told_plainly_stands(reader: TextReader, make_evidence: Callable[..., Evidence]) -> None:
    text = (
        "Ветераны вручили призы, артисты дали концерт, волонтёры едут с посылками, турнир открыл глава. "
        "Погиб рядовой Кедров Пётр Ильич."
    )
    assert IMPRESSION.chance(Document(text)) < LIGHT
    [mention] = reader.mentions(make_evidence(text))
    assert str(mention.value(Field.SURNAME)) == "Кедров"


def test_a_post_that_is_passed_over_by_its_sound_says_so(
    reader: TextReader, make_evidence: Callable[..., Evidence]
) -> None:
    text = "Турнир памяти погибших: ветераны и артисты дали концерт, призы вручил Кедров Пётр Ильич. Волонтёры едут."
    explained = reader.explain(make_evidence(text))
    assert not explained.mentions
    assert "sounds_like_no_death" in repr(explained)


def test_only_a_post_about_soldiers_is_opened_by_its_sound(
    reader: TextReader, make_evidence: Callable[..., Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Impression, "chance", lambda *_: 1.0)
    of_whom = "Кедров Пётр Ильич, 31 год, Нижние Ключи"
    assert reader.mentions(make_evidence(f"Ефрейтор {of_whom}"))
    assert not reader.mentions(make_evidence(f"Футболист {of_whom}"))
