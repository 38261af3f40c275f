"""Which pairs a person should look at, and in which order: the queue of the review desk.

Two clusters are asked about once, by their most telling pair; what decisions have settled is not asked again. Inside
a cluster only a link that hangs by a thread is asked about: one bit above the cut, and nothing stronger around it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import msgspec

from dedupe.cluster import Cluster
from dedupe.compare import vetoed
from dedupe.groups import Groups
from dedupe.ties import IdPair, Ties, pair
from sinodik.records import Pair
from sinodik.settings import Match

# Bits above the cut up to which a merge hangs by a thread.
THREAD = 1.0
# What a person could not tell goes to the end of the queue, in its own order.
UNSURE_LAST = 1000.0


class Queue(msgspec.Struct, frozen=True):
    """What decides whether a pair is asked about. ``score`` compares any two mentions."""

    cluster_of: Mapping[str, Cluster]
    ties: Ties
    match: Match
    rejected: Collection[Cluster]
    score: Callable[[str, str], Pair]

    def doubts(self, pairs: Iterable[Pair]) -> dict[IdPair, float]:
        """Return the pairs to ask about, with their place in the queue: bits from the middle between the two cuts."""
        middle = (self.match.different + self.match.same) / 2
        found: dict[IdPair, float] = {}
        for group in self._questions(pairs):
            best = max(group, key=lambda p: (p.score, p.a, p.b))
            later = UNSURE_LAST if any((p.a, p.b) in self.ties.unsure for p in group) else 0.0
            found[best.a, best.b] = round(abs(best.score - middle) + later, 2)
        return found

    def _questions(self, pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
        """Yield groups of pairs that one answer settles."""
        groups: dict[tuple[Cluster, Cluster], list[Pair]] = defaultdict(list)
        for p in pairs:
            a, b = sorted((self.cluster_of[p.a], self.cluster_of[p.b]))
            groups[a, b].append(p)
        for (a, b), group in groups.items():
            if a in self.rejected and b in self.rejected:
                continue
            if a == b:
                yield from self._threads(a, group)
            elif max(p.score for p in group) > self.match.different and not self._settled(a, b):
                yield group

    def _settled(self, a: Cluster, b: Cluster) -> bool:
        """Tell whether a decision keeps two clusters apart, or something known of both that cannot be one person's."""
        return self.ties.parted(a, b) or any(
            p.score <= self.match.different and vetoed(p) for p in (self.score(x, y) for x in a for y in b)
        )

    def _threads(self, members: Cluster, pairs: list[Pair]) -> Iterator[list[Pair]]:
        """Yield the links inside a cluster that hang by a thread."""
        firm = Groups(members)
        for p in pairs:
            if p.score >= self.match.same + THREAD or self.ties.tied.together(p.a, p.b):
                firm.tie((p.a, p.b))
        weak: dict[IdPair, list[Pair]] = defaultdict(list)
        for p in pairs:
            if not firm.together(p.a, p.b):
                weak[pair(firm.root(p.a), firm.root(p.b))].append(p)
        # As many questions as it takes to hold the cluster together, the surest first.
        held = Groups(firm.root(m) for m in members)
        for (a, b), group in sorted(weak.items(), key=lambda item: (-max(p.score for p in item[1]), item[0])):
            if not held.together(a, b):
                held.tie((a, b))
                yield group
