"""Which pairs a person should look at, and in which order: the queue of the review desk.

Two clusters are asked about once, by their most telling pair; what decisions have settled is not asked again. First
come the clusters whose mean score is nearest to the cut, on either side of it, and of those the largest. Between them
stand a few merges chosen by chance, however sure: their answers tell how often the machine is right.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.findings import BETWEEN, MERGE, SAMPLE, Longs
from dedupe.linkage import Cuts

# Hundredths of a bit above the cut up to which a merge hangs by a thread.
THREAD = 200
# What a person could not tell goes to the end of the queue, in its own order.
UNSURE_LAST = 1000.0
# Over how many bits from the cut the sample is spread among the questions.
_SPREAD = 8.0


class Pairs(NamedTuple):
    """Pairs of mentions by position, in order, with their place in the queue.

    ``doubt`` is NaN where nobody need look; ``sampled`` marks what chance chose.
    """

    i: Longs
    j: Longs
    doubt: NDArray[np.float64]
    sampled: NDArray[np.bool_]


def pairs(findings: Longs, decided: Longs, cuts: Cuts, hashes: Longs) -> Pairs:
    """Return every pair worth keeping; ``decided`` are those that people judged, as ``i << 32 | j``."""
    keys = findings[:, 1] << 32 | findings[:, 2]
    kind, mean, size, barred = findings[:, 0], findings[:, 4], findings[:, 5], findings[:, 6]
    near = ((kind == MERGE) & (mean < cuts.same + THREAD)) | ((kind == BETWEEN) & (barred < 2))
    both = np.unique(np.concatenate([keys, decided]))
    i, j = both >> 32, both & 0xFFFFFFFF
    doubt, sampled = np.full(len(both), np.nan), np.zeros(len(both), np.bool_)
    if drawn := keys[kind == SAMPLE].tolist():
        at = np.searchsorted(both, drawn)
        sampled[at] = True
        doubt[at] = _SPREAD * ((hashes[i[at]] ^ hashes[j[at]]) // cuts.sample % 1000) / 1000
    # Bits from the cut, and of equal ones the larger clusters first.
    doubt[np.searchsorted(both, keys[near])] = np.abs(mean[near] - cuts.same) / 100 + 0.01 / (1 + size[near])
    return Pairs(i, j, np.round(doubt, 6), sampled)


def asked(found: Pairs, settled: Callable[[int, int], bool], unsure: Callable[[int, int], bool]) -> Pairs:
    """Take away what is ``settled``, and put last what somebody could not tell (``unsure``)."""
    doubt = found.doubt.copy()
    for k in np.flatnonzero(~np.isnan(doubt)):
        i, j = int(found.i[k]), int(found.j[k])
        if settled(i, j):
            doubt[k] = np.nan
        elif unsure(i, j):
            doubt[k] += UNSURE_LAST
    return found._replace(doubt=doubt)


def sample_of(n: int) -> int:
    """Return of how many merged pairs one is drawn, for so many mentions: some 300 in all, and no more than 1 in 25."""
    return max(25, -(-n // 300))
