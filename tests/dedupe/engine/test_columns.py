"""Mentions as numbers: what is one, how rare it is, and what was written in the wrong place."""

from collections.abc import Callable

import numpy as np
import pytest

from dedupe.engine.columns import Col, Columns
from dedupe.engine.days import births, spans
from dedupe.engine.table import Table
from sinodik.records import Mention
from tests.dedupe.engine.rows import columns, table

SPANS = [
    (19700101, 0, 0),
    (19700200, 31, 58),
    (20240200, 19754, 19782),  # a leap year
    (20231200, 19692, 19722),
    (20220000, 18993, 19357),
    (0, 0, 0),
]


@pytest.mark.parametrize(("packed", "first", "last"), SPANS)
def test_a_date_is_a_span_of_days(packed: int, first: int, last: int) -> None:
    assert [int(x[0]) for x in spans(np.array([packed]))] == [first, last]


def test_an_age_gives_a_year_of_birth() -> None:
    died = np.array([[19121, 19121, 0, 0, 0]])  # 9 May 2022
    first, last, precision = births(np.array([0]), np.array([32]), died)
    assert precision[0] == 1
    assert abs(first[0] - 7069) <= 1  # 10 May 1989: leap days are shared out
    assert abs(last[0] - 7433) <= 1  # 9 May 1990


def test_a_common_name_is_less_rare_and_least_at_home() -> None:
    tuva = [{"name": "Монгуш Аяс", "region": "Тыва"} for _ in range(120)]
    others = [{"name": f"Кедров{c} Пётр", "region": "Томская область"} for c in "абвгдежзик" for _ in range(36)]
    c = Columns.made(table(*tuva, *others))
    assert c.rows[0, Col.RARE_SURNAME] == 200  # one in four of all
    assert c.rows[0, Col.HERE_SURNAME] < 60  # nearly everybody there
    assert c.rows[-1, Col.RARE_SURNAME] > 350


def test_a_surname_in_the_given_names_place_is_put_right() -> None:
    c = columns({"name": "Пётр Редкозубов"}, {"name": "Редкозубов Пётр"}, {"name": "Саша Луговой"})
    assert c.rows[0, : Col.PATRONYMIC].tolist() == c.rows[1, : Col.PATRONYMIC].tolist()
    names = list(c.vocabulary.names.codes)
    assert names[c.rows[2, Col.SURNAME]] == "луговой"


def test_two_initials_in_one_are_taken_apart() -> None:
    names = (c := columns({"surname": "Кедров", "given": "П. И."})).vocabulary.names.codes
    assert [list(names)[k] for k in c.rows[0, :3]] == ["кедров", "п", "и"]


def test_a_table_is_in_the_order_of_identifiers(person: Callable[..., Mention], pieces: dict) -> None:
    people = [person(f"Кедров{i} Пётр", str(i), birth="1990-02", age=31, region="Тыва") for i in "абв"]
    there, back = (Table.of(list(p), pieces) for p in (people, reversed(people)))
    assert list(there.surname) == [m.name.surname for m in sorted(people, key=lambda m: m.id)] == list(back.surname)
    assert set(there.birth.tolist()) == {19900200}
    assert set(there.age.tolist()) == {31}
    assert len(set(there.evidence.tolist())) == 3
    assert Columns.of(people, pieces).rows.tolist() == Columns.of(people[::-1], pieces).rows.tolist()
