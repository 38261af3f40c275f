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
    # A noun for a surname has that noun's cases.
    ("Похоронили Глеба Зайца", "Заяц Глеб"),
    ("Похоронили Егора Ильича Мышь", "Мышь Егор Ильич"),
    ("Похоронили Глеба Журавля", "Журавль Глеб"),
    ("Соколята Павел Михайлович", "Соколята Павел Михайлович"),
    ("Имя - Пётр\nФамилия - Кедров", "Кедров Пётр"),
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
    ("рядовой Абакаров Руслан Алиевич", "Абакаров Руслан Алиевич"),
    ("рядового Сулейманова Тагира", "Сулейманов Тагир"),
    ("Мурад Алибеков Гаджимурадович", "Алибеков Мурад Гаджимурадович"),
    ("Ахмадовым Русланом Вахаевичем", "Ахмадов Руслан Вахаевич"),
    ("Очирову Бадме Санджиевичу", "Очиров Бадма Санджиевич"),
    ("Цыбиковой Дариме Баировне", "Цыбикова Дарима Баировна"),
    ("Закирова Айнура Рамазановича", "Закиров Айнур Рамазанович"),
    ("Бекмурза Кадыров", "Кадыров Бекмурза"),
    ("Гасымов Вугар Рустам оглы", "Гасымов Вугар Рустам оглы"),
    ("Гасымова Лала Рустам кызы", "Гасымова Лала Рустам кызы"),
    ("Ооржак Чаян Эрес-оолович", "Ооржак Чаян Эрес-оолович"),
    ("Куулара Белек-оола Сергеевича", "Куулар Белек-оол Сергеевич"),
    ("военнослужащим Росгвардии Магомедом Абдулаевым", "Абдулаев Магомед"),
]


@pytest.fixture(scope="module")
def finder(morphology: Morphology, lexicon: Lexicon) -> NameFinder:
    return NameFinder(morphology, lexicon)


def names(finder: NameFinder, text: str) -> list[str]:
    return [str(name.person) for name in finder.names(Document(text))]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_one_name(finder: NameFinder, text: str, name: str):
    assert names(finder, text) == [name]


# Names of the peoples of Russia and of its neighbours, in whatever case they stand.
PEOPLES = [
    ("погиб Гаджимурад Абдулкадырович Хаджимурадов", "Хаджимурадов Гаджимурад Абдулкадырович"),
    ("Гаджи-Мураду Омарову", "Омаров Гаджи-Мурад"),
    ("погиб Рахмонов Шерзод Бахтиёр угли", "Рахмонов Шерзод Бахтиёр угли"),
    ("погиб Бакыт уулу Нурлан", "Бакыт уулу Нурлан"),
    ("погиб Селим Нежведилов", "Нежведилов Селим"),
    ("погиб Милан Прокопчук", "Прокопчук Милан"),
    ("Абдул-Меджидом Магомедовичем Хаджимурадовым", "Хаджимурадов Абдул-Меджид Магомедович"),
    ("погиб Тер-Погосян Авраам Ованесович", "Тер-Погосян Авраам Ованесович"),
    ("Вартаном Саркисяном", "Саркисян Вартан"),
    ("Зурабом Гогоберидзе", "Гогоберидзе Зураб"),
    ("Нателле Гвенетадзе", "Гвенетадзе Нателла"),
    ("Левану Отаровичу Гогишвили", "Гогишвили Леван Отарович"),
    ("Кужугет-оол Айдыс Маадырович", "Кужугет-оол Айдыс Маадырович"),
    ("погиб Белек Очур-оолович Монгуш", "Монгуш Белек Очур-оолович"),
    ("Уйгулаан Дмитриевич Сивцев-Тойук", "Сивцев-Тойук Уйгулаан Дмитриевич"),
    ("Алдару Баторовичу Цыдыпову", "Цыдыпов Алдар Баторович"),
    ("Явдатом Бикмурзиным", "Бикмурзин Явдат"),
    ("Эрдни-Горяеву Санджи Очировичу", "Эрдни-Горяев Санджи Очирович"),
    ("Мамед Али оглы Гасымов", "Гасымов Мамед Али оглы"),
    ("Денисом Шевчуком", "Шевчук Денис"),
    ("Олесе Шевчук", "Шевчук Олеся"),
    ("Мариной Кравец", "Кравец Марина"),
    ("Петром Кравцом", "Кравец Пётр"),
    ("Максиму Гунько", "Гунько Максим"),
    ("Иваном Седых", "Седых Иван"),
    ("Марией Седых", "Седых Мария"),
    ("Николаем Живаго", "Живаго Николай"),
    ("Игорем Дурново", "Дурново Игорь"),
    ("Прокопий Силыч Ветошкин", "Ветошкин Прокопий Силыч"),
    ("Лодыгину-Морскому Аверкию Нифонтовичу", "Лодыгин-Морской Аверкий Нифонтович"),
    ("Гессе-фон-Брок Родион Львович", "Гессе-фон-Брок Родион Львович"),
    ("Мартын БУЗДЫГА", "Буздыга Мартын"),
    ("Подлипенцев Валерьян А.\n", "Подлипенцев Валерьян А."),
]


