"""What average linkage did, and what it left: rows that the queue and the reasons are made of.

There is a row for each merge, each two clusters that a question may be about, and each sampled pair: the kind, two
mentions (the pair that tells most), their score, the mean score, how many mentions both clusters have, and what keeps
them apart (nothing, the machine's own doubt, or what settles it).
"""

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.compiled import compiled
from dedupe.engine.lexicon import Codes

Longs = NDArray[np.int64]

# What a row tells of.
MERGE, BETWEEN, SAMPLE = 0, 1, 2


@compiled
def findings(
    members: Codes,
    item: Codes,
    label: Codes,
    merges: Longs,
    scores: Longs,
    sums: Longs,
    barred: NDArray[np.int8],
    hashes: Longs,
    different: int,
    sample: int,
) -> Longs:
    """Return the findings of one component, from the scores between items and the merges that were made.

    Of ``sample`` merged pairs one is drawn, by the mentions' ``hashes``; at ``different`` or below no question is worth
    asking.
    """
    n = len(members)
    found, count = np.zeros((n * n + n, 7), np.int64), 0
    step = item.copy()  # the merges once more, each with the pair that tells most
    for m in range(len(merges)):
        at, to = merges[m, 0], merges[m, 1]
        count = _telling(members, step, at, to, scores, MERGE, merges[m, 2], 0, found, count)
        for k in range(n):
            if step[k] == to:
                step[k] = at
    for p in range(n):
        for q in range(p):
            if label[p] == p and label[q] == q:
                total, items, bar = np.int64(0), 0, 0
                for i in range(n):
                    for j in range(n) if item[i] == i and label[i] == p else range(0):
                        if item[j] == j and label[j] == q:
                            total, items, bar = total + sums[i, j], items + 1, max(bar, barred[i, j])
                count = _telling(members, label, q, p, scores, BETWEEN, round(total / items), bar, found, count)
            drawn = sample > 0 and (hashes[members[p]] ^ hashes[members[q]]) % sample == 0
            if drawn and label[p] == label[q] and item[p] != item[q]:
                count = _written(found, count, SAMPLE, members[q], members[p], scores[p, q], scores[p, q], 2, 0)
    kept = np.array([f[0] != BETWEEN or f[3] > different for f in found[:count]])
    return found[:count][kept] if count else found[:0].copy()


@compiled
def _telling(
    members: Codes,
    label: Codes,
    a: int,
    b: int,
    scores: Longs,
    kind: int,
    mean: int,
    bar: int,
    found: Longs,
    count: int,
) -> int:
    """Write down two clusters with the pair between them that tells most."""
    best, one, other, size = np.int64(-(1 << 60)), -1, -1, 0
    for i in range(len(members)):
        size += label[i] == a or label[i] == b
        for j in range(len(members)) if label[i] == a else range(0):
            if label[j] == b and scores[i, j] > best:
                best, one, other = scores[i, j], i, j
    return _written(found, count, kind, members[min(one, other)], members[max(one, other)], int(best), mean, size, bar)


@compiled
def _written(found: Longs, count: int, kind: int, i: int, j: int, total: int, mean: int, size: int, bar: int) -> int:
    row = found[count]
    row[0], row[1], row[2], row[3], row[4], row[5], row[6] = kind, i, j, total, mean, size, bar
    return count + 1
