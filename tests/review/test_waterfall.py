import pytest

from review.waterfall import WIDTH, waterfall
from sinodik.records import Pair, Why
from sinodik.settings import Match

CUTS = Match(same=8, different=0)
CASES = [
    ("for and against", [7.5, -3.0, 1.5]),
    ("all against", [-4.0, -9.0]),
    ("far beyond the cuts", [40.0]),
    ("nothing said", []),
    ("no weight", [0.0]),
]


def pair(weights: list[float]) -> Pair:
    return Pair(a="m1", b="m2", score=sum(weights), whys=tuple(Why("r", "s", w) for w in weights))


@pytest.mark.parametrize(("what", "weights"), CASES, ids=[c[0] for c in CASES])
def test_everything_lies_inside_the_drawing(what: str, weights: list[float]) -> None:
    drawn = waterfall(pair(weights), CUTS)
    for left, width in [(b.left, b.width) for b in drawn.bars] + [drawn.total]:
        assert 0 <= left <= left + width <= WIDTH
        assert width > 0
    assert 0 < drawn.different <= drawn.zero < drawn.same < WIDTH


def test_each_bar_begins_where_the_one_before_ended() -> None:
    drawn = waterfall(pair([6.0, 2.0, -3.0]), CUTS)
    first, against, last = drawn.bars
    assert [b.why.weight for b in drawn.bars] == [6.0, -3.0, 2.0], "the weightiest first"
    assert first.left == drawn.zero
    assert against.left + against.width == pytest.approx(first.left + first.width, abs=0.2)
    assert last.left == pytest.approx(against.left, abs=0.2)
    assert sum(drawn.total) == pytest.approx(last.left + last.width, abs=0.2)
