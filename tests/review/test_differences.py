from collections.abc import Callable

import pytest

from review.differences import AGREES, ALONE, DIFFERS, FITS, differences, letters, verdict
from sinodik.records import How, Mention, PartialDate, Value

VERDICTS = [
    ("Пётр", "Петр", AGREES),
    ("БЕРЕСТОВ", "Берестов", AGREES),
    ("Берестов", "Бирестов", DIFFERS),
    ("Пётр", None, ALONE),
    (None, PartialDate(1990), ALONE),
    (PartialDate(1990), PartialDate(1990, 2, 1), FITS),
    (PartialDate(1990, 2), PartialDate(1990, 3), DIFFERS),
    (PartialDate(1990), PartialDate(1990, how=How.FROM_AGE), AGREES),
    (32, 32, AGREES),
    (32, 33, DIFFERS),
]


@pytest.mark.parametrize(("a", "b", "expected"), VERDICTS)
def test_how_two_values_stand_to_each_other(a: Value | None, b: Value | None, expected: str) -> None:
    assert verdict(a, b) == expected == verdict(b, a)


LETTERS = [
    ("Берестов", "Бирестов", "Б[е]рестов", "Б[и]рестов"),
    ("Кедров", "Кедрова", "Кедров", "Кедров[а]"),
    ("КЕДРОВ", "Кедрин", "КЕДР[ОВ]", "Кедр[ин]"),
    ("İI", "ii", "[İI]", "[ii]"),
]


@pytest.mark.parametrize(("a", "b", "left", "right"), LETTERS)
def test_the_letters_that_differ_are_marked(a: str, b: str, left: str, right: str) -> None:
    runs = letters(a, b)
    assert tuple("".join(f"[{t}]" if changed else t for t, changed in side) for side in runs) == (left, right)


def test_rows_follow_the_order_of_fields(make_mention: Callable[..., Mention]) -> None:
    a = make_mention("Берестов Пётр", birth="1990")
    b = make_mention("Бирестов Пётр Ильич", region="Кедровский край")
    assert [(r.field, r.verdict) for r in differences(a, b)] == [
        ("surname", DIFFERS),
        ("given", AGREES),
        ("patronymic", ALONE),
        ("birth", ALONE),
        ("region", ALONE),
    ]
