"""Average linkage of one component, and the dendrogram that it leaves: what was merged, and what nearly was."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.compiled import compiled
from dedupe.engine.lexicon import Codes

Nodes = NDArray[np.int64]
NEVER = -(1 << 40)  # so far apart are two that people, or one post, keep apart


class Node(IntEnum):
    """One merge of two clusters, made or refused: a first member of each, the mean score, how many there are in all."""

    A = 0
    B = 1
    MEAN = 2
    SIZE = 3
    COMPONENT = 4


@compiled
def linkage(sums: NDArray[np.int64], members: Codes, same: int, low: int, of: Codes, nodes: Nodes, count: int) -> int:
    """Merge the nearest two, again and again, down to a mean of ``low``.

    ``sums`` are the scores of all pairs, and are used up. What merges at ``same`` or more is one cluster: the first
    member of each one's cluster is written to ``of``. Every node is written to ``nodes`` from ``count`` on; returned is
    their number. The means fall from node to node (average linkage is monotone), and ties break by position.
    """
    n = len(members)
    items = np.ones(n, np.int64)
    label = np.arange(n)
    nearest, best = np.zeros(n, np.int64), np.empty(n, np.float64)
    alive = np.ones(n, np.bool_)
    for p in range(n):
        nearest[p], best[p] = _nearest(sums, items, alive, p)
    while True:
        at = -1
        for p in range(n):
            if alive[p] and best[p] >= low and (at < 0 or best[p] > best[at]):
                at = p
        if at < 0:
            break
        to = nearest[at]
        mean = best[at]
        items[at] += items[to]
        alive[to] = False
        nodes[count, Node.A], nodes[count, Node.B] = members[at], members[to]
        nodes[count, Node.MEAN], nodes[count, Node.SIZE] = int(np.floor(mean)), items[at]
        nodes[count, Node.COMPONENT] = members[0]
        count += 1
        for k in range(n):
            if label[k] == to and mean >= same:
                label[k] = at
            if alive[k] and k != at:
                sums[at, k] += sums[to, k]
                sums[k, at] = sums[at, k]
        for k in range(n):
            if alive[k] and (k <= at or nearest[k] == at or nearest[k] == to):
                nearest[k], best[k] = _nearest(sums, items, alive, k)
    for p in range(n):
        of[members[p]] = members[label[p]]
    return count


@compiled
def _nearest(sums: NDArray[np.int64], items: NDArray[np.int64], alive: NDArray[np.bool_], p: int) -> tuple[int, float]:
    """Return the nearest cluster that follows ``p``, and the mean score with it."""
    nearest, best = -1, float(4 * NEVER)
    for q in range(p + 1, len(items)):
        if alive[q]:
            mean = sums[p, q] / (items[p] * items[q])
            if mean > best:
                nearest, best = q, mean
    return nearest, best
