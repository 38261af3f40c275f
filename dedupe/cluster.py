"""From pairs to people: average linkage inside the parts that hang together at all.

Connected components alone would chain strangers together through one vague mention; so every pair inside a component
is scored, and two clusters merge only while their mean score stands at or above the cut (UPGMA: Sokal and Michener
1958). What a person tied counts as one item, so that tying a vague mention to a clear one takes nothing from the clear
one's links. What people decided, and vetoes, forbid a merge, and stay with whatever a cluster grows into.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from dedupe.compare import vetoed
from dedupe.groups import Groups
from dedupe.name_reasons import common_name
from dedupe.ties import IdPair, Ties, all_pairs, pair
from sinodik.records import Pair

# Every pair of a component is scored: 79,800 of them at this size. Larger ones are loosened first (and counted).
LARGEST_COMPONENT = 400

Cluster = tuple[str, ...]


def components(
    mentions: Iterable[str], links: Sequence[Pair], tied: Groups, *, low: float, same: float
) -> tuple[list[Cluster], int]:
    """Return what hangs together by links above ``low`` or by decisions, and how many parts had to be loosened.

    A part of more than :data:`LARGEST_COMPONENT` mentions is taken apart at one bit more, and again, up to ``same``;
    the pairs that this cuts still go before people.
    """
    mentions = list(mentions)
    found, loosened = [], 0
    for part in _parts(mentions, links, tied, low):
        if len(part) > LARGEST_COMPONENT and low < same:
            members = set(part)
            inner = [p for p in links if p.a in members and p.b in members]
            found += components(part, inner, tied, low=min(low + 1, same), same=same)[0]
            loosened += 1
        else:
            found.append(part)
    return found, loosened


def _parts(mentions: Iterable[str], links: Iterable[Pair], tied: Groups, low: float) -> list[Cluster]:
    groups = Groups(mentions)
    for link in links:
        if link.score > low:
            groups.tie((link.a, link.b))
    return list(_joined(groups, tied))


def _joined(groups: Groups, tied: Groups) -> Groups:
    by_root: dict[str, list[str]] = defaultdict(list)
    for mention in [m for part in groups for m in part]:
        by_root[tied.root(mention)].append(mention)
    for group in by_root.values():
        groups.tie(group)
    return groups


def cluster(members: Cluster, score: Callable[[str, str], Pair], ties: Ties, same: float) -> list[Cluster]:
    """Divide one component into people. ``score`` compares any two of its members."""
    pairs = {(a, b): score(a, b) for a, b in all_pairs(members)}
    start = [tuple(g) for g in _joined(Groups(members), ties.tied)]
    return _Linkage(start, pairs, ties, same).merged()


def linkage(between: Sequence[Pair]) -> float:
    """Return the score of two items that people tied together, in bits, from all pairs between them.

    The best pair speaks for them; what speaks against them counts wherever it stands. That a name is common is no
    evidence against: it only takes back what the name gave.
    """
    best = max(between, key=lambda p: (p.score, p.a, p.b))
    against: dict[str, float] = {}
    for why in (w for p in between for w in p.whys if w.weight < 0 and w.rule != common_name.__name__):
        against[why.rule] = min(why.weight, against.get(why.rule, 0.0))
    counted = {w.rule: w.weight for w in best.whys if w.rule in against}
    return best.score + sum(weight - counted.get(rule, 0.0) for rule, weight in sorted(against.items()))


class _Linkage:
    """Clusters that grow; numbered in the order of their making, so that every tie breaks the same way."""

    def __init__(self, start: Sequence[Cluster], pairs: Mapping[IdPair, Pair], ties: Ties, same: float) -> None:
        self._same = same
        self._alive = dict(enumerate(start))
        self._next = len(start)
        self._items = dict.fromkeys(self._alive, 1)
        self._sum: dict[int, dict[int, float]] = {i: {} for i in self._alive}
        self._forbidden: dict[int, set[int]] = {i: set() for i in self._alive}
        self._heap: list[tuple[float, Cluster, Cluster, int, int]] = []
        for i, a in self._alive.items():
            for j in range(i):
                between = [pairs[pair(x, y)] for x in a for y in self._alive[j]]
                self._sum[i][j] = self._sum[j][i] = linkage(between)
                if ties.parted(a, self._alive[j]) or ties.unmergeable(a, self._alive[j]) or any(map(vetoed, between)):
                    self._forbidden[i].add(j)
                    self._forbidden[j].add(i)
                self._offer(i, j)

    def merged(self) -> list[Cluster]:
        """Merge the nearest two that may be merged, again and again; return what remains."""
        while self._heap:
            *_, i, j = heapq.heappop(self._heap)
            if i in self._alive and j in self._alive:
                self._merge(i, j)
        return sorted(self._alive.values())

    def _offer(self, i: int, j: int) -> None:
        a, b = sorted((self._alive[i], self._alive[j]))
        mean = self._sum[i][j] / (self._items[i] * self._items[j])
        if j not in self._forbidden[i] and mean >= self._same:
            heapq.heappush(self._heap, (-mean, a, b, i, j))

    def _merge(self, i: int, j: int) -> None:
        new = self._next
        self._next += 1
        a, b = self._alive.pop(i), self._alive.pop(j)
        forbidden = (self._forbidden.pop(i) | self._forbidden.pop(j)) & self._alive.keys()
        sums_i, sums_j = self._sum.pop(i), self._sum.pop(j)
        self._alive[new] = tuple(sorted((*a, *b)))
        self._items[new] = self._items.pop(i) + self._items.pop(j)
        self._forbidden[new] = forbidden
        for near in forbidden:
            self._forbidden[near].add(new)
        self._sum[new] = {}
        for k in self._alive.keys() - {new}:
            self._sum[new][k] = self._sum[k][new] = sums_i[k] + sums_j[k]
            self._offer(new, k)
