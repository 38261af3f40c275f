"""Near-copied photographs: perceptual hashes that differ in few of their 256 bits.

The same picture, made smaller, pressed harder or a little retouched, differs in up to 31 bits; two portraits rarely in
fewer than 60 (``tests/crawlers/test_photos.py``). Hashes are compared if they agree in one of 21 bands of 12 bits: so
meet all that differ in 20 bits, and 199 of 200 that differ in 31 (multi-index hashing: Norouzi, Punjani and Fleet,
"Fast Search in Hamming Space with Multi-Index Hashing", 2012). A photo joins the first one that it is near to, not
whatever else has joined it: so likeness does not chain.
"""

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.compiled import compiled

FURTHEST = 31  # bits of 256 in which two copies of a photo may differ
_DIGITS = 64  # of a hash, in hexadecimal
_BANDS, _BITS = 21, 12
_NEIGHBOURS = 2000

Bits = NDArray[np.uint64]
Longs = NDArray[np.int64]


class Photos:
    """Collects perceptual hashes, each with the number that stands for it, and finds those near to each other."""

    def __init__(self) -> None:
        self._seen: dict[int, bytes] = {}

    def add(self, number: int, phash: str) -> None:
        """Take in a photo's hash; one of another length, or none, is only equal to itself."""
        if number and len(phash) == _DIGITS:
            self._seen[number] = bytes.fromhex(phash)

    def merged(self, numbers: Longs) -> Longs:
        """Return numbers of photos with one number, the least, for all that are near to one photo."""
        every = np.sort(np.fromiter(self._seen, np.int64, len(self._seen)))
        if not len(every):
            return numbers
        hashes = np.frombuffer(b"".join(self._seen[n] for n in every.tolist()), ">u8").reshape(-1, 4)
        first = nearest(hashes.astype(np.uint64))
        at = np.minimum(np.searchsorted(every, numbers), len(every) - 1)
        return np.where(every[at] == numbers, every[first[at]], numbers)


def near(a: str, b: str) -> bool:
    """Tell whether two perceptual hashes, in hexadecimal, are of one photo."""
    return len(a) == len(b) == _DIGITS and (int(a, 16) ^ int(b, 16)).bit_count() <= FURTHEST


def nearest(hashes: Bits) -> Longs:
    """Return for each hash (a row of four words) the first of a group that it is near to, or itself."""
    bits = np.unpackbits(hashes.astype(">u8").view(np.uint8), axis=1)[:, : _BANDS * _BITS]
    keys = bits.reshape(-1, _BANDS, _BITS) @ (1 << np.arange(_BITS))
    best = np.arange(len(hashes))
    _near(hashes, np.argsort(keys, axis=0, kind="stable").T.copy(), keys, best)
    return _settled(best)


@compiled
def _near(hashes: Bits, order: Longs, keys: Longs, best: Longs) -> None:
    """Write the first hash that each is near to; in each band's ``order`` equal keys stand by position."""
    for band in range(len(order)):
        for p in range(len(hashes)):
            i = order[band, p]
            for q in range(p - 1, max(-1, p - 1 - _NEIGHBOURS), -1):
                j = order[band, q]
                if keys[i, band] != keys[j, band]:
                    break
                if j < best[i] and apart(hashes[i], hashes[j]) <= FURTHEST:
                    best[i] = j


@compiled
def _settled(best: Longs) -> Longs:
    """Let only those stand first who join nobody: who is near to a joiner stays alone."""
    found = np.arange(len(best))
    for i in range(len(best)):
        if found[best[i]] == best[i]:
            found[i] = best[i]
    return found


@compiled
def apart(x: Bits, y: Bits) -> int:
    """Return in how many bits two hashes differ."""
    count = 0
    for k in range(len(x)):
        rest = x[k] ^ y[k]
        while rest:
            rest &= rest - np.uint64(1)
            count += 1
    return count
