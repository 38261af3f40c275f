"""Confidence that means what it says."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.calibration import TABLE, Calibration, Judged, expected_error, fit
from sinodik.records import Claim, Field, Span


def claims(confidence: float, right: int, wrong: int, field: Field = Field.AGE) -> list[Judged]:
    return [Judged(field, confidence, True)] * right + [Judged(field, confidence, False)] * wrong


ERRORS = [
    # (claims, the expected calibration error: the bins' gaps, weighted by hand)
    ([], 0.0),
    (claims(0.9, 90, 10), 0.0),
    (claims(0.9, 100, 0), 0.1),
    (claims(0.9, 0, 10), 0.9),
    (claims(1.0, 10, 0), 0.0),
    (claims(0.95, 95, 5) + claims(0.55, 40, 60), 0.075),  # half of the claims are 0.15 apart
    (claims(0.91, 10, 0) + claims(0.99, 8, 2), 0.05),  # one bin: 0.95 said, 0.9 right
    (claims(0.0, 0, 5) + claims(0.05, 0, 5), 0.025),
]


@pytest.mark.parametrize(("judged", "error"), ERRORS)
def test_the_error(judged: list[Judged], error: float) -> None:
    assert expected_error(judged) == pytest.approx(error, abs=1e-4)


def test_what_was_measured_is_what_is_said_then() -> None:
    felt = claims(0.95, 700, 300) + claims(0.6, 100, 300) + claims(0.85, 400, 400)
    table = Calibration(fit(felt))
    measured = [c._replace(confidence=table.confidence(c.field, c.confidence)) for c in felt]
    assert expected_error(felt) > 0.2
    assert expected_error(measured) < 0.05, "what is left is the part of the rules’ own confidence"


def test_a_field_of_few_claims_follows_the_others() -> None:
    table = Calibration(fit(claims(0.9, 800, 200) + claims(0.9, 3, 0, Field.SCHOOL)))
    assert table.confidence(Field.SCHOOL, 0.9) < 0.9
    assert table.confidence(Field.RANK, 0.9) == pytest.approx(0.815, abs=0.01)  # no claim of its own at all


def test_a_field_of_many_claims_goes_its_own_way() -> None:
    table = Calibration(fit(claims(0.9, 500, 500) + claims(0.9, 99, 1, Field.BIRTH)))
    assert table.confidence(Field.BIRTH, 0.9) > 0.93
    assert table.confidence(Field.AGE, 0.9) < 0.6


def test_where_less_sure_was_right_more_often_both_are_the_same_but_for_a_hair() -> None:
    table = Calibration(fit(claims(0.6, 90, 10) + claims(0.9, 80, 20)))
    low, high = (table.confidence(Field.AGE, felt) for felt in (0.6, 0.9))
    assert 0 < high - low < 0.05


CONFIDENCES = st.integers(1, 99).map(lambda n: n / 100)


@given(
    st.lists(st.tuples(CONFIDENCES, st.booleans()), min_size=1, max_size=60),
    st.lists(CONFIDENCES, min_size=2, max_size=6, unique=True),
)
def test_the_surer_claim_stays_the_surer(seen: list[tuple[float, bool]], felt: list[float]) -> None:
    table = Calibration(fit([Judged(Field.AGE, *s) for s in seen]))
    measured = [table.confidence(Field.AGE, f) for f in sorted(felt)]
    assert measured == sorted(measured)
    assert len(set(measured)) == len(measured)
    assert 0 < measured[0] < measured[-1] < 1


def test_an_unmeasured_field_keeps_what_the_rule_feels() -> None:
    assert Calibration({}).confidence(Field.AGE, 0.7) == 0.7


def test_only_the_confidence_of_a_claim_changes() -> None:
    claim = Claim(Field.AGE, 23, "на 24-м году", Span(3, 15), 0.95)
    changed = Calibration({"age": ((0.95, 0.5),)}).calibrated(claim)
    assert changed == Claim(Field.AGE, 23, "на 24-м году", Span(3, 15), pytest.approx(0.5675))


def test_the_shipped_table_is_of_every_field_and_rises() -> None:
    table = Calibration.load()
    assert TABLE.is_file()
    for field in Field:
        said = [table.confidence(field, n / 100) for n in range(1, 100)]
        assert all(a < b for a, b in pairwise(said)), field
        assert 0 < said[0] < said[-1] < 1
