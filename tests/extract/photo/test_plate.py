"""From lines to people: an inscription as text, set in even type, and who it names."""

from datetime import date

import pytest

from extract.photo.lines import columns, lines
from extract.photo.ocr import Word
from extract.photo.plate import people
from sinodik.records import Field

ENGRAVED = (Field.SURNAME, Field.GIVEN, Field.PATRONYMIC, Field.BIRTH, Field.DEATH)

SEEN = date(2023, 3, 10)
LETTER, LINE = 20, 50  # pixels


def words(inscription: str) -> list[Word]:
    """Set an inscription in letters of one width: its line breaks and its columns (by spaces) are kept."""
    found = []
    for row, text in enumerate(inscription.strip("\n").splitlines()):
        at = 0
        for word in text.split():
            at = text.index(word, at)
            found.append(Word(word, 0.9, at * LETTER, row * LINE, len(word) * LETTER, 34))
            at += len(word)
    return found


def told(inscription: str) -> list[str]:
    """Return each person as one line: surname, given, patronymic, birth, death."""
    named = [{r.field: str(r.value) for r in person} for person in people(lines(words(inscription)), SEEN)]
    return [" ".join(person.get(f, "-") for f in ENGRAVED) for person in named]


CASES = {
    "surname above": ("ИВАНОВ\nПётр\nИльич\n12.03.1998 – 07.02.2023", ["Иванов Пётр Ильич 1998-03-12 2023-02-07"]),
    "one line": ("Иванов Пётр Ильич\n12.03.1998\n07.02.2023", ["Иванов Пётр Ильич 1998-03-12 2023-02-07"]),
    "surname last": ("Пётр Ильич\nИВАНОВ\n1998 – 2023", ["Иванов Пётр Ильич 1998 2023"]),
    "rank and epitaph": (
        "Гвардии рядовой\nКЕДРОВ\nАРТЁМ ЮРЬЕВИЧ\n3 мая 2001\n19 июня 2022\nВечная память",
        ["Кедров Артём Юрьевич 2001-05-03 2022-06-19"],
    ),
    "rank beside the name": ("рядовой Кедров Артём Юрьевич", ["Кедров Артём Юрьевич - -"]),
    "no patronymic": ("МОНГУШ\nРуслан\n1998 – 2023", ["Монгуш Руслан - 1998 2023"]),
    "a name from afar": ("Монгуш Айдыс Сергеевич\n1998 – 2023", ["Монгуш Айдыс Сергеевич 1998 2023"]),
    "no surname that can be read": ("Пётр Ильич\n12.03.1998 – 07.02.2023", ["- Пётр Ильич 1998-03-12 2023-02-07"]),
    "a woman": ("РЯБИНИНА\nМарина Алексеевна\n1979 – 2022", ["Рябинина Марина Алексеевна 1979 2022"]),
    "a surname like a patronymic": ("ШУШКЕВИЧ\nИван Петрович\n1990 – 2022", ["Шушкевич Иван Петрович 1990 2022"]),
    "only the death, said so": ("Кедров Иван Ильич\nпогиб 07.02.2023", ["Кедров Иван Ильич - 2023-02-07"]),
    "only the birth, said so": ("Кедров Иван Ильич\nрод. 12 марта 1998", ["Кедров Иван Ильич 1998-03-12 -"]),
    "a dash tells": ("Кедров Иван Ильич\n12.03.1998 – ХХХХ", ["Кедров Иван Ильич 1998-03-12 -"]),
    "one date that says nothing": ("Кедров Иван Ильич\n07.02.2023", ["Кедров Иван Ильич - -"]),
    "death before birth": ("Кедров Иван Ильич\n07.02.2023 – 12.03.1998", ["Кедров Иван Ильич - -"]),
    "older than anyone": ("Кедров Иван Ильич\n12.03.1898 – 07.02.2023", ["Кедров Иван Ильич - -"]),
    "two below each other": (
        "КЕДРОВ\nИван Ильич\n1950 – 2010\nКЕДРОВА\nМария Петровна\n1955 – 2020",
        ["Кедров Иван Ильич 1950 2010", "Кедрова Мария Петровна 1955 2020"],
    ),
    "two beside each other": (
        "КЕДРОВ            КЕДРОВА\nИван              Мария\nИльич             Петровна\n1950 – 2010       1955 – 2020",
        ["Кедров Иван Ильич 1950 2010", "Кедрова Мария Петровна 1955 2020"],
    ),
    "relatives": ("Дорогому мужу и отцу\nот жены Марины и сына Ивана", []),
    "a relative and a year": ("Любимый Ваня\nот мамы Анны\n2022", []),
    "nothing": ("", []),
    "an advertisement": ("ПАМЯТНИКИ\nгранит мрамор\nтел. 8 900 123 45 67", []),
}


@pytest.mark.parametrize(("inscription", "expected"), CASES.values(), ids=CASES)
def test_people(inscription, expected):
    assert told(inscription) == expected


def test_every_quote_is_what_was_read_and_lies_where_it_stood():
    inscription = "КЕДРОВ\nИван Ильич\n12.03.1998-07.02.2023"
    (person,) = people(lines(words(inscription)), SEEN)
    quotes = {r.field: r.word for r in person}
    assert [w.text for w in quotes.values()] == ["КЕДРОВ", "Иван", "Ильич", "12.03.1998", "07.02.2023"]
    # One word holds both dates: each has its own part of it.
    assert quotes[Field.BIRTH][2:] == pytest.approx((0, 2 * LINE, 10 * LETTER, 34))
    assert quotes[Field.DEATH][2:] == pytest.approx((11 * LETTER, 2 * LINE, 10 * LETTER, 34))


def test_a_mended_name_is_less_sure():
    (person,) = people(lines(words("Кедров Алексаидр Ильич")), SEEN)
    assert [(str(r.value), round(r.confidence, 2)) for r in person] == [
        ("Кедров", 0.9),
        ("Александр", 0.72),
        ("Ильич", 0.9),
    ]


def test_a_line_that_leans_is_one_line():
    leaning = [Word(text, 0.9, x, 100 + x * 0.08, 90, 34) for text, x in (("Иван", 0), ("Ильич", 110), ("Кедров", 220))]
    assert [line.text for line in lines(leaning)] == ["Иван Ильич Кедров"]


def test_columns_join_what_stands_below_a_wide_line():
    pieces = lines(words("ИВАНОВ\n12.03.1998        07.02.2023"))
    assert [line.text for line in pieces] == ["ИВАНОВ", "12.03.1998", "07.02.2023"]
    assert [[line.text for line in column] for column in columns(pieces)] == [["ИВАНОВ", "12.03.1998"], ["07.02.2023"]]
