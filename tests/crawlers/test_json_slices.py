"""Slices of a JSON document are the bytes that stand there, however the chunks fall."""

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from fuzzing import fuzz
from hypothesis import strategies as st

from crawlers import json_slices
from crawlers.json_slices import Cursor, NotJson


class Dribble(BytesIO):
    """Hands out as little as it may."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 0, 3))


def elements(document: bytes, limit: int = 1000) -> Iterator[bytes | None]:
    cursor = Cursor(Dribble(document))
    return (cursor.take(limit) for _ in cursor.elements())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@fuzz(st.lists(JSON, max_size=5), st.sampled_from([None, 1]))
def test_elements_are_what_the_standard_library_reads(values: list[object], indent: int | None):
    document = json.dumps(values, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass")
    assert [json.loads(e or b"") for e in elements(document, 10**6)] == values


@fuzz(st.dictionaries(st.text(max_size=8), JSON, max_size=5))
def test_members_are_what_the_standard_library_reads(values: dict[str, object]):
    cursor = Cursor(Dribble(json.dumps(values).encode()))
    assert {key: json.loads(cursor.take(10**6) or b"") for key in cursor.members()} == values


@fuzz(st.binary(max_size=60) | st.text('{}[]",:\\ a1', max_size=60).map(str.encode))
def test_any_bytes_end_in_a_value_or_in_not_json(document: bytes):
    try:
        list(elements(document))
        cursor = Cursor(BytesIO(document))
        for _ in cursor.members():
            list(cursor.elements())
    except NotJson as error:
        assert error.message.startswith("It ")


WALKS = [
    (
        b'[{"a": "}]"}, [1, "\\"]"], "x\\\\", -1.5e3, null]',
        [b'{"a": "}]"}', b'[1, "\\"]"]', b'"x\\\\"', b"-1.5e3", b"null"],
    ),
    (b" [ ] ", []),
    (b"\xef\xbb\xbf[1]", [b"1"]),
    (b'{"not": ["an", "array"]}', []),
    ('["ё", "😀"]'.encode(), ['"ё"'.encode(), '"😀"'.encode()]),
]


@pytest.mark.parametrize(("document", "found"), WALKS)
def test_slices(document: bytes, found: list[bytes]):
    assert list(elements(document)) == found
    cursor = Cursor(BytesIO(document))
    assert [cursor.take(1000) for _ in cursor.elements()] == found


BROKEN = [
    b"",
    b"   ",
    b"[1",
    b'["',
    b'["\\',
    b"[1 2]",
    b'[{"a": [}',
    b"[,]",
    b"[1,,2]",
    b"<html>",
    b"hello",
    b"\x00\x00[\x00",
    b"[}",
]


@pytest.mark.parametrize("document", BROKEN)
def test_what_is_no_json_is_told(document: bytes):
    with pytest.raises(NotJson, match=r"It (breaks off after \d+ bytes|is not JSON at byte \d+)"):
        list(elements(document))


def test_what_is_larger_than_the_limit_is_passed_over():
    assert list(elements(b'[1, "' + b"x" * 50 + b'", 2]', limit=20)) == [b"1", None, b"2"]


def test_what_nobody_takes_is_passed_over():
    cursor = Cursor(Dribble(b'{"a": {"b": [1, {}]}, "c": "}", "d": [1, 2]}'))
    assert list(cursor.members()) == ["a", "c", "d"]


def test_depth_and_length_cost_no_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_slices, "CHUNK", 1024)
    deep, long = b"[" * 200_000 + b"]" * 200_000, b'"' + b"\\\\x" * 100_000 + b'"'
    cursor = Cursor(BytesIO(b'{"deep":' + deep + b',"long":' + long + b',"end":1}'))
    held = []
    for _ in cursor.members():
        cursor.skip()
        held.append(len(cursor._buffer))
    assert max(held) <= 2048
    assert cursor.position == len(deep) + len(long) + len('{"deep":,"long":,"end":1}')
