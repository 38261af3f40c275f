"""Mentions and decisions → candidates: a pure function, in any order of either.

What only the whole of the data can tell is handed in as :class:`Whole`; so the same function computes everything, or
just the neighbourhood of one decision, with the same outcome.
"""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from dedupe.assemble import Assembly
from dedupe.block import Blocks, blocks, pairs
from dedupe.cluster import Cluster, cluster, components
from dedupe.compare import compare
from dedupe.doubts import Queue
from dedupe.families import publishers
from dedupe.namesakes import NameCounts, counted
from dedupe.resolve import Ruling
from dedupe.ties import IdPair, Ties, all_pairs, decided_pairs, pair, ties
from sinodik.progress import Progress, silent
from sinodik.records import Candidate, Evidence, Mention, Pair, State
from sinodik.settings import Match

_EVERY = 2000  # comparisons between two signs of life


class Whole(msgspec.Struct, frozen=True):
    """What only the whole data can tell: how common names are, which blocks are too large, whose channel is whose."""

    counts: NameCounts
    blocks: Blocks
    publishers: Mapping[str, str]


class Outcome(msgspec.Struct, frozen=True):
    """Candidates, the pairs worth keeping with their doubt (None: nobody need look), and how much was cut."""

    candidates: tuple[Candidate, ...]
    pairs: tuple[tuple[Pair, float | None], ...]
    cut: int


class _Comparisons:
    """Pairs, each compared once."""

    def __init__(self, mentions: Mapping[str, Mention], counts: NameCounts) -> None:
        self._mentions = mentions
        self._counts = counts
        self.known: dict[IdPair, Pair] = {}

    def __call__(self, a: str, b: str) -> Pair:
        key = pair(a, b)
        if key not in self.known:
            self.known[key] = compare(self._mentions[a], self._mentions[b], self._counts)
        return self.known[key]


def whole(mentions: Collection[Mention], samples: Collection[Evidence]) -> Whole:
    """Learn from all mentions, and from some evidence of each source, what only they can tell."""
    return Whole(counted(mentions), blocks(mentions), publishers(samples))


def outcome(
    mentions: Collection[Mention],
    evidence: Mapping[str, Evidence],
    rulings: Sequence[Ruling],
    whole: Whole,
    match: Match,
    progress: Progress = silent,
) -> Outcome:
    """Compute all candidates of these mentions. ``evidence`` holds at least theirs, by identifier."""
    by_id = {m.id: m for m in mentions}
    rulings = sorted(rulings, key=lambda r: r.seq)
    constraints = ties(rulings)
    score = _Comparisons(by_id, whole.counts)
    links = _links(by_id.values(), score, whole, match, progress)
    parts, loosened = components(by_id, links, constraints.tied, low=match.different, same=match.same)
    clusters = _clusters(parts, score, constraints, match, progress)
    assemble = Assembly(by_id, evidence, rulings, constraints, whole.publishers)
    people = [assemble(c) for c in clusters]
    kept = _kept(clusters, links, rulings, score)
    rejected = {c.mentions for c in people if c.state is State.REJECTED}
    queue = Queue({m: c for c in clusters for m in c}, constraints, match, rejected, score)
    doubt = queue.doubts(kept)
    queued = tuple((p, doubt.get((p.a, p.b))) for p in kept)
    return Outcome(tuple(sorted(people, key=lambda c: c.id)), queued, whole.blocks.cut + loosened)


def _links(
    mentions: Collection[Mention], score: _Comparisons, whole: Whole, match: Match, progress: Progress
) -> list[Pair]:
    """Return the pairs that share a key and score above ``match.different``."""
    blocked = pairs(mentions, whole.blocks.oversized)
    links = []
    for done, (a, b) in enumerate(blocked):
        if done % _EVERY == 0:
            progress(done, len(blocked), "comparing")
        if (p := score(a, b)).score > match.different:
            links.append(p)
    progress(len(blocked), len(blocked), "comparing")
    return links


def _clusters(
    parts: Sequence[Cluster], score: _Comparisons, constraints: Ties, match: Match, progress: Progress
) -> list[Cluster]:
    found: list[Cluster] = []
    for done, part in enumerate(parts):
        if done % _EVERY == 0:
            progress(done, len(parts), "clustering")
        found += cluster(part, score, constraints, match.same)
    progress(len(parts), len(parts), "clustering")
    return sorted(found)


def _kept(
    clusters: Sequence[Cluster], links: Sequence[Pair], rulings: Sequence[Ruling], score: _Comparisons
) -> list[Pair]:
    """Return the pairs worth keeping: links, what is inside a cluster, and what people decided."""
    ours = {m for c in clusters for m in c}
    keys = {(p.a, p.b) for p in links}
    keys |= {p for c in clusters for p in all_pairs(c)}
    keys |= {p for p in decided_pairs(rulings) if ours.issuperset(p)}
    return [score(*key) for key in sorted(keys)]
