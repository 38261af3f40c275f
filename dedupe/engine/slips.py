"""Which word a rare spelling was meant to be: the commonest word that is one slip away.

Two words one slip apart become equal when one letter is left out of either, or of both (the deletion neighbourhood
of Wolf Garbe's SymSpell). So every word with each of its letters left out is a row; equal rows are sorted together.
"""

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.compiled import compiled
from dedupe.engine.lexicon import Codes, Fact, Words, taken
from dedupe.engine.spelling import LONGEST, slips

_OFTENER = 6  # a word is a slip of another that is so many times as frequent
_ODD = 4  # what is seen so few times may be a slip of anything that is seen more often
_SHORTEST = 4


def corrected(words: Words, counts: NDArray[np.int64]) -> Codes:
    """Return for each word the one that it is a slip of, or itself. ``counts`` is how often each is seen."""
    keys, owners = _left_out(words)
    order = np.lexsort((owners, -counts[owners], keys))
    keys, owners = keys[order], owners[order]
    starts = np.append(np.flatnonzero(np.diff(keys, prepend=-1)), len(keys))
    best = np.arange(len(words.facts), dtype=np.int32)
    _corrected(owners, starts, words, counts, best)
    return best[best]


def intended(words: Words, counts: NDArray[np.int64], first: int) -> Codes:
    """Return what the words from ``first`` on are slips of, among those before; ``counts`` is of all."""
    fresh = taken(words, slice(first, None))
    keys, owners = _left_out(fresh)
    found = np.arange(first, len(words.facts), dtype=np.int32)
    if not len(found):
        return found
    lengths = np.unique(fresh.of(Fact.LENGTH))
    near = np.flatnonzero(
        np.isin(words.of(Fact.LENGTH)[:first], [*lengths, *(lengths - 1), *(lengths + 1)])
        & (counts[:first] >= _OFTENER)
    )
    old, whose = _left_out(taken(words, near))
    order = np.argsort(keys)
    hit = np.minimum(np.searchsorted(keys[order], old), len(keys) - 1)
    rows = np.flatnonzero(keys[order][hit] == old)
    pairs = [(int(x), int(near[y])) for x, y in zip(owners[order[hit[rows]]], whose[rows], strict=True)]
    for word, other in sorted(set(pairs), key=lambda p: (counts[p[1]], p)):
        if words.facts[other, Fact.LENGTH] >= _SHORTEST and _one_slip(words, word + first, other):
            found[word] = words.intended[other]
    return found


def _left_out(words: Words) -> tuple[NDArray[np.int64], Codes]:
    """Return a number for every word as it is and with each letter left out, and the word that it comes from."""
    n = len(words.facts)
    factors = np.random.default_rng(1).integers(1 << 40, 1 << 60, LONGEST + 1).astype(np.uint64) | np.uint64(1)
    letters = words.letters.astype(np.uint64)
    powers = _mixed(letters, factors[:LONGEST])  # each letter at its place
    shifted = _mixed(letters[:, 1:], factors[: LONGEST - 1])  # each letter one place earlier
    before = np.concatenate([np.zeros((n, 1), np.uint64), np.cumsum(powers, axis=1)], axis=1)
    after = np.concatenate([np.cumsum(shifted[:, ::-1], axis=1)[:, ::-1], np.zeros((n, 1), np.uint64)], axis=1)
    keys, owners = [before[:, -1]], [np.arange(n)]
    for p in range(LONGEST):
        rows = np.flatnonzero((words.of(Fact.LENGTH) > p) & (words.of(Fact.LENGTH) >= _SHORTEST))
        keys.append(before[rows, p] + after[rows, p])
        owners.append(rows)
    return np.concatenate(keys).astype(np.int64), np.concatenate(owners).astype(np.int32)


def _mixed(letters: NDArray[np.uint64], factors: NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed: NDArray[np.uint64] = letters * factors
    return mixed


@compiled
def _corrected(owners: Codes, starts: NDArray[np.int64], words: Words, counts: NDArray[np.int64], best: Codes) -> None:
    for group in range(len(starts) - 1):
        first, end = starts[group], starts[group + 1]
        for p in range(first + 1, end):
            word = owners[p]
            for q in range(first, min(p, first + 8)):  # the commonest come first
                other = owners[q]
                if counts[word] > _ODD and counts[other] < _OFTENER * counts[word]:
                    break
                if words.facts[other, Fact.LENGTH] < _SHORTEST or words.facts[word, Fact.GIVEN] == 1:
                    break
                if counts[other] <= counts[best[word]] and best[word] != word:
                    break
                if _one_slip(words, word, other):
                    best[word] = other
                    break


@compiled
def _one_slip(words: Words, a: int, b: int) -> bool:
    return slips(words.letters[a], words.facts[a, Fact.LENGTH], words.letters[b], words.facts[b, Fact.LENGTH], 1) == 1
