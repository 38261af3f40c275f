"""The levels of some pairs: what weights are learnt from."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.blocks import NEIGHBOURS, Blocks, met
from dedupe.engine.columns import Columns, Rows
from dedupe.engine.compiled import compiled
from dedupe.engine.kernel import COUNT, levels, rarity
from dedupe.engine.lexicon import Codes, Words


class Observed(NamedTuple):
    """Levels of some pairs and what rarity adds, a row for each pair; of which share of all pairs they are."""

    levels: NDArray[np.int8]
    added: NDArray[np.int32]
    share: float


def sample(c: Columns, blocks: Blocks, rare: int, most: int) -> Observed:
    """Return the levels of some ``most`` of the pairs that share a block, chosen by a hash of the pair."""
    total = sum(_pairs(b) for b in blocks.starts)
    every = max(1, total // most)
    found = [
        _sampled(k, order, starts, blocks.block, every, NEIGHBOURS)
        for k, (order, starts) in enumerate(zip(blocks.order, blocks.starts, strict=True))
    ]
    a, b = np.concatenate(found, axis=1)
    return observed(c, a, b, rare, 1 / every)


def _pairs(starts: NDArray[np.int64]) -> int:
    sizes = np.diff(starts)
    return int((sizes * (sizes - 1) // 2).sum())


@compiled
def _sampled(
    k: int,
    order: Codes,
    starts: NDArray[np.int64],
    block: NDArray[np.int32],
    every: int,
    neighbours: int,
) -> NDArray[np.int32]:
    size, count = 1024, 0
    found = np.empty((2, size), np.int32)
    for number in range(len(starts) - 1):
        end = starts[number + 1]
        for p in range(starts[number], end):
            i = order[p]
            for q in range(p + 1, end if block[i, k] > 0 else min(end, p + 1 + neighbours)):
                j = order[q]
                if (min(i, j) * 40503 + max(i, j) * 30011) % 1000003 % every or met(block, i, j, k):
                    continue
                if count == size:
                    size *= 2
                    grown = np.empty((2, size), np.int32)
                    grown[:, :count] = found
                    found = grown
                found[0, count], found[1, count] = i, j
                count += 1
    return found[:, :count].copy()


def observed(c: Columns, a: Codes, b: Codes, rare: int, share: float = 1.0) -> Observed:
    """Return the levels of given pairs."""
    found, added = np.zeros((len(a), COUNT), np.int8), np.zeros((len(a), COUNT), np.int32)
    _levels(c.rows, a, b, c.words, rare, found, added)
    return Observed(found, added, share)


@compiled
def _levels(
    rows: Rows, a: Codes, b: Codes, words: Words, rare: int, out: NDArray[np.int8], added: NDArray[np.int32]
) -> None:
    for p in range(len(a)):
        x, y = rows[a[p]], rows[b[p]]
        levels(x, y, words, rare, out[p])
        for c in range(COUNT):
            added[p, c] = rarity(x, y, c, out[p, c])
