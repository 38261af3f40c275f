"""Which mentions are compared: those that share a key (blocking), of seventeen kinds, each made finer where it must be.

    surname ─▶ + given name ─▶ + patronymic ─▶ + year of birth

Of each chain the coarsest key is used that no more than ``largest`` mentions share. What even the finest key leaves too
large is not compared whole: its members are put in order, so that the most alike stand together, and each is compared
with its next neighbours. Such a block is *cut*; it is counted and reported, and equal mentions in it always meet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.columns import Col, Columns
from dedupe.engine.compiled import compiled
from dedupe.engine.days import DAY, YEAR
from dedupe.engine.lexicon import Codes, Fact

Keys = NDArray[np.uint64]
LARGEST = 120
NEIGHBOURS = 12

_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Blocks:
    """One row for each kind of key.

    ``block`` holds the number of a mention's block (0: none; below 0: one that was cut), ``order`` the mentions block
    by block, ``starts`` where each block begins in it; blocks of one are left out. ``keys`` and ``keyed`` are all keys
    in order (see :func:`kept`) and whose they are, so that later mentions find whom to meet.
    """

    names: list[str]
    block: NDArray[np.int32]
    order: list[Codes]
    starts: list[NDArray[np.int64]]
    keys: list[Keys]
    keyed: list[Codes]
    cut: dict[str, tuple[int, int]]  # kind: how many blocks were cut, and how many mentions are in them

    @property
    def reports(self) -> list[str]:
        """Say what was cut, a line for each kind."""
        return [f"{k}: {n} blocks of {m} mentions compared with neighbours only" for k, (n, m) in self.cut.items()]


def key(*parts: NDArray[np.integer]) -> Keys:
    """Mix numbers into one key; 0 where one of them is 0 (not known)."""
    mixed = np.full(len(parts[0]), 7, np.uint64)
    known = np.ones(len(parts[0]), np.bool_)
    for part in parts:
        known &= part != 0
        mixed = (mixed ^ part.astype(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return np.where(known, mixed | np.uint64(1), np.uint64(0))


def chains(c: Columns) -> Iterator[tuple[str, tuple[Keys, ...]]]:
    """Yield each kind of key with its chain, coarse to fine."""
    surname, given, patronymic = (c.words.intended[c.col(x)] for x in (Col.SURNAME, Col.GIVEN, Col.PATRONYMIC))
    whole = c.words.of(Fact.LENGTH) > 1
    sur = c.words.of(Fact.SOUND)[surname]
    first = np.where(whole[given], c.words.of(Fact.MEANT)[given], 0)
    father = np.where(whole[patronymic], c.words.of(Fact.SOUND)[patronymic], 0)
    letter, bare, three = (
        c.words.of(Fact.LETTER)[given],
        c.words.of(Fact.SKELETON)[surname],
        c.words.of(Fact.THREE)[surname],
    )
    precise = c.col(Col.PRECISION)
    year = np.where(precise >= YEAR, c.col(Col.BIRTH) // 10000, 0)
    day = np.where(precise == DAY, c.col(Col.BIRTH), 0)
    died = np.where(c.col(Col.DEATH) % 100 > 0, c.col(Col.DEATH), 0)
    region, month = c.col(Col.REGION), _month(c)
    town = c.col(Col.SETTLEMENT)
    yield "photo", (key(c.col(Col.PHOTO)),)
    yield "text", (key(c.col(Col.TEXT)), key(c.col(Col.TEXT), sur))
    yield "birth", (key(day), key(day, letter), key(day, first))
    yield "surname+given", (key(sur, first), key(sur, first, father), key(sur, first, father, year))
    yield "surname+year", (key(sur, year), key(sur, year, first))
    yield "surname+patronymic", (key(sur, father), key(sur, father, first))
    yield "given+patronymic+year", (key(first, father, year), key(first, father, year, three))
    yield "death+given", (key(died, first), key(died, first, three))
    yield "death+surname", (key(died, three), key(died, three, letter))
    yield "surname+region+month", (key(sur, region, month), key(sur, region, month, letter))
    yield "surname+initial+region", (key(sur, letter, region), key(sur, letter, region, town))
    yield "surname+initial", (key(sur, letter), key(sur, letter, month))
    yield "skeleton+given", (key(bare, first), key(bare, first, region), key(bare, first, father, year))
    look = c.words.of(Fact.SHAPE)[c.col(Col.SURNAME)]
    yield "shape+given", (key(look, first), key(look, first, region), key(look, first, father, year))
    yield "start+given+region", (key(three, first, region), key(three, first, region, father))
    yield "start+patronymic", (key(three, father), key(three, father, first), key(three, father, first, year))
    yield "given+settlement", (key(first, town, region), key(first, town, region, letter))


def kept(kind: int, keys: Keys) -> Keys:
    """Return keys as they are kept, with the number of their kind in front: so all kinds stand in one order."""
    return np.uint64(kind << 59) | keys >> np.uint64(5)


def every(c: Columns) -> tuple[Keys, Codes]:
    """Return every key that a mention has, of all kinds, coarse and fine, in order, and whose they are."""
    found = [(kept(k, level), np.flatnonzero(level)) for k, (_, chain) in enumerate(chains(c)) for level in chain]
    keys = np.concatenate([level[who] for level, who in found])
    order = np.argsort(keys, kind="stable")
    return keys[order], np.concatenate([who for _, who in found])[order].astype(np.int32)


def stretches(first: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return all positions in stretches of an order, one after another.

    >>> stretches(np.array([3, 9]), np.array([2, 3])).tolist()
    [3, 4, 9, 10, 11]
    """
    return np.repeat(first - np.append(0, np.cumsum(sizes)[:-1]), sizes) + np.arange(sizes.sum())


