"""Later mentions: only the components that they touch are computed anew.

The numbers of the words, the weights and the keys stay as the last full computation left them, so what comes out
differs from a full one only where the newcomers themselves would have changed a weight or the size of a block.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.blocks import LARGEST, NEIGHBOURS, Blocks, blocks, chains
from dedupe.engine.cluster import Clusters, Constraints, cluster
from dedupe.engine.columns import NAMES, Col, Columns, Rows, coded, rarities
from dedupe.engine.lexicon import Codes, Fact, Words, joined
from dedupe.engine.link import Links, links, scored
from dedupe.engine.linkage import Node
from dedupe.engine.model import Model
from dedupe.engine.slips import intended
from dedupe.engine.swaps import Counts, seen_as, unswapped
from dedupe.engine.table import Table


@dataclass(frozen=True, slots=True)
class State:
    """What a computation leaves for the next: ``base`` is what it read, ``late`` the rows that came since.

    ``clusters`` speak of both, the late ones numbered on. ``seen`` counts each word as surname and as given name.
    """

    base: Columns
    blocks: Blocks
    model: Model
    links: Links
    clusters: Clusters
    seen: tuple[Counts, Counts]
    counts: NDArray[np.int64]
    late: Rows

    def __len__(self) -> int:
        return len(self.base) + len(self.late)


def state(base: Columns, found: Blocks, model: Model, kept: Links, clusters: Clusters) -> State:
    """Keep what a full computation found."""
    counts = np.bincount(base.rows[:, NAMES].ravel(), minlength=len(base.words.facts))
    seen = seen_as(base.col(Col.SURNAME), base.col(Col.GIVEN), base.words)
    return State(base, found, model, kept, clusters, seen, counts, np.zeros((0, len(Col)), np.int32))


def increment(s: State, table: Table, low: int, same: int, constraints: Constraints | None = None) -> State:
    """Add mentions. Their numbers follow those of the last; ``constraints`` are over all, old and new."""
    rows, words = _rows(s, table)
    first, size = len(s), len(table)
    base = replace(s.base, words=words)
    fresh = replace(base, rows=np.concatenate([s.late, rows]))
    among = links(fresh, blocks(fresh), s.model, low)
    a, b = (x + len(s.base) for x in (among.a, among.b))
    new = b >= first  # the late ones have met each other before
    here, there = _meetings(s, replace(base, rows=rows))
    near = scored(base.rows, here, rows, there, words, s.model, low)
    found = Links(
        np.concatenate([a[new], near.a]).astype(np.int32),
        np.concatenate([b[new], near.b + first]).astype(np.int32),
        np.concatenate([among.score[new], near.score]),
        among.compared + near.compared,
    )
    after = replace(s, base=base, late=fresh.rows)
    return replace(after, links=_joined(s.links, found), clusters=_clusters(after, found, size, same, constraints))


def _rows(s: State, table: Table) -> tuple[Rows, Words]:
    """Turn the newcomers into rows; return them with all words, old and new."""
    known = len(s.base.words.facts)
    rows = coded(table, s.base.vocabulary)
    more = s.base.vocabulary.words(known)
    words = joined(s.base.words, more)
    words.facts[known:, Fact.INTENDED] = intended(words, s.counts, known)
    grown = len(words.facts)
    surname, given = (np.pad(x, (0, grown - len(x))) for x in s.seen)
    rows[:, Col.SURNAME], rows[:, Col.GIVEN] = unswapped(
        rows[:, Col.SURNAME], rows[:, Col.GIVEN], surname, given, words
    )
    rarities(rows, s.base.frequencies)
    return rows, words


def _meetings(s: State, fresh: Columns) -> tuple[Codes, Codes]:
    """Return the pairs that share a key: mentions of the base, and newcomers counted from 0."""
    pairs = []
    for k, (_, chain) in enumerate(chains(fresh)):
        for keys in chain:
            rows = np.flatnonzero(keys)
            first, last = (np.searchsorted(s.blocks.keys[k], keys[rows], side=x) for x in ("left", "right"))
            # A block that was cut is met by its ends: more would be no block.
            last = np.minimum(last, first + LARGEST + NEIGHBOURS)
            sizes = last - first
            at = np.repeat(first - np.append(0, np.cumsum(sizes)[:-1]), sizes) + np.arange(sizes.sum())
            old, new = s.blocks.keyed[k][at].astype(np.int64), np.repeat(rows, sizes)
            pairs.append(old << 32 | new)
    both = np.unique(np.concatenate(pairs))
    return (both >> 32).astype(np.int32), (both & 0xFFFFFFFF).astype(np.int32)


def _joined(old: Links, new: Links) -> Links:
    a, b, scores = (np.concatenate([x, y]) for x, y in zip(old[:3], new[:3], strict=True))
    return Links(a, b, scores, old.compared + new.compared)


def _clusters(s: State, found: Links, size: int, same: int, constraints: Constraints | None) -> Clusters:
    """Compute the components anew that the newcomers touch."""
    first, n = len(s) - size, len(s)
    component = np.append(s.clusters.component, np.arange(first, n, dtype=np.int32))
    of = np.append(s.clusters.of, np.arange(first, n, dtype=np.int32))
    touched = np.zeros(n, np.bool_)
    touched[component[found.a]] = touched[component[found.b]] = True
    members = np.flatnonzero(touched[component])
    if constraints is not None:
        tied = np.unique(constraints.tied[members])
        members = np.union1d(members, np.flatnonzero(np.isin(constraints.tied, tied[tied >= 0])))
    number = np.full(n, -1, np.int32)
    number[members] = np.arange(len(members))
    old = s.links
    inside = touched[component[old.a]] & touched[component[old.b]]
    a, b = (np.concatenate([number[x[inside]], number[y]]) for x, y in ((old.a, found.a), (old.b, found.b)))
    every = Links(a, b, np.concatenate([old.score[inside], found.score]), 0)
    local = replace(s.base, rows=_take(s, members))
    part = cluster(local, every, s.model, same, _among(constraints, number, members))
    of[members], component[members] = members[part.of], members[part.component]
    kept = s.clusters.nodes[~touched[s.clusters.component[s.clusters.nodes[:, Node.A]]]]
    nodes = part.nodes.copy()
    for x in (Node.A, Node.B, Node.COMPONENT):
        nodes[:, x] = members[nodes[:, x]]
    return Clusters(of, component, s.clusters.loosened + part.loosened, np.concatenate([kept, nodes]))


def _take(s: State, members: NDArray[np.int64]) -> Rows:
    late = members >= len(s.base)
    rows = np.empty((len(members), len(Col)), np.int32)
    rows[~late], rows[late] = s.base.rows[members[~late]], s.late[members[late] - len(s.base)]
    return rows


def _among(constraints: Constraints | None, number: Codes, members: NDArray[np.int64]) -> Constraints | None:
    if constraints is None:
        return None
    apart = number[constraints.apart]
    return Constraints(constraints.tied[members], apart[(apart >= 0).all(axis=1)])