@pytest.mark.parametrize(("text", "name"), PEOPLES)
def test_names_of_many_peoples(finder: NameFinder, text: str, name: str):
    assert names(finder, text) == [name]


SHORT = [
    ("Погиб Лёха Громов", "Громов Алексей", "Лёха"),
    ("Погиб Костенька Громов", "Громов Константин", "Костенька"),
    ("Погиб Юрочка Громов", "Громов Юрий", "Юрочка"),
    ("Погиб Тимурчик Громов", "Громов Тимур", "Тимурчик"),
    ("Простились с Саней Громовым", "Громов Александр", "Саня"),
    ("Погибла Саша Громова", "Громова Александра", "Саша"),
    ("Вечная память Димону Быкову", "Быков Дмитрий", "Димон"),
    ("погиб Серега Громов", "Громов Сергей", "Серега"),
]


@pytest.mark.parametrize(("text", "name", "short"), SHORT)
def test_a_diminutive_stands_for_its_name_and_is_less_sure(finder: NameFinder, text: str, name: str, short: str):
    (found,) = finder.names(Document(text))
    (given,) = [part for part in found.parts if part.field == "given"]
    assert str(found.person) == name
    assert given.confidence <= 0.7
    assert given.others == (short,)


def test_before_a_patronymic_a_short_name_is_the_whole_one(finder: NameFinder):
    assert names(finder, "Громов Юра Сергеевич") == ["Громов Юра Сергеевич"]


ALTERNATIVES = [
    ("Валентина Петрова", "surname", ("Петрова",)),
    ("рядового Александра Иванова", "surname", ()),
    ("Иванову Сергею", "surname", ()),
]


@pytest.mark.parametrize(("text", "field", "others"), ALTERNATIVES)
def test_what_else_it_could_be_is_kept(finder: NameFinder, text: str, field: str, others: tuple[str, ...]):
    (found,) = finder.names(Document(text))
    (part,) = [part for part in found.parts if part.field == field]
    assert set(others) <= {part.value, *part.others}
    assert part.value not in part.others


