"""Names in any case and order, into the nominative."""

import pytest

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology, PyMorphy
from extract.text.names import NameFinder

CASES = [
    ("Иванову Сергею Петровичу", "Иванов Сергей Петрович"),
    ("Ивановой Анне", "Иванова Анна"),
    ("Сергеем Петровичем Ивановым", "Иванов Сергей Петрович"),
    ("о Павле Кедрове", "Кедров Павел"),
    ("Анной Сергеевной Дубровской", "Дубровская Анна Сергеевна"),
    ("ПЕТРЕНКО\nМАКСИМ ВАЛЕРЬЕВИЧ", "Петренко Максим Валерьевич"),
    ("Фамилия: Хромов\nИмя: Евгений\nОтчество: Андреевич", "Хромов Евгений Андреевич"),
    ("Белкиным-Вольским Петром Ивановичем", "Белкин-Вольский Пётр Иванович"),
    ("Королёву Артёму", "Королёв Артём"),
    ("Королеву Артему", "Королев Артем"),
    ("Петра Ильича Носова", "Носов Пётр Ильич"),
    ("Гриценко Богдану Тарасовичу", "Гриценко Богдан Тарасович"),
    ("Черных Василию", "Черных Василий"),
    ("Георгия Нодаровича Мелкадзе", "Мелкадзе Георгий Нодарович"),
    ("Тряпочкинскому Эдуарду", "Тряпочкинский Эдуард"),
    ("Заболотняку Ивану Фёдоровичу", "Заболотняк Иван Фёдорович"),
    ("Гарифуллина Ильнура Фанисовича", "Гарифуллин Ильнур Фанисович"),
    ("Дамбаеву Баиру Цыреновичу", "Дамбаев Баир Цыренович"),
    ("погиб зайцев антон сергеевич с нашего двора", "Зайцев Антон Сергеевич"),
    ("рядового Лаптева И.И.", "Лаптев И. И."),
    ("П. С. Лаптев", "Лаптев П. С."),
    ("Лаптеву К.", "Лаптев К."),
    ("Белым Виктором Павловичем", "Белый Виктор Павлович"),
    ("Сорока Андрей Николаевич", "Сорока Андрей Николаевич"),
    ("Лебедь Анна Ильинична", "Лебедь Анна Ильинична"),
    ("рядового Александра Иванова", "Иванов Александр"),
    ("погибла Александра Иванова", "Иванова Александра"),
    ("Cоболев Aлeксей", "Соболев Алексей"),
    ("1. Кедров Пётр Ильич", "Кедров Пётр Ильич"),
]


@pytest.fixture(scope="module")
def finder(morphology: Morphology, lexicon: Lexicon) -> NameFinder:
    return NameFinder(morphology, lexicon)


def names(finder: NameFinder, text: str) -> list[str]:
    return [str(name.person) for name in finder.names(Document(text))]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_one_name(finder: NameFinder, text: str, name: str):
    assert names(finder, text) == [name]


SEVERAL = [
    ("Сергей Петрович\nИванов Иван Ильич", ["Сергей Петрович", "Иванов Иван Ильич"]),
    ("Степан Ромашов, Николай Гусев и Дмитрий Блинов", ["Ромашов Степан", "Гусев Николай", "Блинов Дмитрий"]),
    ("Кузин Олег (1988), Петухов Яков (1991)", ["Кузин Олег", "Петухов Яков"]),
    ("Быков Илья Романович\nСухов Тимур Маратович", ["Быков Илья Романович", "Сухов Тимур Маратович"]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_names(finder: NameFinder, text: str, expected: list[str]):
    assert names(finder, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "на улице Гагарина, дом 5",
        "село Иваново Кедровского района",
        "д. Петрово",
        "г. Киров",
        "Администрация Кедровского района",
        "Вечная память Герою!",
        "Орден Мужества",
        "Наш Сергей вернулся",
        "Погиб Иван.",
        "",
    ],
)
def test_no_name(finder: NameFinder, text: str):
    assert names(finder, text) == []


def test_a_doubtful_gender_lowers_the_confidence(finder: NameFinder):
    (sure,) = finder.names(Document("рядового Кирилла Иванова"))
    (doubtful,) = finder.names(Document("Валентина Петрова"))
    assert doubtful.parts[0].confidence < sure.parts[0].confidence


def test_a_name_by_rule_is_less_sure_than_the_dictionarys(finder: NameFinder):
    (known,) = finder.names(Document("Иванов Сергей"))
    (ruled,) = finder.names(Document("Хворостухинский Сергей"))
    assert {p.confidence for p in known.parts} == {0.97}
    assert min(p.confidence for p in ruled.parts) == 0.85


@pytest.mark.parametrize(("text", "name"), CASES[:4])
def test_the_fallback_reads_names_too(lexicon: Lexicon, text: str, name: str):
    assert names(NameFinder(PyMorphy(), lexicon), text) == [name]
