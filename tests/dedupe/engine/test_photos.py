"""Which perceptual hashes are of one photograph."""

import numpy as np
import pytest

from dedupe.engine.photos import FURTHEST, Photos, nearest
from dedupe.engine.table import number

ONE = int.from_bytes(np.random.default_rng(5).bytes(32))


def bent(hash_, bits, seed=1):
    """Return a hash with so many bits changed, in hexadecimal."""
    for bit in np.random.default_rng(seed).permutation(256)[:bits].tolist():
        hash_ ^= 1 << bit
    return f"{hash_:064x}"


def grouped(hashes):
    photos, numbers = Photos(), [number(h) for h in hashes]
    for one, hash_ in zip(numbers, hashes, strict=True):
        photos.add(one, hash_)
    return photos.merged(np.array(numbers, np.int64)).tolist()


@pytest.mark.parametrize(("bits", "groups"), [(0, 1), (1, 1), (20, 1), (FURTHEST, 1), (FURTHEST + 1, 2), (120, 2)])
def test_near_and_far(bits, groups):
    assert len(set(grouped([bent(ONE, 0), bent(ONE, bits)]))) == groups


def test_no_photo_and_hashes_of_another_kind():
    assert grouped([]) == []
    assert grouped(["", "ff00", "ff01"]) == [0, number("ff00"), number("ff01")]


def test_likeness_does_not_chain():
    """Twenty bits more at each step: the ends of the row are different photos."""
    row = [bent(ONE, 20 * k) for k in range(6)]
    found = grouped(row)
    assert found[0] != found[5]
    assert grouped(row[::-1]) == found[::-1]


def test_most_of_many_are_found():
    rng = np.random.default_rng(2)
    first = rng.integers(0, 1 << 63, (2000, 4), np.uint64)
    again = first.copy()
    for row in again:
        for bit in rng.permutation(252)[:FURTHEST].tolist():
            row[bit // 64] ^= np.uint64(1) << np.uint64(bit % 64)
    found = nearest(np.concatenate([first, again]))
    assert (found[:2000] == np.arange(2000)).all()
    assert (found[2000:] == np.arange(2000)).mean() > 0.98
