"""Confidence that means what it says: of a hundred claims that are 90 % sure, about ninety are right.

The rules give each claim a confidence by feel. How often such claims of a field are right is counted over the golden
posts, once for each version (``python benchmarks/calibrate.py --write``), and ``calibration.json`` beside this file
holds the result: for each field the points of a rising line from the rule's confidence to the share that was right
(isotonic regression: Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability
estimates", KDD 2002). Both are between 0 and 1.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from sinodik.records import Claim, Field

TABLE = Path(__file__).with_name("calibration.json")
BINS = 10

_PRIOR = 8.0  # claims of all fields that speak beside a field's own, so that three claims alone prove nothing
# How much of the rule's own confidence stays. The posts that are counted are those that the rules were made on, and
# flatter them; and what the rules think surer must stay surer.
_FELT = 0.15

Curve = tuple[tuple[float, float], ...]


class Judged(NamedTuple):
    """A claim of a golden post: what the rules think, and whether it is right."""

    field: Field
    confidence: float
    right: bool


class Calibration:
    """Puts measured confidences in the place of felt ones; never changes which of two claims is the surer."""

    def __init__(self, curves: Mapping[str, Curve]) -> None:
        self._curves = {field: ([x for x, _ in curve], [y for _, y in curve]) for field, curve in curves.items()}

    @classmethod
    def load(cls, table: Path = TABLE) -> Self:
        """Read the table; msgspec's ValidationError if it is not one."""
        return cls(msgspec.json.decode(table.read_bytes(), type=dict[str, Curve]))

    def confidence(self, field: Field, felt: float) -> float:
        """Return the share of such claims that are right; ``felt`` itself for a field that was not measured."""
        if field not in self._curves:
            return felt
        measured = _between(*self._curves[field], felt)
        return round((1 - _FELT) * measured + _FELT * felt, 4)

    def calibrated(self, claim: Claim) -> Claim:
        """Return the claim with a confidence that was measured."""
        return Claim(claim.field, claim.value, claim.quote, claim.where, self.confidence(claim.field, claim.confidence))


def _between(xs: Sequence[float], ys: Sequence[float], x: float) -> float:
    """Interpolate; below the first point the line comes from (0, 0), above the last it goes on to 1 level."""
    right = bisect_left(xs, x)
    if right == len(xs):
        return ys[-1]
    left_x, left_y = (xs[right - 1], ys[right - 1]) if right else (0.0, 0.0)
    return left_y + (ys[right] - left_y) * (x - left_x) / (xs[right] - left_x) if xs[right] > left_x else ys[right]


def fit(claims: Iterable[Judged]) -> dict[str, Curve]:
    """Return a curve for each field of Field: its own claims, and ``_PRIOR`` like all fields' at each confidence."""
    claims = list(claims)
    everywhere = _Counts.of(claims).isotonic({})
    levels = dict(everywhere)
    own: dict[Field, list[Judged]] = defaultdict(list)
    for claim in claims:
        own[claim.field].append(claim)
    return {field.value: _Counts.of(own[field]).isotonic(levels) if field in own else everywhere for field in Field}


class _Counts(NamedTuple):
    """How many claims there are at each confidence, and how many of them are right."""

    total: Mapping[float, int]
    right: Mapping[float, int]

    @classmethod
    def of(cls, claims: Iterable[Judged]) -> Self:
        total: dict[float, int] = defaultdict(int)
        right: dict[float, int] = defaultdict(int)
        for claim in claims:
            total[claim.confidence] += 1
            right[claim.confidence] += claim.right
        return cls(total, right)

    def isotonic(self, prior: Mapping[float, float]) -> Curve:
        """Return the rising line that is nearest to the shares of right claims (pool adjacent violators).

        ``prior`` is the share that is expected at each confidence; the confidence itself, weakly, where there is none.
        """
        pools: list[tuple[float, float, list[float]]] = []  # share, weight, confidences
        for x in sorted(self.total):
            expected, belief = (prior[x], _PRIOR) if x in prior else (x, 1.0)
            weight = self.total[x] + belief
            pools.append(((self.right[x] + belief * expected) / weight, weight, [x]))
            while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
                (low, w, xs), (high, v, more) = pools[-2:]
                pools[-2:] = [((low * w + high * v) / (w + v), w + v, xs + more)]
        return tuple((x, round(share, 4)) for share, _, xs in pools for x in xs)


def expected_error(claims: Iterable[Judged], bins: int = BINS) -> float:
    """Return the expected calibration error: how far confidence and the share of right claims lie apart, on average.

    Over bins of equal width, weighted by their claims (Guo et al., "On calibration of modern neural networks", ICML
    2017); 0 is perfect.

    >>> expected_error([Judged(Field.AGE, 0.9, True)] * 9 + [Judged(Field.AGE, 0.9, False)])
    0.0
    >>> expected_error([Judged(Field.AGE, 0.8, True)])
    0.2
    """
    found: dict[int, list[Judged]] = defaultdict(list)
    for claim in claims:
        found[min(int(claim.confidence * bins), bins - 1)].append(claim)
    apart = (abs(sum(c.right for c in bin_) - sum(c.confidence for c in bin_)) for bin_ in found.values())
    return round(sum(apart) / max(1, sum(map(len, found.values()))), 4)
