"""How rare a name or a place is, in hundredths of a bit: among all, and among those of one region.

Монгуш is one surname in thousands in the country and one in ten in Tuva, where it proves little (term frequency by
region). A region's own share leans on that of the whole until the region has spoken often enough.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.lexicon import Codes

# A region's counts weigh as much as the whole's share from so many mentions on.
_LEAN = 50.0
_REGIONS = 1 << 16


class Counts(NamedTuple):
    """How often each value of one column is said: in all by code, and in regions.

    ``keys`` are code · 2¹⁶ + region, in order; ``times`` belong to them; ``known`` is how many mentions of each region
    say anything in this column.
    """

    share: NDArray[np.float64]
    keys: NDArray[np.int64]
    times: NDArray[np.int64]
    known: NDArray[np.float64]

    def said(self, n: int) -> NDArray[np.int64]:
        """Return how often each code is said, in all; ``n`` codes or more are known by now."""
        return np.bincount(self.keys // _REGIONS, weights=self.times, minlength=n).astype(np.int64)


class Frequencies(NamedTuple):
    """Counts of surname, given name, patronymic and settlement; the share of each region."""

    counts: tuple[Counts, ...]
    region: NDArray[np.float64]


class Rarity(NamedTuple):
    """By mention: surname, given name, patronymic, place; among all, and in the mention's own region."""

    everywhere: NDArray[np.int32]
    here: NDArray[np.int32]
    region: Codes


def frequencies(names: NDArray[np.int32], region: Codes, settlement: Codes) -> Frequencies:
    """Count names (columns: surname, given, patronymic), settlements and regions; a code of 0 is not known."""
    return Frequencies(tuple(_counts(codes, region) for codes in (*names.T, settlement)), _share(region))


def rarity(found: Frequencies, names: NDArray[np.int32], region: Codes, settlement: Codes) -> Rarity:
    """Look up how rare these mentions' values are."""
    everywhere, here = [], []
    shares = _of(found.region, region)
    for counts, codes in zip(found.counts, (*names.T, settlement), strict=True):
        share = _of(counts.share, codes)
        everywhere.append(_bits(share))
        here.append(_bits(_in_region(counts, codes, region, share)))
    # Settlement and region are one comparison: what both say together is as rare as the two.
    here[3] = np.where(settlement > 0, here[3] + _bits(shares), 0)
    return Rarity(np.stack(everywhere, 1), np.stack(here, 1), _bits(shares))


def _counts(codes: Codes, region: Codes) -> Counts:
    keys, times = np.unique(codes.astype(np.int64) * _REGIONS + region, return_counts=True)
    return Counts(_share(codes), keys, times, np.bincount(region, weights=codes > 0).astype(float))


def _share(codes: Codes) -> NDArray[np.float64]:
    counts = np.bincount(codes, minlength=1).astype(float)
    counts[0] = 0
    share: NDArray[np.float64] = counts / max(1.0, counts.sum())
    return share


def _of(share: NDArray[np.float64], codes: Codes) -> NDArray[np.float64]:
    """Return the share of each code; one that was never seen is as rare as what was seen once."""
    once = float(share[share > 0].min(initial=1.0))
    found = np.where(codes < len(share), share[np.minimum(codes, len(share) - 1)], 0.0)
    return np.where(codes > 0, np.maximum(found, once), 0.0)


def _in_region(counts: Counts, codes: Codes, region: Codes, share: NDArray[np.float64]) -> NDArray[np.float64]:
    key = codes.astype(np.int64) * _REGIONS + region
    after = np.searchsorted(counts.keys, key, side="right")
    keys, all_times = np.append(-1, counts.keys), np.append(0, counts.times)
    times = np.where(keys[after] == key, all_times[after], 0)
    known = np.append(counts.known, 0.0)[np.minimum(region, len(counts.known))]
    local: NDArray[np.float64] = (times + _LEAN * share) / (known + _LEAN)
    return np.where((region > 0) & (codes > 0), local, share)


def _bits(share: NDArray[np.float64]) -> Codes:
    bits = -100 * np.log2(np.maximum(share, 1e-9))
    return np.rint(np.where(share > 0, bits, 0)).astype(np.int32)
