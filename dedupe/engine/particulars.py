"""Texts as rows of hashed words, and which of the words say who and when: names, places and numbers.

Whole batches are taken apart at once, code point by code point: a million posts cost seconds, not minutes.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinodik.names import homoglyphs

Hashes = NDArray[np.uint32]
Longs = NDArray[np.int64]

PARTICULAR, PERSON = 1, 2  # the two lowest bits of a hashed word
_FEW = 2  # where fewer words are capitalised, any may be a name

_KNOWN = 0x530  # code points up to the end of Cyrillic; all further are signs
_SOFT, _STOP, _LOWER, _UPPER, _DIGIT = range(5)
_NO_STOP = " \t\u00a0,'\"«»„“”-–—()"
_LONGEST = 32
_NOT_SAID = re.compile(r"https?://\S+|@\w+|\b(?:источник|взято|репост|source|via)\b *[:—-].*", re.IGNORECASE)
_MARKS = ("://", "@", "сточник", "СТОЧНИК", "зято", "епост", "ource", "via")


class Words(NamedTuple):
    """``hashes`` holds the words of all texts, 30 bits of each and two flags; text ``i`` begins at ``starts[i]``."""

    hashes: Hashes
    starts: Longs


def words(texts: Sequence[str]) -> Words:
    """Take texts apart. Addresses, handles and the naming of a source are left out.

    A word stands out (:data:`PARTICULAR`) if it is a number, or capitalised where no sentence begins. Two capitalised
    words side by side may name a :data:`PERSON`, and so may any word of a text in which next to none is capitalised.
    """
    said = "\0".join(_said(t) for t in texts) + "\0"
    points = np.frombuffer(said.encode("utf-32-le"), np.uint32)
    ends = np.flatnonzero(points == 0)
    points = np.minimum(points, _KNOWN)
    kinds, codes, powers = _alphabet()
    kind = kinds[points]
    inside = kind > _STOP
    starts = np.flatnonzero(inside & ~np.append(False, inside[:-1]))
    if not len(starts):
        return Words(np.zeros(0, np.uint32), np.zeros(len(texts) + 1, np.int64))
    begin = np.concatenate([[0], starts])
    place = np.arange(len(points)) - np.repeat(begin, np.diff(np.append(begin, len(points))))
    mixed = np.add.reduceat(codes[points] * powers[np.minimum(place, _LONGEST)], starts)
    length = np.add.reduceat(inside, starts, dtype=np.int64)
    stop = np.add.reduceat(kind == _STOP, starts, dtype=np.int64) > 0
    text = np.append(0, np.searchsorted(starts, ends))
    return Words(_flagged(mixed, kind[starts], length, stop, text), text)


def _said(text: str) -> str:
    if any(mark in text for mark in _MARKS):
        text = _NOT_SAID.sub(" ", text)
    return unicodedata.normalize("NFC", text).replace("\0", " ").replace("\u00ad", "")


def _flagged(
    mixed: NDArray[np.uint64], kind: NDArray[np.uint8], length: Longs, stop: NDArray[np.bool_], text: Longs
) -> Hashes:
    """Return hashed words with their flags, from what is known of each: its kind by the first letter and the like."""
    upper = kind == _UPPER
    stop = stop & ~(upper & (length == 1))  # an initial's
    stop[text[1:][text[1:] > 0] - 1] = True  # a text's last word
    begins = np.append(True, stop[:-1])
    with_next = upper & ~stop & np.append(upper[1:], False)
    person = with_next | np.append(False, with_next[:-1])
    named = person | (upper & (~begins | stop))
    total = np.append(0, np.cumsum(named))
    vague = np.repeat(total[text[1:]] - total[text[:-1]] < _FEW, np.diff(text))
    flags = (named | vague | (kind == _DIGIT)) * PARTICULAR + (person | vague) * PERSON
    flagged: Hashes = (mixed >> np.uint64(34)).astype(np.uint32) << np.uint32(2) | flags.astype(np.uint32)
    return flagged


@cache
def _alphabet() -> tuple[NDArray[np.uint8], NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the kind of each code point, a number for it (one for all of its spellings), and one for each place."""
    rng = np.random.default_rng(1)
    numbers, powers = (rng.integers(1, 1 << 63, n, np.uint64) | np.uint64(1) for n in (_KNOWN + 1, _LONGEST + 1))
    kinds, codes = np.full(_KNOWN + 1, _STOP, np.uint8), np.zeros(_KNOWN + 1, np.uint64)
    for point in range(1, _KNOWN):
        letter = chr(point)
        if letter in _NO_STOP:
            kinds[point] = _SOFT
        elif letter.isalnum():
            kinds[point] = _DIGIT if letter.isdigit() else _UPPER if letter.isupper() else _LOWER
            folded = homoglyphs(letter + "я")[0].casefold()[:1].replace("ё", "е")
            codes[point] = numbers[min(ord(folded), _KNOWN)]
    return kinds, codes, powers
