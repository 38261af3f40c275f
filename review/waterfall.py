"""The reasons of a comparison as a waterfall: each bar begins where the one before it ended."""

from dataclasses import dataclass

from sinodik.records import Pair, Why
from sinodik.settings import Match

WIDTH = 1000.0
_MARGIN = 0.03


@dataclass(frozen=True)
class Bar:
    """One reason; ``left`` and ``width`` in thousandths of the drawing's width."""

    why: Why
    left: float
    width: float


@dataclass(frozen=True)
class Waterfall:
    """All reasons, the total, and where zero and the two cuts stand, in the same unit."""

    bars: tuple[Bar, ...]
    total: tuple[float, float]
    score: float
    zero: float
    different: float
    same: float


def waterfall(pair: Pair, cuts: Match) -> Waterfall:
    """Lay out the reasons of ``pair``, the weightiest first."""
    whys = sorted(pair.whys, key=lambda w: -abs(w.weight))
    stops = [0.0]
    for why in whys:
        stops.append(stops[-1] + why.weight)
    low = min(*stops, pair.score, cuts.different, 0.0)
    high = max(*stops, pair.score, cuts.same, 1.0)
    margin = (high - low) * _MARGIN

    def x(bits: float) -> float:
        return round((bits - low + margin) / (high - low + 2 * margin) * WIDTH, 1)

    def run(start: float, end: float) -> tuple[float, float]:
        return x(min(start, end)), round(max(abs(x(end) - x(start)), 2.0), 1)

    bars = tuple(Bar(why, *run(start, end)) for why, start, end in zip(whys, stops, stops[1:], strict=False))
    return Waterfall(bars, run(0.0, pair.score), pair.score, x(0.0), x(cuts.different), x(cuts.same))
