"""Clusters against the truth, worked out by hand."""

import numpy as np
import pytest

from benchmarks.accuracy import accuracy

CASES = [
    ([1, 1, 2], [5, 5, 9], (1, 1, 1, 1)),
    ([1, 1, 2], [1, 2, 3], (0, 0, 0, 0.8)),  # nothing merged: B³ recall is (½ + ½ + 1) / 3
    ([1, 1, 2, 2], [1, 1, 1, 1], (1 / 3, 1, 0.5, 2 / 3)),
    ([1, 1, 1, 2], [1, 1, 2, 2], (0.5, 1 / 3, 0.4, 12 / 17)),
]


@pytest.mark.parametrize(("truth", "found", "expected"), CASES)
def test_accuracy(truth: list[int], found: list[int], expected: tuple[float, ...]) -> None:
    got = accuracy(np.array(truth), np.array(found))
    assert tuple(got.values()) == pytest.approx(expected)
