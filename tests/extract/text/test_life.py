"""Birth, death, age and burial of one person must agree; what does not is doubted, never changed."""

from datetime import date

import pytest

from extract.text.life import age_span, could_be_a_life, soon, weigh
from sinodik.records import Claim, Field, How, PartialDate, Span, Value

B, D, A, F, M = Field.BIRTH, Field.DEATH, Field.AGE, Field.BURIAL, Field.MOBILISED


def claim(field: Field, value: Value | str) -> Claim:
    return Claim(field, PartialDate.parse(value) if isinstance(value, str) else value, "", Span(0, 1), 0.9)


@pytest.mark.parametrize(
    ("told", "surest"),
    [
        (["2022-12", "2022-12-08"], "2022-12-08"),
        (["2022", "2022-03-29"], "2022-03-29"),
        (["2022-11", "2022-12-08"], "2022-11"),
        (["2022-12-08", "2022-12"], "2022-12-08"),
    ],
)
def test_the_more_exact_of_two_that_agree_is_surer(told: list[str], surest: str):
    weighed = weigh([claim(D, day) for day in told])
    assert str(max(weighed, key=lambda c: c.confidence).value) == surest


LIVES = [
    ([(B, "1990-05-03"), (D, "2023-02-07"), (A, 32)], []),
    ([(B, "1990"), (D, "2023-02-07"), (A, 33)], []),
    ([(B, "1990"), (D, "2023"), (A, 32)], []),
    ([(B, "1990-05-03"), (D, "2023-02-07"), (A, 33)], [B, D, A]),
    ([(B, "1990-05-03"), (B, "1991-05-03"), (D, "2023-02-07"), (A, 31)], ["1990-05-03"]),
    ([(B, "1990-05-03"), (D, "2023-02-07"), (A, 32), (A, 25)], [25]),
    ([(B, "1990"), (D, "2022"), (D, "2023"), (A, 33)], ["2022"]),
    ([(D, "2022"), (D, "2022-05")], ["2022"]),
    ([(B, "2015"), (D, "2023")], [B, D]),
    ([(B, "1990"), (A, 21)], []),
    ([(D, "2023-02-07"), (F, "2023-02-05")], [F]),
    ([(D, "2023-02"), (F, "2023-02-05")], []),
    ([(D, "2023-02-07"), (F, "2024-02-05")], []),
    ([(D, "2022-10-07"), (M, "2022-11")], [M]),
    ([(D, "2022-10-07"), (M, "2022-09-25")], []),
    ([(A, 30)], []),
    ([], []),
]


@pytest.mark.parametrize(("told", "doubted"), LIVES)
def test_what_contradicts_the_rest_is_doubted(told: list[tuple[Field, Value]], doubted: list[object]):
    weighed = weigh([claim(field, value) for field, value in told])
    assert [(c.field, str(c.value)) for c in weighed] == [(field, str(value)) for field, value in told]
    for one in weighed:
        surely_doubted = one.field in doubted or one.value in doubted or str(one.value) in doubted
        assert (one.confidence < 0.9) == surely_doubted, one


@pytest.mark.parametrize(
    ("birth", "death", "ages"),
    [
        ("1990-05-03", "2023-02-07", (32, 32)),
        ("1990", "2023-02-07", (32, 33)),
        ("1990", "2023", (32, 33)),
        ("1996-02-29", "2022-02-28", (25, 25)),
    ],
)
def test_the_ages_that_two_dates_allow(birth: str, death: str, ages: tuple[int, int]):
    assert age_span(PartialDate.parse(birth), PartialDate.parse(death)) == ages


def test_a_soldiers_life_is_neither_a_childs_nor_a_centurys():
    assert could_be_a_life(PartialDate(2004), PartialDate(2022))
    assert not could_be_a_life(PartialDate(2010), PartialDate(2022))
    assert not could_be_a_life(PartialDate(1900), PartialDate(2022))


def test_a_burial_follows_the_death_that_the_post_tells_in_full():
    told = PartialDate(2023, 5, 22, How.FROM_POST_DATE)
    assert str(soon(told, PartialDate(2022, 5, 9), date(2024, 2, 20))) == "2022-05-22"
    assert soon(told, PartialDate(2023, 5, 9), date(2023, 5, 20)) is None
    assert soon(PartialDate(2023, 5, 22), PartialDate(2022, 5, 9), date(2023, 5, 20)) is None
