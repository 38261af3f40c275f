"""Mentions and decisions → candidates: a pure function, in any order of either.

The same function divides everything, or just what hangs together with one decision, with the same outcome.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from dedupe.engine.lexicon import Codes
from dedupe.findings import Longs
from dedupe.linkage import Cuts, Found, people
from dedupe.matter import Matter
from dedupe.questions import Pairs, asked, pairs
from dedupe.reasons import reasons
from dedupe.resolve import Ruling
from dedupe.rules import rules
from dedupe.ties import Cluster, IdPair, Ties
from dedupe.verdict import verdict
from sinodik.reasons import Compared
from sinodik.records import Judgement, State
from sinodik.settings import Match


class Division(NamedTuple):
    """Mentions divided into people, and the pairs worth keeping."""

    matter: Matter
    found: Found
    pairs: Pairs

    def clusters(self) -> Iterator[Cluster]:
        """Yield the mentions of each person, in the order of their first."""
        order = np.argsort(self.found.of, kind="stable")
        if not len(order):
            return
        starts = np.flatnonzero(np.diff(self.found.of[order], prepend=-1)).tolist()
        ids, rows = self.matter.ids, order.tolist()
        for first, last in zip(starts, [*starts[1:], len(rows)], strict=True):
            yield tuple(sorted(ids[k] for k in rows[first:last]))

    def compared(self) -> Iterator[Compared]:
        """Yield the pairs as they are kept."""
        m, p = self.matter, self.pairs
        a, b = p.i.astype(np.int32), p.j.astype(np.int32)
        told = reasons(m.columns, m.weights.model, a, b)
        for i, j, doubt, sampled, (score, packed) in zip(
            a.tolist(), b.tolist(), p.doubt.tolist(), p.sampled.tolist(), told, strict=True
        ):
            one, other = sorted((m.ids[i], m.ids[j]))
            yield Compared(one, other, score / 100, None if doubt != doubt else doubt, sampled, packed)


def cuts(match: Match, sample: int) -> Cuts:
    """Return the settings' cuts in hundredths of a bit; of ``sample`` merged pairs one is drawn."""
    return Cuts(round(match.same * 100), round(match.different * 100), sample)


def divided(matter: Matter, rulings: Sequence[Ruling], ties: Ties, cuts: Cuts, judged: Iterable[IdPair]) -> Division:
    """Divide mentions into people; pairs that people ever ``judged`` are kept."""
    at = _positions(matter.ids, rulings, judged)
    hashes = matter.hashes
    found = people(matter.columns, matter.links, matter.weights.model, cuts, rules(ties, at, len(matter.ids)), hashes)
    worth = pairs(found.findings, _decided(judged, at), cuts, hashes)
    unsure = _unsure(found, ties, at)

    def settled(i: int, j: int) -> bool:
        return _rejected(matter.ids, found, ties, i, at) and _rejected(matter.ids, found, ties, j, at)

    def told(i: int, j: int) -> bool:
        return _between(found, i, j) in unsure

    return Division(matter, found, asked(worth, settled, told))


def tied(ids: Sequence[str], rulings: Sequence[Ruling], ties: Ties) -> Codes:
    """Return for each mention the number of what is one person by decision, or -1."""
    return rules(ties, _positions(ids, rulings, ()), len(ids)).tied


def _positions(ids: Sequence[str], rulings: Sequence[Ruling], judged: Iterable[IdPair]) -> dict[str, int]:
    """Return where the mentions stand of which people have spoken."""
    ours = {m for r in rulings for m in r.everyone} | {m for pair in judged for m in pair}
    return {m: k for k, m in enumerate(ids) if m in ours} if ours else {}


def _decided(judged: Iterable[IdPair], at: Mapping[str, int]) -> Longs:
    keys = {min(at[a], at[b]) << 32 | max(at[a], at[b]) for a, b in judged if a in at and b in at}
    return np.array(sorted(keys), np.int64)


def _between(found: Found, i: int, j: int) -> tuple[int, int]:
    """Return the two clusters of a pair; inside one cluster the pair stands for itself."""
    a, b = int(found.of[i]), int(found.of[j])
    return (min(a, b), max(a, b)) if a != b else (-1 - min(i, j), -1 - max(i, j))


def _unsure(found: Found, ties: Ties, at: Mapping[str, int]) -> set[tuple[int, int]]:
    return {_between(found, at[a], at[b]) for a, b in ties.unsure if a in at and b in at}


def _rejected(ids: Sequence[str], found: Found, ties: Ties, i: int, at: Mapping[str, int]) -> bool:
    """Tell whether people rejected the whole of the candidate that a mention is in."""
    last = ties.verdict.get(ids[i])
    if last is None or last.decision.judgement is not Judgement.REJECT:
        return False
    members = tuple(sorted(ids[k] for k in np.flatnonzero(found.of == found.of[i]).tolist()))
    return verdict(members, ties).state is State.REJECTED
