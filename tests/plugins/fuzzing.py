"""Fuzz tests that look for trouble for a given time instead of a given number of examples.

``@fuzz(...)`` stands where hypothesis's ``@given(...)`` would. The fuzz tests of one file, which is one parser, share
``SINODIK_FUZZ_SECONDS`` (2 by default). Each looks at hypothesis's examples in batches, and each batch follows from one
number: the same ``SINODIK_FUZZ_SEED`` makes the same examples again, and a failure says which it was.
"""

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

BATCH = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEED = pytest.StashKey[int]()


def fuzz(*strategies: st.SearchStrategy[object]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Mark a test to be called with what hypothesis makes of the strategies, for as long as is its share."""
    return lambda test: pytest.mark.fuzz(BATCH(given(*strategies)(test)))


HTML = (b"", b"\x00", b"\xff\xfe", b"<", b"&#xD800;", b"\xed\xa0\x80")
JSON = (b"", b"\x00", b"\xff", b"null", b"1e999", b'"\\ud83d"', b"[]", b"{}", b"-1")


@st.composite
def mutilated(draw: st.DrawFn, *documents: bytes, patches: tuple[bytes, ...], longest: int = 300) -> bytes:
    """One of the documents in which up to six pieces gave way to a patch or to a piece from elsewhere in it."""
    document = draw(st.sampled_from(documents))
    for _ in range(draw(st.integers(1, 6))):
        start, other = draw(st.integers(0, len(document))), draw(st.integers(0, len(document)))
        end = draw(st.integers(start, min(len(document), start + longest)))
        patch = draw(st.sampled_from([*patches, document[other : other + 200]]))
        document = document[:start] + patch + document[end:]
    return document


def harmless(posts: Iterable[Any]) -> None:
    """Whatever a parser read can be kept, and its photographs can be asked for."""
    for post in posts:
        msgspec.json.encode(post)
        post.text.encode()
        assert all(m.url.startswith(("http://", "https://")) for m in post.media)


def seconds() -> float:
    return float(os.environ.get("SINODIK_FUZZ_SECONDS") or 2)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SEED] = int(os.environ.get("SINODIK_FUZZ_SEED") or random.randrange(10**6))


def pytest_report_header(config: pytest.Config) -> str:
    return f"fuzz: {seconds():g} s a parser, SINODIK_FUZZ_SEED={config.stash[SEED]}"


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not pyfuncitem.get_closest_marker("fuzz"):
        return None
    fellows = [i for i in pyfuncitem.session.items if i.path == pyfuncitem.path and i.get_closest_marker("fuzz")]
    for number in batches(pyfuncitem.config.stash[SEED], seconds() / len(fellows)):
        try:
            seed(number)(pyfuncitem.obj)()
        except Exception as error:
            error.add_note(f"To see it again: SINODIK_FUZZ_SEED={number} pytest '{pyfuncitem.nodeid}'")
            raise
    return True


def batches(first: int, share: float) -> Iterator[int]:
    """Yield the seed of one batch, and of more until ``share`` seconds are over."""
    end, number = time.monotonic() + share, first
    while number == first or time.monotonic() < end:
        yield number
        number += 1
