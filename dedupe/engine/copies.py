"""Near-copied texts: the same words about the same people, but for an emoji, a dropped line, a slip of the pen.

Two texts may be copies if MinHash says so: of their runs of three words, the least under each of several hashes agree
in one band of two (Broder, "On the resemblance and containment of documents", 1997; banding: Leskovec, Rajaraman and
Ullman, "Mining of Massive Datasets", chapter 3). They are if at least half of all such runs are common (Jaccard), and
if what stands out in either, names, places and numbers, is in the other: a form letter about another person is no
copy, nor a list with a name more or less. Beyond that one side may have something to add, but not both.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.compiled import compiled
from dedupe.engine.particulars import PARTICULAR, PERSON, Hashes, Longs, Words, words

ALIKE = 0.5  # share of common runs from which on two texts are one
_RUN = 3
_BANDS, _IN_BAND = 8, 2
_LARGEST = 48  # texts of one band that are all compared; more are divided by the people in them
_NEIGHBOURS = 8
_BATCH = 4096


class Copies:
    """Collects texts, each with the number that stands for its very words, and finds the near-copies among them."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._waiting: list[tuple[int, str]] = []
        self._numbers: list[int] = []
        self._parts: list[Words] = []

    def add(self, number: int, text: str) -> None:
        """Take in a text; ``number`` 0 is of one too short to be a copy."""
        if number and number not in self._seen:
            self._seen.add(number)
            self._waiting.append((number, text))
            if len(self._waiting) == _BATCH:
                self._take()

    def merged(self, numbers: Longs) -> Longs:
        """Return numbers of texts, with the number that is met most often for all near-copies of one text."""
        self._take()
        every = np.array(self._numbers, np.int64)
        if not len(every):
            return numbers
        self._parts = [_joined(self._parts)]
        root = _grouped(self._parts[0], every)
        order = np.argsort(every)
        every, root = every[order], root[order]
        at = np.minimum(np.searchsorted(every, numbers), len(every) - 1)
        known = every[at] == numbers
        named = every[_commonest(root, np.bincount(at[known], minlength=len(every)))]
        return np.where(known, named[at], numbers)

    def _take(self) -> None:
        if self._waiting:
            self._numbers += [number for number, _ in self._waiting]
            self._parts.append(words([text for _, text in self._waiting]))
            self._waiting = []


def _commonest(root: Longs, times: Longs) -> Longs:
    """Return for each text that of its group which is met most often, so that later copies of it are known for such."""
    order = np.lexsort((np.arange(len(root)), -times, root))
    groups, first = np.unique(root[order], return_index=True)
    return order[first][np.searchsorted(groups, root)]


def _taken(w: Words, rows: Longs) -> Words:
    """Return some texts, in the order asked for."""
    sizes = np.diff(w.starts)[rows]
    starts = np.append(0, np.cumsum(sizes))
    hashes = np.empty(starts[-1], np.uint32)
    for first in range(0, len(rows), _BATCH):
        part = slice(first, first + _BATCH)
        here, end = starts[first], starts[min(first + _BATCH, len(rows))]
        at = np.arange(here, end) + np.repeat(w.starts[rows[part]] - starts[:-1][part], sizes[part])
        hashes[here:end] = w.hashes[at]
    return Words(hashes, starts)


def _grouped(w: Words, numbers: Longs) -> Longs:
    """Return for each text the first of those it is a near-copy of."""
    root = np.arange(len(w.starts) - 1)
    keys, who = (np.concatenate([f(part) for part in _batches(w)]) for f in (_bands, _who))
    meetings = [_meetings(band, who, numbers) for band in keys.T]
    order, reach = (np.concatenate(x) for x in zip(*meetings, strict=True))
    rows = np.flatnonzero(np.bincount(order, minlength=len(root)))
    if len(rows):
        part = _taken(w, rows)
        said, runs = (_joined([_unique(f(p)) for p in _batches(part)]) for f in (_same, _runs))
        _tie(np.searchsorted(rows, order), reach, *said, *runs, rows, root)
    return root


def _batches(w: Words) -> Iterator[Words]:
    """Divide texts into batches, so that what is computed on the way stays small."""
    n = len(w.starts) - 1
    for first in range(0, n, _BATCH):
        starts = w.starts[first : min(first + _BATCH, n) + 1]
        yield Words(w.hashes[starts[0] : starts[-1]], starts - starts[0])


def _joined(parts: Sequence[Words]) -> Words:
    sizes = np.concatenate([np.diff(p.starts) for p in parts])
    return Words(np.concatenate([p.hashes for p in parts]), np.append(0, np.cumsum(sizes)))


def _same(w: Words) -> Words:
    return w


def _runs(w: Words) -> Words:
    """Return the hash of each run of three words."""
    sizes = np.maximum(np.diff(w.starts) - _RUN + 1, 0)
    starts = np.append(0, np.cumsum(sizes))
    at = np.arange(starts[-1]) + np.repeat(w.starts[:-1] - starts[:-1], sizes)
    plain = w.hashes >> np.uint32(2)
    mixed = np.zeros(len(at), np.uint32)
    for k in range(_RUN):
        mixed = (mixed ^ plain[at + k]) * np.uint32(0x9E3779B1)
        mixed ^= mixed >> np.uint32(15)
    return Words(mixed, starts)


