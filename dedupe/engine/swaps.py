"""Surname and given name in each other's place: the data itself knows which words are surnames."""

import numpy as np
from numpy.typing import NDArray

from dedupe.engine.lexicon import Codes, Fact, Words

Counts = NDArray[np.int64]

_KNOWN = 20  # times that a given name which everybody knows counts as seen beforehand
_SURELY = 8  # so much oftener in the other's place
_ODD = 2  # times that a surname may stand in the given name's place only


def seen_as(surname: Codes, given: Codes, words: Words) -> tuple[Counts, Counts]:
    """Count how often each word, slips mended, stands as a surname and as a given name."""
    n = len(words.intended)
    return meant_as(np.bincount(surname, minlength=n), np.bincount(given, minlength=n), words)


def meant_as(surname: Counts, given: Counts, words: Words) -> tuple[Counts, Counts]:
    """Return the same from how often each word, slips and all, stands as either."""
    n = len(words.intended)
    as_surname, as_given = (
        np.bincount(words.intended, weights=x, minlength=n).astype(np.int64) for x in (surname, given)
    )
    return as_surname, as_given + _KNOWN * words.of(Fact.GIVEN)


def unswapped(surname: Codes, given: Codes, as_surname: Counts, as_given: Counts, words: Words) -> tuple[Codes, Codes]:
    """Put both in their places where both words, slips mended, are seen far oftener in the other's place."""
    one, two = words.intended[surname], words.intended[given]
    wrong = (given > 0) & (surname > 0) & (as_given[one] > _SURELY * as_surname[one])
    # A rare surname may stand only once, in the wrong place: then the given name speaks for both.
    wrong &= as_surname[two] >= as_given[two] - _ODD
    return np.where(wrong, given, surname), np.where(wrong, surname, given)
