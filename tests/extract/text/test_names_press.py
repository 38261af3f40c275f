"""Names in news: surnames that stand alone, and names from abroad."""

import pytest

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder

CASES = [
    ("Глава округа Павел Кедров выступил. По словам Кедрова, всё готово.", ["Кедров Павел", "Кедров"]),
    ("Анна Кедрова вышла. Кедровой понравилось.", ["Кедрова Анна", "Кедрова"]),
    ("Вчера встретились Гриценко и Хворостухин.", ["Гриценко", "Хворостухин"]),
    ("Награду вручили Хворостухину.", ["Хворостухин"]),
    ("Говорит Герольд Кемпстон.", ["Кемпстон Герольд"]),
    ("Выступила Марин Ле Руа.", ["Ле Руа Марин"]),
    ("Об этом сообщил Скотт Хоровальд.", ["Хоровальд Скотт"]),
    ("Сыграл Виктор Четверг.", ["Четверг Виктор"]),
]


@pytest.fixture(scope="module")
def finder(morphology: Morphology, lexicon: Lexicon) -> NameFinder:
    return NameFinder(morphology, lexicon)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_every_name_in_the_news(finder: NameFinder, text: str, expected: list[str]):
    assert [str(name.person) for name in finder.press_names(Document(text))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Московские власти обещали.",
        "Космонавтов встретили.",
        "На улице Кедрова открыли школу.",
        "Завод «Хворостухин» закрыт.",
        "Погода в Москве. Сегодня дождь.",
    ],
)
def test_no_name_in_the_news(finder: NameFinder, text: str):
    assert finder.press_names(Document(text)) == []


def test_a_surname_of_nobody_named_in_full_is_less_sure(finder: NameFinder):
    _, proved = finder.press_names(Document("Павел Хворостухин ушёл. Хворостухину звонили."))
    (alone,) = finder.press_names(Document("Награду вручили Хворостухину."))
    assert alone.parts[0].confidence < proved.parts[0].confidence


def test_a_post_about_the_dead_is_not_read_as_news(finder: NameFinder):
    assert finder.names(Document("Награду вручили Хворостухину.")) == []
