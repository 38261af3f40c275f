"""Every pair that shares a block is scored once, as it comes by; only what scores above a low cut is kept.

No list of candidate pairs is ever made: at a million mentions it alone would take more memory than all the rest.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from os import cpu_count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.blocks import NEIGHBOURS, Blocks, met
from dedupe.engine.columns import Columns, Rows
from dedupe.engine.compiled import compiled
from dedupe.engine.kernel import COUNT, score_above
from dedupe.engine.lexicon import Codes, Words
from dedupe.engine.model import Model

_CHUNK = 200_000  # mentions of a block's order that one task takes


class Links(NamedTuple):
    """Pairs of mentions (``a < b``) with their scores, in hundredths of a bit; ``compared`` counts all pairs seen."""

    a: Codes
    b: Codes
    score: Codes
    compared: int


def links(c: Columns, blocks: Blocks, model: Model, low: int, threads: int = 0) -> Links:
    """Score all pairs that share a block; keep those above ``low``."""

    def task(work: tuple[int, int, int]) -> tuple[Codes, Codes, Codes, int]:
        k, first, last = work
        return _linked(
            k, blocks.order[k], blocks.starts[k], first, last, blocks.block, c.rows, c.words, *model, low, NEIGHBOURS
        )

    with ThreadPoolExecutor(threads or min(2, cpu_count() or 1)) as pool:
        found = list(pool.map(task, _tasks(blocks)))
    none = np.zeros(0, np.int32)
    a, b, scores = (np.concatenate([none, *(f[i] for f in found)]) for i in range(3))
    made = Links(np.minimum(a, b), np.maximum(a, b), scores, sum(f[3] for f in found))
    return _once(made) if blocks.cut else made


def _once(found: Links) -> Links:
    """Leave out what was found twice: neighbours in a cut block may well share another key."""
    _, first = np.unique(found.a.astype(np.int64) << 32 | found.b, return_index=True)
    return Links(found.a[first], found.b[first], found.score[first], found.compared)


def scored(x: Rows, i: Codes, y: Rows, j: Codes, words: Words, model: Model, low: int) -> Links:
    """Score given pairs, one of each from ``x`` and one from ``y``; keep those above ``low``."""
    scores = np.empty(len(i), np.int32)
    _scored(x, i, y, j, words, *model, low, scores)
    kept = scores > low
    return Links(i[kept], j[kept], scores[kept], len(i))


@compiled
def _scored(
    x: Rows,
    i: Codes,
    y: Rows,
    j: Codes,
    words: Words,
    weights: NDArray[np.int32],
    prior: int,
    rare: int,
    low: int,
    scores: Codes,
) -> None:
    out = np.zeros(COUNT, np.int8)
    for k in range(len(i)):
        scores[k], _ = score_above(x[i[k]], y[j[k]], words, weights, prior, rare, low, out)


def _tasks(blocks: Blocks) -> Iterator[tuple[int, int, int]]:
    """Divide the work: kind of key, first block, last block."""
    for k, starts in enumerate(blocks.starts):
        edges = np.searchsorted(starts, np.arange(0, starts[-1] + _CHUNK, _CHUNK))
        edges = np.unique(np.minimum(edges, len(starts) - 1))
        yield from ((k, x, y) for x, y in pairwise(edges.tolist()))


@compiled
def _linked(
    k: int,
    order: Codes,
    starts: NDArray[np.int64],
    first: int,
    last: int,
    block: NDArray[np.int32],
    rows: Rows,
    words: Words,
    weights: NDArray[np.int32],
    prior: int,
    rare: int,
    low: int,
    neighbours: int,
) -> tuple[Codes, Codes, Codes, int]:
    size, count, seen = 1024, 0, 0
    kept = np.empty((3, size), np.int32)
    out = np.zeros(COUNT, np.int8)
    for number in range(first, last):
        end = starts[number + 1]
        for p in range(starts[number], end):
            i = order[p]
            for q in range(p + 1, end if block[i, k] > 0 else min(end, p + 1 + neighbours)):
                j = order[q]
                if met(block, i, j, k):
                    continue
                seen += 1
                total, _ = score_above(rows[i], rows[j], words, weights, prior, rare, low, out)
                if total > low:
                    if count == size:
                        size *= 2
                        grown = np.empty((3, size), np.int32)
                        grown[:, :count] = kept
                        kept = grown
                    kept[0, count], kept[1, count], kept[2, count] = i, j, total
                    count += 1
    return kept[0, :count].copy(), kept[1, :count].copy(), kept[2, :count].copy(), seen
