"""Which weights a run compares with: those that it learns from its own mentions, or, below a size, trained ones.

Expectation and maximisation needs many pairs. A small workspace is compared with weights learnt from invented people
(``python -m benchmarks.weights`` makes ``weights.json``), and takes a name to be as rare as names are until it has seen
enough of its own. How often strangers agree by chance it counts for itself: where all posts are of one month, that two
were written in one week says nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dedupe.engine.blocks import Blocks
from dedupe.engine.columns import Columns, rarities
from dedupe.engine.levels import BIRTH, BRANCH, COMPARISONS, EVENT, RANK, UNIT, WIDTH
from dedupe.engine.model import Model, chance, learn, rarity_of_a_rare_name
from dedupe.engine.rarity import Counts

TRAINED, LEARNT = "trained", "learnt"
ENOUGH = 20_000  # mentions from which a run learns for itself

_SHIPPED = Path(__file__).with_name("weights.json")
# Pairs of mentions that are one person, for each mention: what invented people and the war's lists have.
_PAIRS_A_MENTION = 0.7
# Until the data has spoken: shares of a surname, a given name, a patronymic and a settlement, and how many mentions'
# worth of belief they have. Some 200 given names are in use, but ten of them are borne by half of all men.
_USUAL = (1 / 2000, 1 / 30, 1 / 50, 1 / 1000)
_BELIEF = 200.0

# What strangers share by chance is counted in a workspace of any size; names and places have their rarity for that.
# Until the data has spoken, the shares among invented people have so many pairs' worth of belief.
_BY_CHANCE = (BIRTH, EVENT, UNIT, BRANCH, RANK)
_PAIRS_OF_BELIEF = 1000.0

Named = dict[str, dict[str, int]]


class Trained(msgspec.Struct, frozen=True):
    """What comes with the program: weights in hundredths of a bit, and the shares of the levels among strangers."""

    weights: Named
    strangers: dict[str, dict[str, float]]


class Weights(msgspec.Struct, frozen=True):
    """A model that can be written down: weights by the names of comparison and level, in hundredths of a bit."""

    how: str
    mentions: int
    prior: int
    rare: int
    weights: Named

    @classmethod
    def of(cls, model: Model, how: str, mentions: int) -> "Weights":
        """Write down a model, and how it was come by."""
        return cls(how, mentions, int(model.prior), int(model.rare), named(model.weights))

    @property
    def model(self) -> Model:
        """The model in the engine's form."""
        return Model(table(self.weights).astype(np.int32), self.prior, self.rare)


def named(weights: NDArray[np.int32]) -> Named:
    """Return a table of weights by the names of comparisons and levels; level 0 is no reason and has none."""
    return {
        c.name: {level.name.lower(): int(weights[k, level]) for level in c.levels if level}
        for k, c in enumerate(COMPARISONS)
    }


def table(weights: Mapping[str, Mapping[str, float]]) -> NDArray[np.float64]:
    """Return the table: a row for each comparison, a column for each level."""
    found = np.zeros((len(COMPARISONS), WIDTH))
    for k, comparison in enumerate(COMPARISONS):
        for level in comparison.levels:
            if level:
                found[k, level] = weights[comparison.name][level.name.lower()]
    return found


@cache
def shipped() -> Trained:
    """Return the trained weights that come with the program."""
    return msgspec.json.decode(_SHIPPED.read_bytes(), type=Trained)


def _adapted(c: Columns) -> Named:
    """Return the trained weights, with what strangers share by chance in these mentions."""
    weights, believed = table(shipped().weights), table(shipped().strangers)
    here = chance(c, believed, _PAIRS_OF_BELIEF)
    for k in _BY_CHANCE:
        seen = np.flatnonzero(believed[k])
        weights[k, seen] += 100 * np.log2(believed[k, seen] / here[k, seen])
    return named(np.rint(weights).astype(np.int32))


def weights(c: Columns, blocks: Blocks, enough: int = ENOUGH) -> Weights:
    """Return the weights for these mentions."""
    n = len(c)
    if n >= enough:
        return Weights.of(learn(c, blocks), LEARNT, n)
    pairs = n * max(1, n - 1) / 2
    prior = round(100 * float(np.log2(min(0.5, _PAIRS_A_MENTION * max(n, 1) / max(pairs, 1)))))
    return Weights(TRAINED, n, prior, rarity_of_a_rare_name(n), _adapted(c))


def tempered(c: Columns) -> Columns:
    """Return columns in which a few mentions do not yet make a name common: three posts about one man are no crowd."""
    found = c.frequencies
    counts = tuple(_tempered(one, usual) for one, usual in zip(found.counts, _USUAL, strict=True))
    made = replace(c, frequencies=found._replace(counts=counts))
    rarities(made.rows, made.frequencies)
    return made


def _tempered(counts: Counts, usual: float) -> Counts:
    said = float(counts.known.sum())
    share = np.where(counts.share > 0, (counts.share * said + _BELIEF * usual) / (said + _BELIEF), 0)
    return counts._replace(share=share)
