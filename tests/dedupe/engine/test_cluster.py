"""From links to people, whatever the order; later mentions; what to ask."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.accuracy import accuracy
from benchmarks.people import Rows, mentions
from dedupe.engine.blocks import blocks
from dedupe.engine.cluster import Clusters, Constraints, cluster
from dedupe.engine.columns import Columns
from dedupe.engine.increment import increment, state
from dedupe.engine.link import Links, links
from dedupe.engine.linkage import NEVER, Node, linkage
from dedupe.engine.model import Model, learn
from dedupe.engine.questions import order, question
from dedupe.engine.table import Table

LOW, SAME = -300, -100

Computed = tuple[Columns, Model, Links, Clusters]


@cache
def population() -> Rows:
    return mentions(6000, 3)


def computed(rows: Rows, constraints: Constraints | None = None) -> Computed:
    c = Columns.made(Table(*rows[:-1]))
    found = blocks(c)
    model = learn(c, found)
    kept = links(c, found, model, LOW)
    return c, model, kept, cluster(c, kept, model, SAME, constraints)


@cache
def whole() -> Computed:
    return computed(population())


def merged(sums: list[list[int]], same: int = 0) -> list[int]:
    n = len(sums)
    of, nodes = np.arange(n, dtype=np.int32), np.zeros((n, len(Node)), np.int64)
    linkage(np.array(sums, np.int64), np.arange(n, dtype=np.int32), same, -500, of, nodes, 0)
    return of.tolist()


LINKED = [
    ([[0, 500], [500, 0]], [0, 0]),
    ([[0, -1], [-1, 0]], [0, 1]),
    ([[0, 900, -700], [900, 0, 600], [-700, 600, 0]], [0, 0, 2]),  # on the mean, the third is a stranger
    ([[0, 900, -500], [900, 0, 600], [-500, 600, 0]], [0, 0, 0]),
    ([[0, 900, NEVER], [900, 0, 800], [NEVER, 800, 0]], [0, 0, 2]),  # forbidden, and carried on
    ([[0, 300, 300], [300, 0, NEVER], [300, NEVER, 0]], [0, 0, 2]),  # of two that are equal, the first
]


@pytest.mark.parametrize(("sums", "expected"), LINKED)
def test_average_linkage(sums: list[list[int]], expected: list[int]) -> None:
    assert merged(sums) == expected


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(2, 9))
def test_the_order_of_members_does_not_matter(data: st.DataObject, n: int) -> None:
    values = data.draw(st.lists(st.integers(-2000, 2000), min_size=n * n, max_size=n * n, unique=True))
    sums = np.array(values).reshape(n, n)
    sums = np.triu(sums, 1) + np.triu(sums, 1).T
    shuffle = data.draw(st.permutations(range(n)))
    there, back = merged(sums.tolist()), merged(sums[np.ix_(shuffle, shuffle)].tolist())
    groups = {frozenset(np.flatnonzero(np.array(there) == g).tolist()) for g in there}
    assert groups == {frozenset(shuffle[i] for i in np.flatnonzero(np.array(back) == g)) for g in back}


def test_it_finds_people() -> None:
    found = accuracy(population().truth, whole()[3].of)
    assert found["f1"] >= 0.975
    assert found["b3"] >= 0.985


def test_decisions_hold() -> None:
    c, model, kept, free = whole()
    n = len(c)
    pair = np.stack([kept.a, kept.b], 1)[free.of[kept.a] == free.of[kept.b]][:20]
    apart = cluster(c, kept, model, SAME, Constraints(np.full(n, -1, np.int32), pair))
    assert all(apart.of[a] != apart.of[b] for a, b in pair)
    tied = np.full(n, -1, np.int32)
    tied[[0, n // 2, n - 1]] = 7
    together = cluster(c, kept, model, SAME, Constraints(tied, np.zeros((0, 2), np.int32)))
    assert len({int(together.of[i]) for i in (0, n // 2, n - 1)}) == 1


def test_later_mentions_find_their_people() -> None:
    rows, late = population(), 300
    n = len(rows.truth)
    c, model, kept, clusters = computed(rows.take(np.arange(n - late)))
    kept_state = state(c, blocks(c), model, kept, clusters)
    for first in range(n - late, n, 100):
        kept_state = increment(kept_state, Table(*rows.take(np.arange(first, first + 100))[:-1]), LOW, SAME)
    assert len(kept_state) == len(kept_state.clusters.of) == n
    gained, full = (accuracy(rows.truth, x.of) for x in (kept_state.clusters, whole()[3]))
    assert gained["f1"] == pytest.approx(full["f1"], abs=0.002)


def test_the_nearest_to_the_cut_are_asked_about_first() -> None:
    clusters = whole()[3]
    asked = [question(clusters, int(at), SAME) for at in order(clusters.nodes, SAME)[:200]]
    assert [q.doubt for q in asked] == sorted(q.doubt for q in asked)
    for q in asked:
        assert not set(q.a) & set(q.b)
        ours = {int(clusters.of[m]) for m in (*q.a, *q.b)}
        assert (len(ours) == 1) is q.merged


@pytest.mark.parametrize("n", [0, 1, 2])
def test_next_to_nothing_is_no_error(n: int) -> None:
    few = population().take(np.arange(n))
    c, model, kept, clusters = computed(few)
    assert len(clusters.of) == n
    later = increment(
        state(c, blocks(c), model, kept, clusters), Table(*population().take(np.arange(n, 9))[:-1]), LOW, SAME
    )
    assert len(later.clusters.of) == 9
