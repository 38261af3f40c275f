"""How often the machine's merges are right, as a random sample tells."""

import doctest
from datetime import UTC, datetime

import pytest

from sinodik.records import Anchor, Decision, Judgement, Span
from sinodik.store import summary
from sinodik.store.summary import ENOUGH, sample, wilson

AT = datetime(2023, 3, 10, 12, tzinfo=UTC)


def said(number: int, judgement: str, *, sampled: bool = True) -> Decision:
    sides = [(Anchor(f"m{side}{number}", "0" * 64, Span(0, 1)),) for side in "ab"]
    return Decision(
        at=AT, reviewer="vera", judgement=Judgement(judgement), about=sides[0], against=sides[1], sampled=sampled
    )


# Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
WILSON = [
    ((81, 263), (0.2553, 0.3662)),
    ((15, 148), (0.0624, 0.1605)),
    ((0, 20), (0.0, 0.1611)),
    ((1, 29), (0.0061, 0.1718)),
]


@pytest.mark.parametrize(("counts", "interval"), WILSON)
def test_the_interval_is_wilsons(counts, interval) -> None:
    assert wilson(*counts) == pytest.approx(interval, abs=5e-5)


def test_only_what_chance_chose_counts() -> None:
    found = sample([said(1, "same"), said(2, "different"), said(3, "unsure"), said(4, "same", sampled=False)])
    assert (found.judged, found.right, found.low) == (2, 1, None)


def test_of_two_answers_about_one_pair_the_later_counts() -> None:
    assert sample([said(1, "different"), said(1, "same")]).right == 1


def test_from_enough_answers_on_there_is_an_interval() -> None:
    found = sample([said(k, "same" if k else "different") for k in range(ENOUGH)])
    assert (found.low, found.high) == pytest.approx(wilson(ENOUGH - 1, ENOUGH))


def test_examples() -> None:
    assert doctest.testmod(summary).failed == 0
