"""What people decided, as constraints on the machine.

SAME ties both its sides into one, CONFIRM all that the person saw as one; DIFFERENT and SPLIT keep their sides apart,
and with them whatever joins either side. Where the two collide, nothing is resolved silently: the tie stays, the
cluster is called contradicted, and the decisions are named.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import msgspec

from dedupe.groups import Groups
from dedupe.resolve import Ruling
from sinodik.records import Judgement

TYING = (Judgement.SAME, Judgement.CONFIRM)
PARTING = (Judgement.DIFFERENT, Judgement.SPLIT)
BETWEEN = (Judgement.SAME, Judgement.UNSURE, *PARTING)

IdPair = tuple[str, str]
Cluster = tuple[str, ...]


class Ties(msgspec.Struct, frozen=True):
    """The constraints. Pairs are in order of identifier.

    ``tied`` holds what is one person by decision, ``apart`` the roots of what is not, ``unsure`` the pairs that
    nobody could tell, ``verdict`` the last CONFIRM or REJECT about each mention, ``contradictions`` sentences by root.
    """

    tied: Groups
    apart: frozenset[IdPair]
    unsure: frozenset[IdPair]
    verdict: Mapping[str, Ruling]
    contradictions: Mapping[str, tuple[str, ...]]

    def sentences(self, mentions: Iterable[str]) -> list[str]:
        """Return how the decisions about these mentions contradict each other."""
        return sorted({s for m in mentions for s in self.contradictions.get(self.tied.root(m), ())})


def pair(a: str, b: str) -> IdPair:
    """Return two identifiers in order."""
    return (a, b) if a < b else (b, a)


def ties(rulings: Sequence[Ruling]) -> Ties:
    """Turn decisions into constraints."""
    tied = Groups()
    for ruling in _that(rulings, TYING):
        tied.tie(ruling.everyone)
    verdict = {m: r for r in _that(rulings, (Judgement.CONFIRM, Judgement.REJECT)) for m in r.about}
    contradictions: dict[str, set[str]] = defaultdict(set)
    for ruling in _that(rulings, PARTING):
        for a, b in product(*ruling.sides):
            if tied.together(a, b):
                contradictions[tied.root(a)].add(_contradiction(rulings, ruling, a, b))
    return Ties(
        tied=tied,
        apart=frozenset(_apart(rulings, tied)),
        unsure=frozenset(_between(rulings, (Judgement.UNSURE,))),
        verdict=verdict,
        contradictions={m: tuple(sorted(s)) for m, s in contradictions.items()},
    )


def decided_pairs(rulings: Iterable[Ruling]) -> set[IdPair]:
    """Return every pair that a decision stood between."""
    return set(_between(rulings, BETWEEN))


def _that(rulings: Iterable[Ruling], judgements: Sequence[Judgement]) -> Iterator[Ruling]:
    return (r for r in rulings if r.decision.judgement in judgements)


def _between(rulings: Iterable[Ruling], judgements: Sequence[Judgement]) -> Iterator[IdPair]:
    for ruling in _that(rulings, judgements):
        yield from (pair(a, b) for a, b in product(ruling.about, ruling.against) if a != b)


def _apart(rulings: Iterable[Ruling], tied: Groups) -> Iterator[IdPair]:
    for ruling in _that(rulings, PARTING):
        roots = ({tied.root(m) for m in side} for side in ruling.sides)
        yield from (pair(a, b) for a, b in product(*roots) if a != b)


def _contradiction(rulings: Sequence[Ruling], parting: Ruling, a: str, b: str) -> str:
    if a == b:
        return f"Decision {parting.seq} tells apart what is now read as one mention."
    path = _path(rulings, a, b)
    if len(path) == 1:
        return f"Decision {path[0]} says that these are one person, decision {parting.seq} says that they are not."
    numbers = ", ".join(map(str, path[:-1])) + f" and {path[-1]}"
    return f"Decisions {numbers} together say that these are one person, decision {parting.seq} says that they are not."


def _path(rulings: Sequence[Ruling], a: str, b: str) -> list[int]:
    """Return the numbers of the fewest decisions that tie ``a`` to ``b`` (breadth first)."""
    queue: deque[tuple[str, list[int]]] = deque([(a, [])])
    seen = {a}
    while queue:
        here, path = queue.popleft()
        if here == b:
            return sorted(path)
        for ruling in _that(rulings, TYING):
            if here in ruling.everyone:
                for near in sorted(set(ruling.everyone) - seen):
                    seen.add(near)
                    queue.append((near, [*path, ruling.seq]))
    return []
