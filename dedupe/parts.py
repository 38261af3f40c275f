"""What hangs together at all, by links and by decisions: connected components, small enough to score every pair in."""

import numpy as np

from dedupe.engine.compiled import compiled
from dedupe.engine.lexicon import Codes
from dedupe.engine.link import Links

# Every pair of a component is scored: 4,950 of them at this size. Larger ones are loosened first, and counted.
LARGEST = 100
_STEP = 100  # by one bit at a time


def parts(n: int, links: Links, tied: Codes, low: int, same: int) -> tuple[Codes, int]:
    """Return the component of each mention (the position of its first), and how many were too large.

    One of more than :data:`LARGEST` mentions is taken apart at one bit more, and again, up to ``same``. What becomes of
    one depends on its own links only, so that computing it alone gives the same.
    """
    by_decision = np.arange(n, dtype=np.int32)
    rows = np.flatnonzero(tied >= 0)
    _, first, where = np.unique(tied[rows], return_index=True, return_inverse=True)
    by_decision[rows] = rows[first][where]
    kept = links.score > low
    a, b, scores = links.a[kept], links.b[kept], links.score[kept]
    root = joined(by_decision.copy(), a, b)
    loosened = 0
    while low < same and len(large := np.flatnonzero(np.bincount(root, minlength=n) > LARGEST)):
        loosened += len(large) if not loosened else 0
        low = min(low + _STEP, same)
        inside = np.isin(root, large)
        kept = inside[a] & (scores > low if low < same else scores >= same)
        fresh = joined(by_decision.copy(), a[kept], b[kept])
        root = np.where(inside, fresh, root)
    return root, loosened


@compiled
def joined(root: Codes, a: Codes, b: Codes) -> Codes:
    """Join sets (union-find; Tarjan 1975) along links: the least position stands for each."""
    for k in range(len(a)):
        i, j = a[k], b[k]
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        while root[j] != j:
            root[j] = root[root[j]]
            j = root[j]
        if i < j:
            root[j] = i
        else:
            root[i] = j
    for i in range(len(root)):
        root[i] = root[root[i]]
    return root
