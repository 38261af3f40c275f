"""From links to people: average linkage under what people decided, and the questions that it leaves.

Connected components alone would chain strangers together through one vague mention; so every pair inside a component
is scored, and two clusters merge only while their mean score stands at or above the cut (UPGMA: Sokal and Michener
1958). What a person tied counts as one item, so that tying a vague mention to a clear one takes nothing from the clear
one's links. What people decided, and one post's naming two people, forbid a merge, and stay with whatever a cluster
grows into. Scores are whole hundredths of a bit and ties break by identifier: the order of input does not matter.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.columns import Col, Columns, Rows
from dedupe.engine.compiled import compiled
from dedupe.engine.days import YEAR
from dedupe.engine.kernel import COUNT, Levels, Row, rarity, score
from dedupe.engine.levels import BIRTH, EVENT, GIVEN, PLACE, Birth, Event, Spelling
from dedupe.engine.lexicon import Codes, Words
from dedupe.engine.link import Links
from dedupe.engine.model import Model
from dedupe.findings import Longs, findings
from dedupe.parts import parts


class Rules(NamedTuple):
    """What people decided, about mentions by position.

    ``tied`` numbers what is one person by decision (below 0: nothing is decided), ``apart`` holds pairs of such
    numbers, ``lower << 32 | higher``, in order. ``ruled`` is the number of the last confirmation of a mention, of its
    rejection below 0, or 0: of what a person confirmed, the machine merges no more than one.
    """

    tied: Codes
    apart: Longs
    ruled: Codes


class Cuts(NamedTuple):
    """In hundredths of a bit: what merges, what is worth a question; of how many merged pairs one is a sample's."""

    same: int
    different: int
    sample: int = 0


class Found(NamedTuple):
    """``of`` is each mention's cluster, by the position of its first member; ``component`` what hung together.

    ``findings`` are those of :mod:`dedupe.findings`. ``loosened`` counts components that were taken apart.
    """

    of: Codes
    component: Codes
    findings: Longs
    loosened: int


def people(c: Columns, links: Links, model: Model, cuts: Cuts, rules: Rules, hashes: Longs) -> Found:
    """Divide mentions into people. ``hashes`` are the mentions' own numbers, from which samples are drawn."""
    n = len(c)
    component, loosened = parts(n, links, rules.tied, cuts.different, cuts.same)
    order = np.argsort(component, kind="stable").astype(np.int32)
    starts = np.append(np.flatnonzero(np.diff(component[order], prepend=-1)), n)
    of = np.arange(n, dtype=np.int32)
    told = _people(np.flatnonzero(np.diff(starts) > 1), order, starts, c.rows, c.words, model, cuts, rules, hashes, of)
    return Found(of, component, told, loosened)


@compiled
def _people(
    big: Longs,
    order: Codes,
    starts: Longs,
    rows: Rows,
    words: Words,
    model: Model,
    cuts: Cuts,
    rules: Rules,
    hashes: Longs,
    of: Codes,
) -> Longs:
    found, count = np.zeros((1024, 7), np.int64), 0
    for part in big:
        members = order[starts[part] : starts[part + 1]]
        scores, vetoes = _scores(members, rows, words, model)
        item = _items(members, rules.tied)
        sums, barred = _between(members, item, scores, vetoes, rows, words, model, rules, cuts)
        label = item.copy()
        merges = merged(sums, barred, label, cuts.same)
        for p in range(len(members)):
            of[members[p]] = members[label[p]]
        made = findings(members, item, label, merges, scores, sums, barred, hashes, cuts.different, cuts.sample)
        while count + len(made) > len(found):
            found = np.concatenate((found, np.zeros_like(found)))
        found[count : count + len(made)] = made
        count += len(made)
    return found[:count].copy()


@compiled
def _scores(members: Codes, rows: Rows, words: Words, model: Model) -> tuple[Longs, NDArray[np.bool_]]:
    n = len(members)
    out = np.zeros(COUNT, np.int8)
    scores, vetoes = np.zeros((n, n), np.int64), np.zeros((n, n), np.bool_)
    for p in range(n):
        for q in range(p):
            x, y = rows[members[p]], rows[members[q]]
            total, veto = score(x, y, words, model.weights, model.prior, model.rare, out)
            scores[p, q] = scores[q, p] = total
            vetoes[p, q] = vetoes[q, p] = veto or _doubtful(x, y, out)
    return scores, vetoes


@compiled
def _doubtful(x: Row, y: Row, out: Levels) -> bool:
    """Tell whether the machine alone may not merge them, however much agrees: that is for a person to say.

    Who was born in another year, or died in another season, may be a namesake; who has another given name a twin.
    """
    stated = min(x[Col.PRECISION], y[Col.PRECISION]) >= YEAR
    born_apart = stated and out[BIRTH] == Birth.CONFLICT
    return bool(born_apart or out[EVENT] == Event.DEATH_FAR or out[GIVEN] == Spelling.DIFFERENT)