def _month(c: Columns) -> NDArray[np.int64]:
    """Return the month of death, or else of the burial or the post."""
    died, buried, posted = c.col(Col.DIED_FROM), c.col(Col.BURIED_FROM), c.col(Col.POSTED)
    when = np.where(died != 0, died, np.where(buried != 0, buried - 14, np.where(posted != 0, posted - 20, 0)))
    month: NDArray[np.int64] = np.where(when != 0, when // 30, 0)
    return month


def blocks(c: Columns, largest: int = LARGEST) -> Blocks:
    """Put the mentions into blocks."""
    names, found = [], []
    for kind, (name, chain) in enumerate(chains(c)):
        names.append(name)
        found.append(_kind(c, kind, chain, largest))
    block, order, starts, keys, keyed, cuts = (list(column) for column in zip(*found, strict=True))
    cut = {name: counted for name, counted in zip(names, cuts, strict=True) if counted != (0, 0)}
    return Blocks(names, np.stack(block, 1), order, starts, keys, keyed, cut)


_Kind = tuple[Codes, Codes, NDArray[np.int64], Keys, Codes, tuple[int, int]]


def _kind(c: Columns, kind: int, chain: tuple[Keys, ...], largest: int) -> _Kind:
    """Return the blocks of one kind of key, as :class:`Blocks` has them."""
    chosen, cuts = _chosen(chain, largest)
    known = np.flatnonzero(chosen).astype(np.int32)
    known = known[np.argsort(chosen[known], kind="stable")]
    block, order, begin = _grouped(chosen, known, cuts)
    if cuts.any():
        order = _ordered(c, block, order)
    keys = kept(kind, chosen[known])
    return block, order, begin, keys, known, (len(np.unique(chosen[cuts])), int(cuts.sum()))


def _chosen(chain: tuple[Keys, ...], largest: int) -> tuple[Keys, NDArray[np.bool_]]:
    """Return the key under which each mention is compared, and which keys are too large to the end of their chain."""
    chosen = chain[0].copy()
    large = _shared(chosen) > largest
    for finer in chain[1:]:
        if not large.any():
            return chosen, large
        rows = np.flatnonzero(large)
        refined = np.where(finer[rows] != 0, finer[rows], chosen[rows])
        chosen[rows] = refined
        large[rows] = _shared(refined) > largest
    return chosen, large


def _shared(keys: Keys) -> NDArray[np.int64]:
    """Return how many mentions share each mention's key; 0 where it has none."""
    _, where, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.where(keys != 0, counts[where], 0)


def _grouped(keys: Keys, order: Codes, cuts: NDArray[np.bool_]) -> tuple[Codes, Codes, NDArray[np.int64]]:
    """Return the number of each one's block, the members of blocks of two or more in order, and where each begins."""
    ordered = keys[order]
    first = (
        np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(order) else np.zeros(0, np.int64)
    )
    sizes = np.diff(np.append(first, len(order)))
    kept = sizes > 1
    inside = np.repeat(kept, sizes)
    order = order[inside]
    number = np.repeat(np.arange(1, kept.sum() + 1), sizes[kept]).astype(np.int32)
    block = np.zeros(len(keys), np.int32)
    block[order] = np.where(cuts[order], -number, number)
    return block, order, np.append(0, np.cumsum(sizes[kept]))


def _ordered(c: Columns, block: Codes, order: Codes) -> Codes:
    """Put the members of cut blocks in order of name, birth and death, so that the most alike are neighbours."""
    cut = np.flatnonzero(block[order] < 0)
    rows = c.rows[order[cut]]
    by = [rows[:, x] for x in (Col.DIED_FROM, Col.REGION, Col.BIRTH, Col.PATRONYMIC, Col.GIVEN, Col.SURNAME)]
    order = order.copy()
    order[cut] = order[cut][np.lexsort([*by, -block[order[cut]]])]
    return order


@compiled
def met(block: NDArray[np.int32], i: int, j: int, k: int) -> bool:
    """Tell whether two mentions share an earlier kind of key, under which they were compared."""
    for earlier in range(k):
        number = block[i, earlier]
        if number > 0 and number == block[j, earlier]:
            return True
    return False
