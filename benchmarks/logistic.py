"""Logistic regression with a ridge penalty, by Adam (Kingma and Ba 2015), which needs nothing but numpy."""

import numpy as np
from numpy.typing import NDArray

STEPS, RATE = 500, 0.05

Floats = NDArray[np.float64]


def fitted(
    row: NDArray[np.int64],
    column: NDArray[np.int64],
    value: Floats,
    truth: Floats,
    size: int,
    ridge: float,
    worth: Floats,
) -> Floats:
    """Return the weight of each of ``size`` columns, and last the bias.

    The entries are ``value`` at ``row`` and ``column``; ``truth`` (0 or 1) and ``worth`` are the rows'. Least is the
    sum of the rows' log losses, each times its worth, and half the ridge times the squared weights.
    """
    n = len(truth)
    weight, mean, square = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    for step in range(1, STEPS + 1):
        score = np.bincount(row, value * weight[column], n) + weight[-1]
        wrong = (1 / (1 + np.exp(-score)) - truth) * worth
        slope = np.append(np.bincount(column, value * wrong[row], size) + ridge * weight[:-1], wrong.sum())
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weight -= RATE * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
    return weight