@compiled
def _items(members: Codes, tied: Codes) -> Codes:
    """Return for each member the first that is tied to it."""
    n = len(members)
    item = np.arange(n).astype(np.int32)
    for p in range(n):
        for q in range(p):
            if tied[members[p]] >= 0 and tied[members[p]] == tied[members[q]]:
                item[p] = item[q]
                break
    return item


@compiled
def _between(
    members: Codes,
    item: Codes,
    scores: Longs,
    vetoes: NDArray[np.bool_],
    rows: Rows,
    words: Words,
    model: Model,
    rules: Rules,
    cuts: Cuts,
) -> tuple[Longs, NDArray[np.int8]]:
    """Return the score between items, and what bars their merging: 1 the machine's own doubt, 2 what settles it."""
    n = len(members)
    sums, barred = scores.copy(), np.zeros((n, n), np.int8)
    for p in range(n):
        for q in range(p):
            i, j = item[p], item[q]
            bar = _bar(members[p], members[q], vetoes[p, q], scores[p, q], rules, cuts)
            if bar > barred[i, j]:
                barred[i, j] = barred[j, i] = bar
    size = np.zeros(n, np.int64)
    for p in range(n):
        size[item[p]] += 1
    for i in range(n):
        for j in range(i):
            if item[i] == i and item[j] == j and size[i] * size[j] > 1:
                sums[i, j] = sums[j, i] = _voices(members, item, i, j, scores, rows, words, model)
    return sums, barred


@compiled
def _bar(i: int, j: int, veto: bool, total: int, rules: Rules, cuts: Cuts) -> int:
    a, b = rules.tied[i], rules.tied[j]
    if a >= 0 and b >= 0 and a != b and len(rules.apart):
        key = np.int64(min(a, b)) << 32 | max(a, b)
        at = np.searchsorted(rules.apart, key)
        if at < len(rules.apart) and rules.apart[at] == key:
            return 2
    if veto:
        return 2 if total <= cuts.different else 1
    x, y = rules.ruled[i], rules.ruled[j]
    return 1 if x != 0 and y != 0 and x != y and (x > 0 or y > 0) else 0


@compiled
def _voices(members: Codes, item: Codes, i: int, j: int, scores: Longs, rows: Rows, words: Words, model: Model) -> int:
    """Return the score of two items that people tied together: the best pair speaks for them.

    What speaks against them counts wherever it stands.
    """
    n = len(members)
    best, against, counted = np.int64(-(1 << 40)), np.zeros(COUNT, np.int64), np.zeros(COUNT, np.int64)
    out = np.zeros(COUNT, np.int8)
    for p in range(n):
        for q in range(n):
            if item[p] == i and item[q] == j:
                x, y = rows[members[p]], rows[members[q]]
                score(x, y, words, model.weights, model.prior, model.rare, out)
                better = scores[p, q] > best
                if better:
                    best = scores[p, q]
                for k in range(COUNT):
                    weight = np.int64(model.weights[k, out[k]])
                    if k <= PLACE:
                        weight += rarity(x, y, k, out[k])
                    weight = min(weight, np.int64(0))
                    against[k] = min(against[k], weight)
                    if better:
                        counted[k] = weight
    return int(best + (against - counted).sum())


@compiled
def merged(sums: Longs, barred: NDArray[np.int8], label: Codes, same: int) -> Longs:
    """Merge the nearest two, again and again: ``label`` becomes each one's cluster.

    Returns a row for each merge: both clusters, and the mean score between them.
    """
    n = len(label)
    sums, barred = sums.copy(), barred.copy()
    items, merges, count = np.ones(n, np.int64), np.zeros((n, 3), np.int64), 0
    alive = np.array([label[p] == p for p in range(n)])
    while True:
        best, at, to = float(same), -1, -1
        for p in range(n):
            for q in range(p + 1, n) if alive[p] else range(0):
                if alive[q] and not barred[p, q]:
                    mean = sums[p, q] / (items[p] * items[q])
                    if mean > best or (mean == best and at < 0):
                        best, at, to = mean, p, q
        if at < 0:
            return merges[:count].copy()
        merges[count, 0], merges[count, 1], merges[count, 2] = at, to, round(best)
        count += 1
        for k in range(n):
            if alive[k] and k != at and k != to:
                sums[at, k] = sums[k, at] = sums[at, k] + sums[to, k]
                barred[at, k] = barred[k, at] = max(barred[at, k], barred[to, k])
            if label[k] == to:
                label[k] = at
        items[at] += items[to]
        alive[to] = False
