"""Two words letter by letter, against rapidfuzz."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, JaroWinkler

from dedupe.engine.compiled import plain
from dedupe.engine.spelling import LONGEST, likeness, slips, strange

WORDS = st.text("абвгдежо", max_size=LONGEST)
CASES = [
    ("кедров", "кедров", 0),
    ("кедров", "кедрав", 1),  # changed
    ("кедров", "кедрв", 1),  # left out
    ("кедров", "кердов", 1),  # changed places
    ("кедров", "кедоров", 1),  # put in
    ("кедров", "медрав", 2),
    ("кедров", "луговой", 3),
    ("", "ким", 3),
    ("", "ли", 2),
]


def letters(word: str) -> tuple[np.ndarray, int]:
    row = np.zeros(LONGEST, np.uint8)
    row[: len(word)] = [ord(c) % 251 for c in word]
    return row, len(word)


@pytest.mark.parametrize(("a", "b", "expected"), CASES)
def test_slips(a: str, b: str, expected: int) -> None:
    assert slips(*letters(a), *letters(b), 2) == slips(*letters(b), *letters(a), 2) == expected


@settings(deadline=None)  # the first call compiles
@given(WORDS, WORDS)
def test_slips_are_the_optimal_string_alignment(a: str, b: str) -> None:
    assert slips(*letters(a), *letters(b), 2) == min(3, OSA.distance(a, b))


@settings(deadline=None)  # the first call compiles
@given(WORDS, WORDS)
def test_likeness_is_that_of_jaro_and_winkler(a: str, b: str) -> None:
    expected = JaroWinkler.similarity(a, b) if a or b else 0.0
    assert likeness(*letters(a), *letters(b)) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(WORDS.filter(len), WORDS.filter(len))
def test_what_is_called_strange_is_neither_near_nor_alike(a: str, b: str) -> None:
    has = [sum({1 << "абвгдежо".index(c) for c in word}) for word in (a, b)]
    if strange(has[0], len(a), has[1], len(b), a[0] == b[0]):
        assert OSA.distance(a, b) > 2
        assert JaroWinkler.similarity(a, b) < 0.85


@settings(deadline=None)  # the first call compiles
@given(WORDS, WORDS)
def test_it_is_the_same_where_nothing_is_compiled(a: str, b: str) -> None:
    assert plain(likeness)(*letters(a), *letters(b)) == likeness(*letters(a), *letters(b))
