"""What somebody worked as, and where he went to school."""

import pytest

from extract.text.document import Document
from extract.text.morphology import Morphology
from extract.text.work import occupations, schools

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
NO_OCCUPATIONS = ["работал на заводе", "работал с детьми", "его мать работает учителем", "работал вместе с отцом"]
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
NO_SCHOOLS = [
    "в школе № 12 прошла линейка",
    "окончил школу с медалью",
    "Директор школы № 4 рассказала",
    "в Кедровской школе открыта доска",
]


@pytest.mark.parametrize(("text", "occupation"), OCCUPATIONS)
def test_an_occupation(morphology: Morphology, text: str, occupation: str):
    assert [found.value for found in occupations(Document(text), morphology)] == [occupation]


@pytest.mark.parametrize("text", NO_OCCUPATIONS)
def test_no_occupation(morphology: Morphology, text: str):
    assert list(occupations(Document(text), morphology)) == []


@pytest.mark.parametrize(("text", "school"), SCHOOLS)
def test_a_school(text: str, school: str):
    assert [found.value for found in schools(Document(text))] == [school]


@pytest.mark.parametrize("text", NO_SCHOOLS)
def test_no_school(text: str):
    assert list(schools(Document(text))) == []
