"""A record is packed into a gzip member of its own, which any tool unpacks."""

import zlib
from io import BytesIO
from random import Random

import pytest

from sinodik.store.members import MemberWriter

WORDS = "Кедровка посёлок память погиб житель школа улица мемориал район область награда служба".split()
SIZES = [0, 1, 250, 511, 700, 1000, 5_000, 33_000, 200_000]


def text(size: int) -> bytes:
    chance = Random(size)
    return " ".join(chance.choices(WORDS, k=size // 8 + 1)).encode()[:size]


@pytest.mark.parametrize("size", SIZES)
def test_a_member_holds_the_record_and_is_as_small_as_with_the_largest_window(size: int):
    file = BytesIO()
    writer = MemberWriter(file, gzip=False)
    record = writer.create_warc_record("https://example.org/", "resource", BytesIO(text(size)), warc_content_type="x/y")
    writer.write_record(record)
    whole = b"".join(record.pieces())
    assert zlib.decompress(file.getvalue(), wbits=31) == whole
    assert len(file.getvalue()) <= 1.02 * len(zlib.compress(whole, 5, wbits=31))
