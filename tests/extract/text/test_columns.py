"""Tables that spaces, commas and quotation marks make are read as those of bars."""

from datetime import UTC, datetime

import pytest

from extract.text import TextReader
from extract.text.columns import in_columns
from sinodik.records import Evidence, Field

COLUMNS = [
    ("Село      Имя\nКедровка  Пётр", "Село     |Имя\nКедровка |Пётр"),
    ("Фамилия   Белов\nИмя       Пётр", "Фамилия:  Белов\nИмя:      Пётр"),
    ("Фамилия Белов\nИмя Пётр", "Фамилия:Белов\nИмя:Пётр"),
    (
        "фамилия,имя,нп\nБелов,Пётр,Луговое\nСедов,Олег,Отрадное",
        "фамилия|имя|нп\nБелов|Пётр|Луговое\nСедов|Олег|Отрадное",
    ),
    ('"Белов";"Пётр"\n"Седов";"Олег"', " Белов | Пётр \n Седов | Олег "),
    ("Белов Пётр → 34 → Луговое", "Белов Пётр | 34 | Луговое"),
    ("Белов Пётр // 34", "Белов Пётр |  34"),
    # No tables:
    ("Имя Пётр носит улица", "Имя Пётр носит улица"),
    ("один  раз", "один  раз"),
    ("ФИО, возраст, село.\nБелов, 34, Луговое", "ФИО, возраст, село.\nБелов, 34, Луговое"),
    ('"Кедр" и "Сом"', '"Кедр" и "Сом"'),
]
TABLES = [
    """Погибшие на СВО
фамилия,имя,отчество,дата рождения,дата гибели,населённый пункт
Белозёров,Пётр,Ильич,02.05.1990,03.04.2024,Кедровка
Самойлов,Олег,Иванович,12.07.1985,11.02.2024,Луговое""",
    """погибшие СВО
"фамилия";"имя";"отчество";"родился";"погиб";"нп"
"Белозёров";"Пётр";"Ильич";"1990-05-02";"2024-04-03";"Кедровка"
"Самойлов";"Олег";"Иванович";"1985-07-12";"2024-02-11";"Луговое\"""",
    """Погибшие
Название села    Имя                       Родился       Погиб
Кедровка         Белозёров Пётр Ильич      02.05.1990    03.04.2024
Луговое          Самойлов Олег Иванович    12.07.1985    11.02.2024""",
    """Фамилия | Имя | Отчество | Дата рождения | Дата гибели | Село
Белозёров | Пётр | Ильич | 02.05.1990 | 03.04.2024 | Кедровка
Самойлов | Олег | Иванович | 12.07.1985 | 11.02.2024 | Луговое""",
]
READ = [
    ("Белозёров", "Пётр", "Ильич", "1990-05-02", "2024-04-03", "Кедровка"),
    ("Самойлов", "Олег", "Иванович", "1985-07-12", "2024-02-11", "Луговое"),
]
FORMS = [
    "Фамилия     Белозёров\nИмя         Пётр\nОтчество    Ильич\nПогиб       03.04.2024",
    "Фамилия Белозёров\nИмя Пётр\nОтчество Ильич\nДата гибели 03.04.2024",
    "1. Фамилия: Белозёров\n2. Имя: Пётр\n3. Отчество: Ильич\n4. Погиб: 03.04.2024",
    "| Имя | Пётр |\n| Отчество | Ильич |\n| Фамилия | Белозёров |\n| Погиб | 03.04.2024 |",
    "фамилие: Белозёров\nимя = Пётр\nотчество. Ильич\nпогиб 03.04.2024",
]
FIELDS = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC, Field.BIRTH, Field.DEATH, Field.SETTLEMENT)


@pytest.mark.parametrize(("text", "barred"), COLUMNS)
def test_columns_are_parted_by_bars(text: str, barred: str):
    assert in_columns(text) == barred


@pytest.mark.parametrize("text", TABLES)
def test_a_table_is_read_however_its_cells_are_parted(reader: TextReader, text: str):
    assert _read(reader, text, FIELDS) == READ


@pytest.mark.parametrize("text", FORMS)
def test_a_form_is_read_however_its_labels_are_parted(reader: TextReader, text: str):
    assert _read(reader, text, FIELDS[:3]) == [READ[0][:3]]


def _read(reader: TextReader, text: str, fields: tuple[Field, ...]) -> list[tuple[str, ...]]:
    at = datetime(2024, 6, 1, 12, tzinfo=UTC)
    evidence = Evidence(
        source="k", publisher="k", kind="post", url="https://example.org/k", posted=at, seen=at, payload="0", text=text
    )
    return [tuple(str(mention.value(field)) for field in fields) for mention in reader.mentions(evidence)]
