from collections.abc import Callable

import pytest

from review.differences import AGREES, ALONE, DIFFERS, FITS, differences, letters, verdict
from sinodik.records import Claim, Field, How, Mention, PartialDate, Span, Value

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


SEVERAL = [
    # (field, what one post tells, what the other tells, how the two stand to each other)
    ("award", ["орден Мужества"], ["орден мужества"], AGREES),
    ("award", ["орден Мужества", "медаль Жукова"], ["медаль Жукова", "орден Мужества"], AGREES),
    ("award", ["орден Мужества", "медаль Жукова"], ["медаль Жукова"], FITS),
    ("award", ["орден Мужества"], ["медаль Жукова"], FITS),
    ("branch", ["ВДВ"], ["мобилизованный"], FITS),
    ("branch", ["ВДВ"], [], ALONE),
    ("settlement", ["Кедровка", "Нижние Ключи"], ["Нижние Ключи"], FITS),
    ("settlement", ["Кедровка"], ["Нижние Ключи"], DIFFERS),
]


@pytest.mark.parametrize(("field", "left", "right", "expected"), SEVERAL)
def test_of_what_one_may_have_several_each_counts(
    make_mention: Callable[..., Mention], field: str, left: list[str], right: list[str], expected: str
) -> None:
    def telling(values: list[str]) -> Mention:
        mention = make_mention("Берестов Пётр")
        said = tuple(Claim(Field(field), v, v, Span(20, 20 + len(v))) for v in values)
        return Mention(evidence=mention.evidence, extractor="t", version="1", claims=(*mention.claims, *said))

    for a, b in ((left, right), (right, left)):
        [row] = [r for r in differences(telling(a), telling(b)) if r.field == field]
        assert row.verdict == expected
        assert (row.a, row.b) == ("; ".join(a) or None, "; ".join(b) or None)
