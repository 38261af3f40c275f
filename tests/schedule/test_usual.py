from datetime import UTC, datetime

import pytest

from sinodik.schedule.usual import drought, far_less, usual
from sinodik.store.runs import Run

AT = datetime(2024, 3, 1, tzinfo=UTC)

# yields, the oldest first → what is usual after them
USUAL = [
    ([], None),
    ([20, 20], None),
    ([20, 22, 21], 21),
    ([900, 20, 20, 21], 20.5),  # the first visit reads everything
    ([20, 20, 20, 0, 0, 0], 20),  # a drought does not become usual
    ([20] * 10 + [40] * 10, 40),  # more is welcome
    ([0, 0, 0, 0], 0),
]


@pytest.mark.parametrize(("yields", "expected"), USUAL)
def test_what_is_usual(yields: list[int], expected: float | None) -> None:
    assert usual(yields) == expected


FAR = [(0, 20, True), (4, 20, True), (5, 20, False), (0, 3, False), (0, None, False), (100, 20, False), (0, 4, True)]


@pytest.mark.parametrize(("value", "usually", "expected"), FAR)
def test_what_is_far_less(value: int, usually: float | None, expected: bool) -> None:
    assert far_less(value, usually) is expected


def run(known: int, new: int = 0, outcome: str = "finished", **counts: int) -> Run:
    return Run(1, "crawl", "kedrovka", AT, AT, outcome, {"known": known, "new": new, **counts})


DROUGHTS = [
    ("the pages have changed", [20, 20, 20, 0], True),
    ("it lasts", [20, 20, 20] + [0] * 30, True),
    ("it is over", [20, 20, 20, 0, 0, 19], False),
    ("too early to tell", [20, 20, 0], False),
    ("a quiet channel still shows its old posts", [20, 20, 20, 20], False),
]


@pytest.mark.parametrize(("yields", "expected"), [d[1:] for d in DROUGHTS], ids=[d[0] for d in DROUGHTS])
def test_a_drought_is_told(yields: list[int], expected: bool) -> None:
    said = drought([run(y) for y in reversed(yields)])
    assert bool(said) is expected
    assert not said or "usually about 20" in said


def test_only_runs_that_finished_count() -> None:
    stopped = run(0, outcome="Stopped before the end; the same command carries on.")
    assert drought([stopped, run(20), run(20), run(20)]) == ""
    assert drought([run(0, unchanged=1), run(20), run(20), run(20)]) == "", "“not modified” is no drought"
    assert drought([run(1), stopped, run(20), run(0, new=20), run(20)])
    assert drought([]) == ""