SEVERAL = [
    ("Сергей Петрович\nИванов Иван Ильич", ["Сергей Петрович", "Иванов Иван Ильич"]),
    ("Степан Ромашов, Николай Гусев и Дмитрий Блинов", ["Ромашов Степан", "Гусев Николай", "Блинов Дмитрий"]),
    ("Кузин Олег (1988), Петухов Яков (1991)", ["Кузин Олег", "Петухов Яков"]),
    ("Быков Илья Романович\nСухов Тимур Маратович", ["Быков Илья Романович", "Сухов Тимур Маратович"]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_names(finder: NameFinder, text: str, expected: list[str]):
    assert names(finder, text) == expected


LISTS = [
    ("помянули Петра (Кедрова), Егора (Белова)", ["Кедров Пётр", "Белов Егор"]),
    ("Погибли: Кедров Пётр (Ростов), Белов Егор (Орлов)", ["Кедров Пётр", "Белов Егор"]),
    ("Список: Яровой Г. Г., Лановой П. Н.", ["Яровой Г. Г.", "Лановой П. Н."]),
    ("ЯРОВОЙ Г. Г. 1990–2024", ["Яровой Г. Г."]),
    ("простились с Кедровым И. П.", ["Кедров И. П."]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_names_in_lists(finder: NameFinder, text: str, expected: list[str]):
    assert [str(found.person) for found in finder.names(Document(text))] == expected


GUESSED = [
    ("погиб выпускник школы №3 Дорджиев Танул", "Дорджиев Танул"),
    ("Простились с Митгуяном Цыренжаповым", "Цыренжапов Митгуян"),
    ("Вечная память Дорджиеву Танулу!", "Дорджиев Танул"),
    ("Погибли:\n1. Эльдаров Митгуян, 1999 г.р.", "Эльдаров Митгуян"),
    ("Погибли:\nЭльдаров Митгуян", "Эльдаров Митгуян"),
    ("Аюшеев Солбун. Погиб под Донецком.", "Аюшеев Солбун"),
]


@pytest.mark.parametrize(("text", "name"), GUESSED)
def test_an_unknown_given_name_beside_a_death_is_less_sure(finder: NameFinder, text: str, name: str):
    (found,) = finder.names(Document(text))
    assert str(found.person) == name
    assert max(part.confidence for part in found.parts) <= 0.6


LISTED = [("с Айрасом Цыренжаповым", "Цыренжапов Айрас", 0.65), ("Эльдарову Архаму", "Эльдаров Архам", 0.65)]


@pytest.mark.parametrize(("text", "name", "confidence"), LISTED)
def test_a_given_name_that_only_the_list_has(finder: NameFinder, text: str, name: str, confidence: float):
    (found,) = finder.names(Document(text))
    assert str(found.person) == name
    assert {part.confidence for part in found.parts if part.field == "given"} == {confidence}


def test_what_follows_a_rank_is_a_name(finder: NameFinder):
    text = "рядовой Аюшеев Солбун"
    assert names(finder, text) == []
    assert [str(name.person) for name in finder.names(Document(text), {7})] == ["Аюшеев Солбун"]


@pytest.mark.parametrize(
    "text",
    [
        "Балыклея Быковского района",
        "Улица Ивана",
        "Позывной Кедр",
        "Погиб в станице Дорджиев Хутор",
        "Погиб у села Старое Шаймурзино",
        "Погиб в станице Березанской Тпрун",
        "Школа имени Дорджиева Танула скорбит о погибших",
        "Погиб боец батальона «Дорджиев Танул»",
        "Погибшего встретила улица Дорджиева Танула",
        "На Украине погиб боец. Новый Уренгой",
        "Погиб под Дорджиев Тпруном",
        "Сообщил Дорджиев Танул.",
        "на улице Гагарина, дом 5",
        "село Иваново Кедровского района",
        "д. Петрово",
        "Скорбит аул Кедровка Мурат",
        "Погиб житель Псынабо Терекского района",
        "Погиб Алкун Шатойского муниципального округа",
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


TRADES = [("Учитель Иван Петрович", "Иван Петрович"), ("Юрисконсульт Родион Львович", "Родион Львович")]


@pytest.mark.parametrize(("text", "name"), [*TRADES, ("Рядовой Матвей Зиновьевич", "Матвей Зиновьевич")])
def test_a_trade_or_rank_is_no_surname(finder: NameFinder, text: str, name: str):
    assert [str(found.person) for found in finder.names(Document(text), {7})] == [name]


ORDINARY_WORDS = [
    ("Имена погибших:\nМышь Егор — 1982\nДуля Сергей — 1974", ["Мышь Егор", "Дуля Сергей"]),
    ("Погибли Шрам Федот, 24 года; Порох Ермолай, 30 лет", ["Шрам Федот", "Порох Ермолай"]),
    ("Погиб Матвей Зиновьевич Куца", ["Куца Матвей Зиновьевич"]),
]


@pytest.mark.parametrize(("text", "expected"), ORDINARY_WORDS)
def test_any_word_can_be_a_surname_where_a_death_is_told(finder: NameFinder, text: str, expected: list[str]):
    assert names(finder, text) == expected


def test_a_doubtful_gender_lowers_the_confidence(finder: NameFinder):
    (sure,) = finder.names(Document("рядового Кирилла Иванова"))
    (doubtful,) = finder.names(Document("видел там Валентина Петрова"))
    assert doubtful.parts[0].confidence < sure.parts[0].confidence


def test_a_name_by_rule_is_less_sure_than_the_dictionarys(finder: NameFinder):
    (known,) = finder.names(Document("Иванов Сергей"))
    (ruled,) = finder.names(Document("Хворостухинский Сергей"))
    assert {p.confidence for p in known.parts} == {0.97}
    assert min(p.confidence for p in ruled.parts) == 0.85


@pytest.mark.parametrize(("text", "name"), CASES[:4])
def test_the_fallback_reads_names_too(lexicon: Lexicon, text: str, name: str):
    assert names(NameFinder(PyMorphy(), lexicon), text) == [name]
