"""Names that no dictionary has, of any people, in any case, whether or not a death is told beside them."""

import pytest

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder

ANYWHERE = [
    ("Завтра прощаемся с Гилязом Фархетдиновым. Его убило в бою.", "Фархетдинов Гиляз"),
    ("Погиб боец. Вспоминаем Сармата Плиева.", "Плиев Сармат"),
    ("Погиб 5 мая. Родители Арсения Волкодава получили похоронку.", "Волкодав Арсений"),
    ("У Саввы Пятницы осталось трое детей.", "Пятница Савва"),
    ("Припомнят Руслану Гельмуту ту драку.", "Гельмут Руслан"),
    ("подполковник Юлий Вагнер, 46 лет", "Вагнер Юлий"),
    ("Ильнар Фаррахов ушёл добровольцем. Погиб.", "Фаррахов Ильнар"),
    ("Айдар Сафин и Динар Сафин погибли", "Сафин Динар"),
]
CALLED_FOR = [
    ("Похоронили Волкодава Арсения.", "Волкодав Арсений"),
    ("В селе простились с Вишней Остапом.", "Вишня Остап"),
    ("Вечная память Косе Архипу!", "Коса Архип"),
    ("Тынеру Вувутагин погиб.", "Вувутагин Тынеру"),
    ("Погиб боец Педер Хузангай.", "Хузангай Педер"),
    ("2025: Ан Валентин Сергеевич (30.06)", "Ан Валентин Сергеевич"),
    ("Доев Эдуард Амурханович", "Доев Эдуард Амурханович"),
]
FORMS = [
    ("похоронили Сайфутдинова Вакиля", "Сайфутдинов Вакиль"),
    ("простились с Вакилем Сайфутдиновым", "Сайфутдинов Вакиль"),
    ("Похоронили Фёдора Стамболи.", "Стамболи Фёдор"),
    ("похоронили Геннадия Чуприну", "Чуприна Геннадий"),
    ("Авенир Дубовой погиб.", "Дубовой Авенир"),
    ("Никита Гуща погиб.", "Гуща Никита"),
    ("погиб Юсуф-заде Фарман", "Юсуф-заде Фарман"),
    ("Вечная память Вугару Ибадзаде!", "Ибадзаде Вугар"),
    ("Похоронили Басанга Бадма-Халгаева.", "Бадма-Халгаев Басанг"),
    ("Вечная память Миннигули Сафиной!", "Сафина Миннигуль"),
    ("Погиб Данила Зорин", "Зорин Данила"),
    ("Награду вручили Хворостухину Савве", "Хворостухин Савва"),
]
NOBODY = [
    "Слава России! Вера Божия с нами",
    "Похоронили Руслана вчера",
    "Нам Иван рассказал о погибшем",
    "боец ЧВК Вагнер",
    "Абонент Мегафон недоступен",
]


@pytest.fixture(scope="module")
def finder(morphology: Morphology, lexicon: Lexicon) -> NameFinder:
    return NameFinder(morphology, lexicon)


def names(finder: NameFinder, text: str) -> list[str]:
    return [str(name.person) for name in finder.names(Document(text))]


@pytest.mark.parametrize(("text", "name"), ANYWHERE)
def test_a_given_name_beside_a_surname_is_a_person_anywhere(finder: NameFinder, text: str, name: str):
    assert name in names(finder, text)


@pytest.mark.parametrize(("text", "name"), CALLED_FOR)
def test_any_two_words_are_a_name_where_only_a_name_can_stand(finder: NameFinder, text: str, name: str):
    assert names(finder, text) == [name]


@pytest.mark.parametrize(("text", "name"), FORMS)
def test_what_stands_before_it_tells_its_case(finder: NameFinder, text: str, name: str):
    assert names(finder, text) == [name]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody(finder: NameFinder, text: str):
    assert names(finder, text) == []


def test_beside_a_pronoun_a_patronymic_is_no_longer(finder: NameFinder):
    assert names(finder, "Нам Иван Петрович рассказал о погибшем") == ["Иван Петрович"]
