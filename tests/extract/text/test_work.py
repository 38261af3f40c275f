"""What somebody worked as, and where he went to school."""

import pytest

from extract.text.document import Document
from extract.text.lexicon import Lexicon
from extract.text.morphology import Morphology
from extract.text.names import NameFinder
from extract.text.places import PlaceFinder
from extract.text.schools import schools
from extract.text.work import OccupationFinder
from sinodik.lexicon import NameLexicon

OCCUPATIONS = [
    ("работал учителем физкультуры", "учитель физкультуры"),
    ("трудился комбайнёром в колхозе", "комбайнёр"),
    ("Работал водителем скорой помощи в районной больнице", "водитель скорой помощи"),
    ("до мобилизации работал сварщиком", "сварщик"),
    ("работал старшим механиком", "старший механик"),
    ("трудилась медсестрой", "медсестра"),
    ("работал трактористом, воспитывал детей", "тракторист"),
    ("По профессии — электрик", "электрик"),
    ("работал на заводе слесарем", "слесарь"),
    ("по специальности автомеханик", "автомеханик"),
    ("работал машинистом экскаватора", "машинист экскаватора"),
]
OCCUPATIONS += [
    # beside a name, in its case
    ("Погиб тракторист Кедров Пётр Ильич", "тракторист"),
    ("о гибели слесаря цеха № 4 Кедрова Петра Ильича", "слесарь"),
    ("Учитель физкультуры Кедровской школы Кедров Пётр Ильич погиб", "учитель физкультуры"),
    ("Кедров Пётр Ильич, комбайнёр, погиб 3 мая", "комбайнёр"),
    ("— Кедров Пётр Ильич, машинист экскаватора, 1990 г.р.", "машинист экскаватора"),
    ("51-летний тренер по самбо Пётр Кедров погиб", "тренер по самбо"),
    ("погиб известный горный гид Пётр Кедров", "горный гид"),
    # words of civil life
    ("На гражданке — повар, на фронте стрелок", "повар"),
    ("До контракта — механик рыбзавода", "механик"),
    ("Профессия: водитель автобуса", "водитель автобуса"),
    ("Всю жизнь лесник.", "лесник"),
    ("Инженер связи по профессии", "инженер связи"),
    ("Он был учителем математики", "учитель математики"),
    ("после школы стал фельдшером скорой помощи", "фельдшер скорой помощи"),
    ("Устроился крановщиком на завод", "крановщик"),
    ("Воспитатель детсада «Сказка», 30 лет", "воспитатель"),
    ("оставил должность инженера-теплотехника", "инженер-теплотехник"),
]
NO_OCCUPATIONS = ["работал на заводе", "работал с детьми", "его мать работает учителем", "работал вместе с отцом"]
NO_OCCUPATIONS += [
    "Рядовой Кедров Пётр Ильич, водитель, погиб 3 мая",
    "Служил водителем роты подвоза",
    "Погиб оператор БПЛА Кедров Пётр",
    "Его мать, учитель, ждёт сына",
    "с позывным «Лесник»",
    "ДК «Строитель»",
    "Водитель вывез раненых",
    "военный хирург Кедров Пётр",
]
SCHOOLS = [
    ("окончил школу № 7", "школа № 7"),
    ("выпускник школы №5", "школа № 5"),
    ("учился в Кедровской средней школе", "Кедровская средняя школа"),
    ("окончил Уральский лесной колледж", "Уральский лесной колледж"),
    ("выпускник Кедровской СОШ", "Кедровская СОШ"),
    ("окончил среднюю школу № 3 города Кедровска", "средняя школа № 3"),
    ("выпускника Кедровского аграрного техникума", "Кедровский аграрный техникум"),
    ("поступил в Кедровское военное училище, окончил его", "Кедровское военное училище"),
    ("выпускник лицея № 2", "лицей № 2"),
    ("Коллектив школы № 3 скорбит о гибели нашего выпускника", "школа № 3"),
    ("закончил гимназию № 12", "гимназия № 12"),
    ("студент Кедровского университета", "Кедровский университет"),
]
SCHOOLS += [
    ("окончил Кедровское военное авиационное училище лётчиков", "Кедровское военное авиационное училище лётчиков"),
    ("выпускник школы имени Гагарина", "школа имени Гагарина"),
    ("учился в Кедровской школе-интернате", "Кедровская школа-интернат"),
    ("выпускник школы села Раздольное", "школа села Раздольное"),
    ("доску открыли в гимназии № 4, где он учился", "гимназия № 4"),
    ("В школе № 12 открыли Парту Героя. Пётр учился здесь с 2005 года", "школа № 12"),
    ("выпускник московской школы № 5", "школа № 5"),
]
NO_SCHOOLS = [
    "в школе № 12 прошла линейка",
    "окончил школу с медалью",
    "Директор школы № 4 рассказала",
    "в Кедровской школе открыта доска",
]


def _worked(text: str, morphology: Morphology, lexicon: Lexicon) -> list[str]:
    document = Document(text)
    names = NameFinder(morphology, lexicon, NameLexicon()).names(document, set())
    return [found.value for found in OccupationFinder(morphology, lexicon.trades).occupations(document, names)]


def _learnt(text: str, morphology: Morphology, lexicon: Lexicon) -> list[str]:
    return [found.value for found in schools(Document(text), PlaceFinder(morphology, lexicon))]


@pytest.mark.parametrize(("text", "occupation"), OCCUPATIONS)
def test_an_occupation(morphology: Morphology, lexicon: Lexicon, text: str, occupation: str):
    assert _worked(text, morphology, lexicon) == [occupation]


@pytest.mark.parametrize("text", NO_OCCUPATIONS)
def test_no_occupation(morphology: Morphology, lexicon: Lexicon, text: str):
    assert _worked(text, morphology, lexicon) == []


@pytest.mark.parametrize(("text", "school"), SCHOOLS)
def test_a_school(morphology: Morphology, lexicon: Lexicon, text: str, school: str):
    assert _learnt(text, morphology, lexicon) == [school]


@pytest.mark.parametrize("text", NO_SCHOOLS)
def test_no_school(morphology: Morphology, lexicon: Lexicon, text: str):
    assert _learnt(text, morphology, lexicon) == []
