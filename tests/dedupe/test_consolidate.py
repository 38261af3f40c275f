"""The best value of each field, and what cannot be true."""

from collections.abc import Callable

import pytest

from dedupe.conflicts import conflicts
from dedupe.consolidate import best, said
from sinodik.records import Attested, Claim, Field, How, Mention, PartialDate, Span, Status

# (family, value) as said, the value chosen
TEXTS = [
    (Field.SURNAME, [("a", "Кедров"), ("b", "Кедров"), ("c", "Медров")], "Кедров"),
    (Field.SURNAME, [("a", "Медров"), ("a", "Медров"), ("b", "Кедров"), ("c", "Кедров")], "Кедров"),  # families count
    (Field.GIVEN, [("a", "П."), ("b", "П."), ("c", "Пётр")], "Пётр"),  # an initial speaks for the name
    (Field.GIVEN, [("a", "Саша"), ("b", "Саша"), ("c", "Александр")], "Александр"),
    (Field.GIVEN, [("a", "Петр"), ("b", "Пётр")], "Пётр"),
    (Field.GIVEN, [("a", "Петр"), ("b", "Петр"), ("c", "Пётр")], "Петр"),
    (Field.RANK, [("a", "сержант"), ("b", "рядовой"), ("c", "рядовой")], "рядовой"),
    (Field.AGE, [("a", 32), ("b", 32), ("c", 33)], 32),
]
DATES = [
    ([("a", "1990"), ("b", "1990"), ("c", "1990-02-01")], "1990-02-01"),
    ([("a", "1990-02"), ("b", "1990-02-01")], "1990-02-01"),
    ([("a", "1990-02-01"), ("b", "1991-02-01"), ("c", "1991-02-01")], "1991-02-01"),
    ([("a", "1990-02-01"), ("b", "1991"), ("c", "1991")], "1991"),
]


def speaks(field: Field, values: list[tuple[str, object]]) -> tuple[list[Mention], dict[str, str]]:
    mentions, families = [], {}
    for number, (family, value) in enumerate(values):
        evidence = f"{number:064x}"
        claim = Claim(field, value, str(value), Span(0, len(str(value))))  # type: ignore[arg-type]
        mentions.append(Mention(evidence=evidence, extractor="test", version="1", claims=(claim,)))
        families[evidence] = family
    return mentions, families


@pytest.mark.parametrize(("field", "values", "expected"), TEXTS)
def test_the_best_value(field: Field, values: list[tuple[str, object]], expected: object) -> None:
    mentions, families = speaks(field, values)
    for order in (mentions, mentions[::-1]):
        [chosen] = best(said(order, families), {}, [])
        assert chosen.value == expected


@pytest.mark.parametrize(("values", "expected"), DATES)
def test_the_best_date(values: list[tuple[str, str]], expected: str) -> None:
    mentions, families = speaks(Field.BIRTH, [(f, PartialDate.parse(v)) for f, v in values])
    [chosen] = best(said(mentions, families), {}, [])
    assert str(chosen.value) == expected


def test_a_stated_year_stands_above_a_reckoned_one() -> None:
    reckoned, stated = PartialDate(1991, how=How.FROM_AGE), PartialDate(1990)
    mentions, families = speaks(Field.BIRTH, [("a", reckoned), ("b", reckoned), ("c", stated)])
    [chosen] = best(said(mentions, families), {}, [])
    assert chosen.value == stated


def test_every_value_knows_who_says_it() -> None:
    mentions, families = speaks(Field.GIVEN, [("a", "Петр"), ("b", "Пётр"), ("c", "П.")])
    by_value = {str(s.value): s for s in said(mentions, families)}
    assert by_value["Пётр"].mentions == tuple(sorted(m.id for m in mentions[:2]))
    assert by_value["Пётр"].families == {"a", "b"}
    assert by_value["П."].mentions == (mentions[2].id,)


IMPOSSIBLE = [
    ({"birth": ["1990-02-01", "1985"]}, "The dates of birth cannot be one: 1985 and 1990-02-01."),
    ({"birth": ["1990-02-01", "1990"]}, None),
    ({"death": ["2022-05-09", "2022-08-01"]}, "The dates of death are far apart: 2022-05-09 and 2022-08-01."),
    ({"death": ["2022-05-09", "2022-05-12", "2022-05"]}, None),
    ({"birth": ["2023"], "death": ["2022"]}, "The death (2022) is before the birth (2023)."),
    ({"death": ["2022-05-09"], "burial": ["2022-04"]}, "The burial (2022-04) is before the death (2022-05-09)."),
    ({"death": ["2022-05-09"], "burial": ["2022-05"]}, None),
    (
        {"birth": ["1990"], "death": ["2022"], "age": [45]},
        "An age of 45 does not fit a life from 1990 to 2022.",
    ),
    ({"birth": ["1990"], "death": ["2022"], "age": [31]}, None),
    ({"birth": ["1990"], "death": ["2022"], "age": [32]}, None),
    ({"surname": ["Кедров", "Луговой"]}, "The surnames differ: Кедров and Луговой."),
    ({"surname": ["Кедров", "Кедроф"], "given": ["П.", "Пётр"]}, None),
]


@pytest.mark.parametrize(("values", "sentence"), IMPOSSIBLE)
def test_conflicts(person: Callable[..., Mention], values: dict[str, list], sentence: str | None) -> None:
    dated = ("birth", "death", "burial")
    stands = [Attested(Field(f), PartialDate.parse(v) if f in dated else v, ()) for f, vs in values.items() for v in vs]
    assert conflicts(stands, [person("Кедров")]) == ([sentence] if sentence else [])


def test_nobody_is_put_among_the_dead_unsaid(person: Callable[..., Mention]) -> None:
    claims = person("Кедров Пётр").claims
    missing = Mention(evidence="a" * 64, extractor="t", version="1", claims=claims, status=Status.MISSING)
    assert conflicts([], [missing]) == ["No mention says that this person died, only: missing."]
    assert conflicts([], [missing, person("Кедров Пётр")]) == []
