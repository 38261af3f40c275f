"""What several looks at one stone come to."""

import pytest

from extract.photo.agree import agreed, complete
from sinodik.records import Box, Claim, Field, PartialDate

PLACE = {Field.SURNAME: 0, Field.GIVEN: 50, Field.PATRONYMIC: 100, Field.BIRTH: 150, Field.DEATH: 200}


def person(reading: str, confidence: float = 0.9, left: int = 0):
    """``Кедров Иван Ильич 1998-03-12 2023-02-07``, each part in its own place; ``-`` is a part not read."""
    claims = []
    for field, read in zip(PLACE, reading.split(), strict=True):
        value = PartialDate.parse(read) if field in (Field.BIRTH, Field.DEATH) and read != "-" else read
        if read != "-":
            claims.append(Claim(field, value, read, Box("0" * 64, left, PLACE[field], 90, 30), confidence))
    return tuple(claims)


def said(people) -> list[str]:
    return [" ".join(str({c.field: c.value for c in p}.get(f, "-")) for f in PLACE) for p in people]


WHOLE = "Кедров Иван Ильич 1998-03-12 2023-02-07"
CASES = {
    "one look": ([WHOLE], WHOLE),
    "two that agree": ([WHOLE, WHOLE], WHOLE),
    "what one look missed": ([WHOLE, "Кедров Иван Ильич - 2023-02-07"], WHOLE),
    "each missed something": (
        ["Кедров Иван Ильич 1998-03-12 -", "Кедров Иван Ильич - 2023-02-07"],
        WHOLE,
    ),
    "a part that one look could not read": ([WHOLE, "Кедров Иван Ильич 1998-03 2023"], WHOLE),
    "most looks": ([WHOLE, WHOLE, WHOLE, WHOLE, "Кедроз Иван Ильич 1998-03-13 2023-02-07"], WHOLE),
    "days that differ": ([WHOLE, "Кедров Иван Ильич 1998-03-17 2023-02-07"], "Кедров Иван Ильич 1998-03 2023-02-07"),
    "months that differ": ([WHOLE, "Кедров Иван Ильич 1998-08-12 2023-02-07"], "Кедров Иван Ильич 1998 2023-02-07"),
    "years that differ": ([WHOLE, "Кедров Иван Ильич 1993-03-12 2023-02-07"], "Кедров Иван Ильич - 2023-02-07"),
    "two to one is not enough for a date": (
        [WHOLE, WHOLE, "Кедров Иван Ильич 1998-03-12 2023-02-01"],
        "Кедров Иван Ильич 1998-03-12 2023-02",
    ),
    "Ё is Е": ([WHOLE.replace("Кедров", "Артёмов"), WHOLE.replace("Кедров", "Артемов")], None),
}


@pytest.mark.parametrize(("looks", "expected"), CASES.values(), ids=CASES)
def test_agreed(looks, expected):
    found = said(agreed([[person(look)] for look in looks]))
    assert found == [expected or looks[0]]


def test_where_looks_differ_the_claim_is_less_sure():
    (one,) = agreed([[person(WHOLE)], [person(WHOLE.replace("Кедров", "Кедроз"), confidence=0.4)]])
    assert {c.field: c.confidence for c in one}[Field.SURNAME] == pytest.approx(0.63)
    assert {c.field: c.confidence for c in one}[Field.GIVEN] == 0.9


def test_a_scratch_that_one_look_took_for_a_surname_is_not_claimed():
    assert said(agreed([[person(WHOLE, confidence=0.1)]])) == []
    nameless = person("- Иван Ильич 1998-03-12 2023-02-07")
    assert said(agreed([[(*person("Ужин - - - -", confidence=0.05), *nameless)], [nameless]])) == [
        "- Иван Ильич 1998-03-12 2023-02-07"
    ]


def test_people_who_stand_apart_are_not_mixed():
    wife = "Кедрова Мария Петровна 1955-01-01 2020-01-01"
    looks = [[person(WHOLE), person(wife, left=400)], [person(wife, left=400)], [person(WHOLE)]]
    assert said(agreed(looks)) == [WHOLE, wife]


def test_nobody():
    assert agreed([]) == []
    assert agreed([[], []]) == []


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([[WHOLE], [WHOLE]], True),
        ([[WHOLE]], False),
        ([[WHOLE], []], False),
        ([[], []], False),
        ([[WHOLE], ["Кедров Иван Ильич 1998-03-12 -"], [WHOLE]], True),
        ([[WHOLE], ["Кедров Иван Ильич 1998-03-12 2023-02-01"]], False),
        ([["Кедров Иван Ильич 1998-03-12 2023-02-01"], [WHOLE], [WHOLE]], False),
        ([["Кедров Иван Ильич 1998-03-12 2023-02-01"], [WHOLE], [WHOLE], [WHOLE], [WHOLE]], True),
        ([["Кедров Иван Ильич 1998-03 2023"], ["Кедров Иван Ильич 1998-03 2023"]], False),
        ([[WHOLE], [WHOLE, "Кедрова Мария Петровна 1955-01-01 2020-01-01"]], False),
    ],
)
def test_when_to_stop_looking(looks, expected):
    assert complete([[person(p) for p in look] for look in looks]) is expected