def _bands(w: Words) -> NDArray[np.uint64]:
    """Return a key for each band of each text; 0 for texts that are shorter than a run."""
    rng = np.random.default_rng(1)
    factors = rng.integers(1, 1 << 32, (_BANDS, _IN_BAND), np.uint32) | np.uint32(1)
    keys = np.zeros((len(w.starts) - 1, _BANDS), np.uint64)
    runs = _runs(w)
    long = np.flatnonzero(np.diff(runs.starts))
    if len(long):
        for band in range(_BANDS):
            for factor in factors[band]:
                mixed = runs.hashes * factor
                least = np.minimum.reduceat(mixed ^ mixed >> np.uint32(16), runs.starts[long])
                keys[long, band] = keys[long, band] << np.uint64(32) | least
    return keys


def _who(w: Words) -> NDArray[np.uint64]:
    """Return a number for the set of words in each text that may name people: copies have them all."""
    text = np.repeat(np.arange(len(w.starts) - 1), np.diff(w.starts))
    out = (w.hashes & PERSON) > 0
    distinct = _distinct(text[out].astype(np.uint64) << np.uint64(32) | w.hashes[out] >> np.uint32(2))
    mixed = (distinct & np.uint64(0xFFFFFFFF)) * np.uint64(0x9E3779B97F4A7C15)
    total = np.append(np.uint64(0), np.cumsum(mixed ^ mixed >> np.uint64(29)))
    at = np.searchsorted(distinct, np.arange(len(w.starts)).astype(np.uint64) << np.uint64(32))
    found: NDArray[np.uint64] = np.diff(total[at])
    return found


def _meetings(keys: NDArray[np.uint64], who: NDArray[np.uint64], numbers: Longs) -> tuple[Longs, Longs]:
    """Return the texts that share a key, key by key, and at each the end of those that it is compared with, less it."""
    _, where, counts = np.unique(keys, return_inverse=True, return_counts=True)
    large = counts[where] > _LARGEST
    order = np.lexsort((numbers, np.where(large, who, 0), keys))  # so that nothing depends on the order of input
    order = order[(keys[order] != 0) & (counts[where[order]] > 1)]
    block, name = keys[order], np.where(large[order], who[order], np.uint64(0))
    new = np.flatnonzero((block[1:] != block[:-1]) | (name[1:] != name[:-1])) + 1
    ends = np.append(new, len(order))
    end = ends[np.searchsorted(ends, np.arange(len(order)), side="right")] if len(order) else np.zeros(0, np.int64)
    reach = end - np.arange(len(order)) - 1
    return order, np.where(large[order], np.minimum(reach, _NEIGHBOURS), reach)


def _unique(w: Words) -> Words:
    """Return the values of each text in order, each once."""
    text = np.repeat(np.arange(len(w.starts) - 1), np.diff(w.starts))
    both = _distinct(text.astype(np.uint64) << np.uint64(32) | w.hashes)
    starts = np.searchsorted(both, np.arange(len(w.starts)).astype(np.uint64) << np.uint64(32))
    return Words((both & np.uint64(0xFFFFFFFF)).astype(np.uint32), starts)


def _distinct(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return each value once, in order; sorting beats the hash table of ``np.unique`` by far."""
    values = np.sort(values)
    first: NDArray[np.uint64] = values[np.append(True, values[1:] != values[:-1])[: len(values)]]
    return first


@compiled
def _tie(
    order: Longs,
    reach: Longs,
    said: Hashes,
    said_from: Longs,
    runs: Hashes,
    runs_from: Longs,
    rows: Longs,
    root: Longs,
) -> None:
    for p in range(len(order)):
        i = order[p]
        for q in range(p + 1, p + 1 + reach[p]):
            j = order[q]
            a, b = rows[i], rows[j]
            while root[a] != a:
                a = root[a]
            while root[b] != b:
                b = root[b]
            if a == b:
                continue
            if not _alike(runs[runs_from[i] : runs_from[i + 1]], runs[runs_from[j] : runs_from[j + 1]]):
                continue
            one, two = said[said_from[i] : said_from[i + 1]], said[said_from[j] : said_from[j + 1]]
            left, right = _lacking(one, two), _lacking(two, one)
            if max(left, right) < PERSON and min(left, right) == 0:
                root[max(a, b)] = min(a, b)
    for i in range(len(root)):
        root[i] = root[root[i]]  # roots come first


@compiled
def _alike(x: Hashes, y: Hashes) -> bool:
    """Tell whether enough of the runs of two texts are common; both are in order."""
    p, q, common = 0, 0, 0
    while p < len(x) and q < len(y):
        if x[p] == y[q]:
            common += 1
        step = x[p] <= y[q]
        q += y[q] <= x[p]
        p += step
    return common >= ALIKE * (len(x) + len(y) - common)


@compiled
def _lacking(x: Hashes, y: Hashes) -> int:
    """Return 2 if a person may be named in ``x`` that ``y`` lacks, 1 if something else stands out, or else 0."""
    found = 0
    for value in x:
        if value & PARTICULAR:
            at = np.searchsorted(y, value & ~np.uint32(3))
            if at == len(y) or y[at] >> 2 != value >> 2:
                found = max(found, PERSON if value & PERSON else PARTICULAR)
    return found
