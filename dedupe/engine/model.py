"""What each level weighs, in hundredths of a bit, and how sure one has to be before anything is compared.

Fellegi and Sunter, "A theory for record linkage" (1969): a level weighs log2(m / u), where m is its share among pairs
that are one person and u its share among pairs that are not. u is counted in pairs taken at random; m is learnt
without labels by expectation and maximisation (Winkler, "Using the EM algorithm for weight computation in the
Fellegi-Sunter model", 1988).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.blocks import Blocks
from dedupe.engine.columns import Columns
from dedupe.engine.levels import COMPARISONS, POST, SURNAME, WIDTH, Copy, Spelling
from dedupe.engine.observe import Observed, observed, sample

_STRONGEST = 13.0  # bits: no single level weighs more: a share that was never seen is small, not nothing
_STRANGERS = 1_000_000
_LEARN_FROM = 160_000
_ROUNDS = 10
VETO = -2000  # one post names each person once


class Model(NamedTuple):
    """``weights`` has a row for each comparison and a column for each level; ``prior`` is added to every score.

    ``rare`` is the rarity from which a name is hardly ever seen. All in hundredths of a bit.
    """

    weights: NDArray[np.int32]
    prior: int
    rare: int


class Shares(NamedTuple):
    """What a model was made of: by comparison and level, the share (m) among pairs that are one person, and (u) not."""

    m: NDArray[np.float64]
    u: NDArray[np.float64]


def learn(c: Columns, blocks: Blocks, seed: int = 1) -> Model:
    """Learn the weights from the data itself, without anybody's judgement."""
    return learnt(c, blocks, seed)[0]


def learnt(c: Columns, blocks: Blocks, seed: int = 1) -> tuple[Model, Shares]:
    """Learn the weights as :func:`learn` does; return also the shares that they come from."""
    n = len(c)
    rare = rarity_of_a_rare_name(n)
    strangers = _strangers(c, rare, np.random.default_rng(seed))
    base, typical = _shares(strangers.levels), _typical(strangers)
    seen = sample(c, blocks, rare, _LEARN_FROM)
    together = _first_guess()
    people = max(1.0, 0.7 * n)
    for _ in range(_ROUNDS):
        model = _weighed(together, base, typical, _prior(people, n), rare)
        probability = 1 / (1 + np.exp2(-totals(seen, model) / 100))
        together = _shares(seen.levels, probability)
        people = max(1.0, float(probability.sum()) / seen.share)
    return _weighed(together, base, typical, _prior(people, n), rare), Shares(together, base)


def chance(c: Columns, believed: NDArray[np.float64], belief: float, seed: int = 1) -> NDArray[np.float64]:
    """Return how often two strangers have each level: counted in these mentions, the less the fewer pairs they make.

    ``believed`` are the shares to begin with, and ``belief`` how many pairs' worth they have. Strangers are pairs of
    different surnames: of pairs taken at random in a small workspace too many are one person.
    """
    rare = rarity_of_a_rare_name(len(c))
    levels = _strangers(c, rare, np.random.default_rng(seed)).levels
    apart = levels[levels[:, SURNAME] == Spelling.DIFFERENT]
    counts = np.stack([np.bincount(apart[:, k], minlength=WIDTH) for k in range(len(COMPARISONS))]).astype(float)
    counts[:, 0] = 0
    found: NDArray[np.float64] = (counts + belief * believed) / (counts.sum(axis=1) + belief)[:, None]
    return found


def rarity_of_a_rare_name(mentions: int) -> int:
    """Return the rarity, in hundredths of a bit, from which a name is hardly ever seen: three times or less."""
    return int(100 * np.log2(max(mentions, 4) / 3))


def totals(seen: Observed, model: Model) -> NDArray[np.float64]:
    """Return the score of each observed pair."""
    total: NDArray[np.float64] = seen.added.sum(axis=1) + float(model.prior)
    for c in range(len(COMPARISONS)):
        total += model.weights[c, seen.levels[:, c]]
    return total


def _strangers(c: Columns, rare: int, rng: np.random.Generator) -> Observed:
    n = len(c)
    a, b = (rng.integers(0, n, min(_STRANGERS, 60 * n)).astype(np.int32) for _ in range(2))
    return observed(c, a[a != b], b[a != b], rare)


def _prior(pairs: float, n: int) -> int:
    return round(100 * float(np.log2(pairs / max(1.0, n * (n - 1) / 2))))


def _shares(levels: NDArray[np.int8], weight: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return the share of each level among those pairs where the comparison says anything at all."""
    found = np.zeros((len(COMPARISONS), WIDTH))
    for c, comparison in enumerate(COMPARISONS):
        size = len(comparison.levels)
        counts = np.bincount(levels[:, c], weights=weight, minlength=WIDTH).astype(float)[:size] + 0.5
        counts[0] *= comparison.levels is Copy
        found[c, :size] = counts / counts.sum()
    return found


def _typical(strangers: Observed) -> NDArray[np.float64]:
    """Return the mean rarity that goes with each level among strangers, in bits."""
    found = np.zeros((len(COMPARISONS), WIDTH))
    for c, comparison in enumerate(COMPARISONS):
        if comparison.rarity:
            counts = np.bincount(strangers.levels[:, c], minlength=WIDTH)
            sums = np.bincount(strangers.levels[:, c], weights=strangers.added[:, c] / 100, minlength=WIDTH)
            found[c] = np.where(counts > 0, sums / np.maximum(counts, 1), 0)
    return found


def _first_guess() -> NDArray[np.float64]:
    """Guess that of one person's mentions four in five agree, and that the stronger levels are the likelier."""
    guess = np.zeros((len(COMPARISONS), WIDTH))
    for c, comparison in enumerate(COMPARISONS):
        size = len(comparison.levels) - 1
        guess[c, 1 : size + 1] = 0.8 ** np.arange(size)
        guess[c, 1] *= 4
        guess[c, size] *= 0.2
        guess[c] /= guess[c].sum()
        if comparison.levels is Copy:
            guess[c, :2] = 0.9, 0.1
    return guess


def _weighed(
    together: NDArray[np.float64], base: NDArray[np.float64], typical: NDArray[np.float64], prior: int, rare: int
) -> Model:
    weights = np.zeros((len(COMPARISONS), WIDTH), np.int32)
    for c, comparison in enumerate(COMPARISONS):
        for level in comparison.levels:
            if level == 0:  # not known, or no copy: no reason at all
                continue
            bits = float(np.log2(together[c, level] / base[c, level]))
            bits = min(_STRONGEST, max(-_STRONGEST, bits)) - typical[c, level]
            weights[c, level] = round(100 * bits)
        if comparison.levels is Spelling:  # what two people share by chance is just the name's frequency
            weights[c, Spelling.EXACT] = round(100 * float(np.log2(together[c, Spelling.EXACT])))
    weights[POST] = 0
    weights[POST, Copy.SAME] = VETO
    return Model(weights, prior, rare)
