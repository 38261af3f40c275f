"""From links to people: average linkage in whatever order, under what people decided, and what it leaves to ask."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.accuracy import accuracy
from benchmarks.people import Rows, mentions
from dedupe.candidates import Division, cuts, divided
from dedupe.engine.link import Links
from dedupe.engine.table import Table
from dedupe.findings import BETWEEN, MERGE
from dedupe.linkage import Rules, merged, people
from dedupe.matter import Matter, matter
from dedupe.newcomers import unsettled
from dedupe.ties import ties
from dedupe.weights import ENOUGH
from sinodik.settings import Match

CUTS = cuts(Match(), 0)
FORBIDDEN = 1 << 30  # stands for a bar in a table of scores


@cache
def population() -> tuple[Rows, Matter]:
    rows = mentions(6000, 3)
    return rows, matter([f"m{k:016x}" for k in range(6000)], Table(*rows[:-1]), CUTS.different, ENOUGH)[0]


@cache
def free() -> Division:
    return divided(population()[1], [], ties([]), CUTS, [])


def linked(scores: list[list[int]], same: int = 0) -> list[int]:
    sums = np.array(scores, np.int64)
    label = np.arange(len(sums), dtype=np.int32)
    merged(sums, (sums == FORBIDDEN).astype(np.int8), label, same)
    return label.tolist()


LINKED = [
    ([[0, 500], [500, 0]], [0, 0]),
    ([[0, -1], [-1, 0]], [0, 1]),
    ([[0, 900, -700], [900, 0, 600], [-700, 600, 0]], [0, 0, 2]),  # on the mean, the third is a stranger
    ([[0, 900, -500], [900, 0, 600], [-500, 600, 0]], [0, 0, 0]),
    ([[0, 900, FORBIDDEN], [900, 0, 800], [FORBIDDEN, 800, 0]], [0, 0, 2]),  # forbidden, and carried on
    ([[0, 300, 300], [300, 0, FORBIDDEN], [300, FORBIDDEN, 0]], [0, 0, 2]),  # of two that are equal, the first
]


@pytest.mark.parametrize(("scores", "expected"), LINKED)
def test_average_linkage(scores: list[list[int]], expected: list[int]) -> None:
    assert linked(scores) == expected


@settings(deadline=None, max_examples=60)
@given(st.data(), st.integers(2, 9))
def test_the_order_of_members_does_not_matter(data: st.DataObject, n: int) -> None:
    values = data.draw(st.lists(st.integers(-2000, 2000), min_size=n * n, max_size=n * n, unique=True))
    scores = np.triu(np.array(values).reshape(n, n), 1)
    scores = scores + scores.T
    shuffle = data.draw(st.permutations(range(n)))
    there, back = np.array(linked(scores.tolist())), np.array(linked(scores[np.ix_(shuffle, shuffle)].tolist()))
    groups = {frozenset(np.flatnonzero(there == g).tolist()) for g in there}
    assert groups == {frozenset(shuffle[i] for i in np.flatnonzero(back == g)) for g in back}


def test_it_finds_people_whom_it_was_not_made_on() -> None:
    found = accuracy(population()[0].truth, free().found.of)
    assert found["f1"] >= 0.975
    assert found["b3"] >= 0.985
    assert found["precision"] >= 0.99


def test_decisions_hold() -> None:
    compared = population()[1]
    n, before = len(compared.columns), free().found.of
    kept = compared.links
    pairs = np.stack([kept.a, kept.b], 1)[before[kept.a] == before[kept.b]][:20]
    apart, tied, nobody = np.full(n, -1, np.int32), np.full(n, -1, np.int32), np.zeros(0, np.int64)
    used = np.unique(pairs)
    apart[used] = np.arange(len(used))
    keys = np.sort(np.searchsorted(used, pairs), axis=1)
    strangers = np.unique(keys[:, 0] << 32 | keys[:, 1]).astype(np.int64)
    unruled = np.zeros(n, np.int32)
    decided = people(
        compared.columns, kept, compared.weights.model, CUTS, Rules(apart, strangers, unruled), compared.hashes
    )
    assert all(decided.of[a] != decided.of[b] for a, b in pairs)
    tied[[0, n // 2, n - 1]] = 7
    decided = people(
        compared.columns, kept, compared.weights.model, CUTS, Rules(tied, nobody, unruled), compared.hashes
    )
    assert len({int(decided.of[k]) for k in (0, n // 2, n - 1)}) == 1


@pytest.mark.parametrize("tie", [False, True])
def test_newcomers_change_nobody_but_those_of_their_part(tie: bool) -> None:
    compared, n = population()[1], len(population()[1].ids)
    came = set(compared.ids[::97])
    old = np.array([k for k in range(n) if compared.ids[k] not in came])
    tied = np.full(n, -1, np.int32)
    tied[[97, n // 2, n - 2]] = 5 if tie else -1  # one of them came

    def of(part: Matter, bonds: np.ndarray) -> set[frozenset[str]]:
        free = Rules(bonds, np.zeros(0, np.int64), np.zeros(len(part.ids), np.int32))
        found = people(part.columns, part.links, part.weights.model, CUTS, free, part.hashes).of
        groups = [np.flatnonzero(found == g).tolist() for g in np.unique(found)]
        return {frozenset(part.ids[k] for k in group) for group in groups}

    place = np.full(n, -1, np.int32)
    place[old] = np.arange(len(old))
    kept = (place[compared.links.a] >= 0) & (place[compared.links.b] >= 0)
    links = Links(place[compared.links.a[kept]], place[compared.links.b[kept]], compared.links.score[kept], 0)
    before = compared._replace(
        ids=[compared.ids[k] for k in old],
        columns=replace(compared.columns, rows=compared.columns.rows[old]),
        links=links,
    )
    part = unsettled(compared, came, tied, CUTS)
    assert came <= set(part.ids)
    assert len(part.ids) < n / 5
    settled = {who for who in of(before, tied[old]) if who.isdisjoint(part.ids)}
    where = np.flatnonzero(np.isin(compared.ids, list(part.ids)))
    assert settled | of(part, tied[where]) == of(compared, tied)


def test_a_merge_is_told_from_a_question() -> None:
    found = free().found
    for kind, i, j, _, mean, _, bar in found.findings.tolist():
        if kind == MERGE:
            assert mean >= CUTS.same
            assert found.of[i] == found.of[j]
        elif kind == BETWEEN:
            assert found.of[i] != found.of[j]
            assert mean < CUTS.same or bar


def test_the_nearest_to_the_cut_are_asked_about_first() -> None:
    asked = free().pairs
    means = {(i, j): mean for _, i, j, _, mean, _, _ in free().found.findings.tolist()}
    order = np.argsort(asked.doubt, kind="stable")[: np.sum(~np.isnan(asked.doubt))].tolist()
    away = [abs(means[int(asked.i[k]), int(asked.j[k])] - CUTS.same) for k in order]
    assert len(away) > 50
    assert away == sorted(away)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_next_to_nothing_is_no_error(n: int) -> None:
    few = population()[0].take(np.arange(n))
    compared, _ = matter([f"m{k:016x}" for k in range(n)], Table(*few[:-1]), CUTS.different, ENOUGH)
    assert len(divided(compared, [], ties([]), CUTS, []).found.of) == n
