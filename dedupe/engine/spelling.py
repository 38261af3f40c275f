"""Two words letter by letter: optimal string alignment and Jaro-Winkler over rows of letter codes."""

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.compiled import compiled

Letters = NDArray[np.uint8]
LONGEST = 24  # letters kept of a word
_FAR = 9


@compiled
def slips(a: Letters, n: int, b: Letters, m: int, most: int) -> int:
    """Return how many slips part two words, counted no further than ``most`` + 1.

    A slip is a letter left out, put in, changed, or two neighbours changing places (optimal string alignment).
    """
    if abs(n - m) > most:
        return most + 1
    start = 0
    while start < n and start < m and a[start] == b[start]:
        start += 1
    while n > start and m > start and a[n - 1] == b[m - 1]:
        n -= 1
        m -= 1
    if n == start or m == start:
        return min(n + m - 2 * start, most + 1)
    if max(n, m) - start == 1:
        return 1
    return _aligned(a[start:n], b[start:m], most)


@compiled
def _aligned(a: Letters, b: Letters, most: int) -> int:
    n, m = len(a), len(b)
    rows = np.zeros((3, m + 1), np.int64)
    for j in range(m + 1):
        rows[0, j] = j
    for i in range(1, n + 1):
        before, above, here = rows[(i - 2) % 3], rows[(i - 1) % 3], rows[i % 3]
        here[0] = i
        least = i
        for j in range(1, m + 1):
            cost = min(above[j] + 1, here[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            here[j] = cost
            least = min(least, cost)
        if least > most:
            return most + 1
    return min(int(rows[n % 3, m]), most + 1)


@compiled
def likeness(a: Letters, n: int, b: Letters, m: int) -> float:
    """Return the Jaro-Winkler similarity of two words, 0 to 1, with a prefix weight of 0.1 above 0.7.

    Winkler, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model" (1990).
    """
    if n == 0 or m == 0:
        return 0.0
    reach = max(0, max(n, m) // 2 - 1)
    taken_a, taken_b, common = 0, 0, 0
    for i in range(n):
        for j in range(max(0, i - reach), min(m, i + reach + 1)):
            if a[i] == b[j] and not (taken_b >> j) & 1:
                taken_a |= 1 << i
                taken_b |= 1 << j
                common += 1
                break
    if common == 0:
        return 0.0
    jaro = (common / n + common / m + (common - _swapped(a, taken_a, n, b, taken_b) // 2) / common) / 3
    prefix = 0
    while prefix < min(4, n, m) and a[prefix] == b[prefix]:
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro) if jaro > 0.7 else jaro


@compiled
def strange(a: int, n: int, b: int, m: int, begin: bool) -> bool:
    """Tell by the letters that two words have (a bit for each) that they are neither near nor alike.

    Then there are more than two slips between them, and their likeness is below 0.85: a letter that the other word
    lacks is a slip each, and cannot be common. ``begin``: they begin alike.
    """
    only_a, only_b = _bits(a & ~b), _bits(b & ~a)
    common = min(n - only_a, m - only_b)
    jaro = (common / n + common / m + 1) / 3
    return max(only_a, only_b) > 2 and jaro + (0.4 * (1 - jaro) if begin else 0.0) < 0.849


@compiled
def _bits(mask: int) -> int:
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


@compiled
def _swapped(a: Letters, taken_a: int, n: int, b: Letters, taken_b: int) -> int:
    j, swapped = 0, 0
    for i in range(n):
        if (taken_a >> i) & 1:
            while not (taken_b >> j) & 1:
                j += 1
            swapped += a[i] != b[j]
            j += 1
    return swapped
