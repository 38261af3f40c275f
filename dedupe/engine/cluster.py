"""From links to people: average linkage inside the parts that hang together at all.

Connected components alone would chain strangers together through one vague mention; so every pair inside a component
is scored, and two clusters merge only while their mean score stands at or above the cut (UPGMA: Sokal and Michener
1958). What a person tied counts as one item. What people decided forbids merges, and stays with whatever a cluster
grows into. Scores are whole hundredths of a bit and ties break by position, so nothing depends on the order of input.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.columns import Columns, Rows
from dedupe.engine.compiled import compiled
from dedupe.engine.kernel import COUNT, score
from dedupe.engine.lexicon import Codes, Words
from dedupe.engine.link import Links
from dedupe.engine.linkage import NEVER, Node, Nodes, linkage
from dedupe.engine.model import Model

# Every pair of a component is scored: 4,950 of them at this size. Larger ones are loosened first, and counted.
LARGEST = 100
_STEP = 100  # by one bit at a time


class Constraints(NamedTuple):
    """What people decided.

    ``tied`` gives the mentions of one person one number (below 0: nothing is decided); ``apart`` holds pairs of
    mentions, one a row, that are two persons.
    """

    tied: Codes
    apart: NDArray[np.int32]


class Clusters(NamedTuple):
    """``of`` is each mention's cluster, ``component`` its component: the position of the first member.

    ``loosened`` counts components that were taken apart to be small enough. ``nodes`` are the nodes of all dendrograms,
    component by component, the highest mean first, down to the lowest link: :class:`~dedupe.engine.linkage.Node`.
    """

    of: Codes
    component: Codes
    loosened: int
    nodes: Nodes


def cluster(c: Columns, links: Links, model: Model, same: int, constraints: Constraints | None = None) -> Clusters:
    """Divide all mentions into people. ``same`` is the cut, in hundredths of a bit."""
    n = len(c)
    part, loosened = components(n, links, same, constraints)
    order = np.argsort(part, kind="stable").astype(np.int32)
    starts = np.append(np.flatnonzero(np.diff(part[order], prepend=-1)), n)
    big = np.flatnonzero(np.diff(starts) > 1)
    of = np.arange(n, dtype=np.int32)
    tied = constraints.tied if constraints else np.full(n, -1, np.int32)
    apart = _both_ways(constraints.apart if constraints else np.zeros((0, 2), np.int32))
    nodes = np.zeros((n, len(Node)), np.int64)
    low = int(links.score.min(initial=same))
    count = _clustered(big, order, starts, c.rows, c.words, *model, same, low, tied, apart, of, nodes)
    return Clusters(of, part, loosened, nodes[:count].copy())


def components(n: int, links: Links, same: int, constraints: Constraints | None = None) -> tuple[Codes, int]:
    """Return the component of each mention (its first member), and how many had to be loosened to be small enough."""
    part = np.arange(n, dtype=np.int32)
    if constraints is not None:
        _tie(part, constraints.tied)
    root = _joined(part.copy(), links.a, links.b)
    loosened, low = 0, int(links.score.min(initial=same))
    a, b, scores = links.a, links.b, links.score
    while low < same:
        large = np.flatnonzero(np.bincount(root, minlength=n) > LARGEST)
        if not len(large):
            break
        loosened = max(loosened, len(large))
        low = min(low + _STEP, same)
        inside = np.isin(root[a], large)
        mentions = np.isin(root, large)
        a, b, scores = a[inside & (scores >= low)], b[inside & (scores >= low)], scores[inside & (scores >= low)]
        fresh = _joined(part.copy(), a, b)
        root[mentions] = fresh[mentions]
    return root, loosened


def _both_ways(apart: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return pairs as sorted numbers, each in both directions."""
    a, b = apart.astype(np.int64).T
    return np.sort(np.concatenate([a << 32 | b, b << 32 | a]))


def _tie(part: Codes, tied: Codes) -> None:
    rows = np.flatnonzero(tied >= 0)
    _, first, where = np.unique(tied[rows], return_index=True, return_inverse=True)
    part[rows] = rows[first][where]


@compiled
def _joined(root: Codes, a: Codes, b: Codes) -> Codes:
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


@compiled
def _clustered(
    parts: NDArray[np.int64],
    order: Codes,
    starts: NDArray[np.int64],
    rows: Rows,
    words: Words,
    weights: NDArray[np.int32],
    prior: int,
    rare: int,
    same: int,
    low: int,
    tied: Codes,
    apart: NDArray[np.int64],
    of: Codes,
    nodes: Nodes,
) -> int:
    out, count = np.zeros(COUNT, np.int8), 0
    for part in parts:
        members = order[starts[part] : starts[part + 1]]
        n = len(members)
        sums = np.zeros((n, n), np.int64)
        for p in range(n):
            for q in range(p):
                i, j = members[p], members[q]
                total, vetoed = score(rows[i], rows[j], words, weights, prior, rare, out)
                if vetoed or (len(apart) and _has(apart, np.int64(i) << 32 | j)):
                    total = NEVER
                if tied[i] >= 0 and tied[i] == tied[j]:
                    total = -NEVER
                sums[p, q] = sums[q, p] = total
        count = linkage(sums, members, same, low, of, nodes, count)
    return count


@compiled
def _has(ordered: NDArray[np.int64], number: int) -> bool:
    at = np.searchsorted(ordered, number)
    return bool(at < len(ordered) and ordered[at] == number)
