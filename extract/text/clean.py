"""Text as it can be read, and the way back to the text as it was posted.

A soft hyphen (U+00AD) in "Ива-нов" and a stress mark (U+0301) on its "о" vanish; all else keeps its place::

    posted   И в а ­ н о ́ в
    index    0 1 2 3 4 5 6 7
    clean    И в а н о в
    starts   0 1 2 4 5 7
    ends     1 2 3 5 7 8
"""

import re
from typing import NamedTuple

from sinodik.names import homoglyphs
from sinodik.records import Span

# Soft hyphen, zero-width characters, byte-order mark, variation selectors, stress marks: they are seen by nobody.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u0301\u0300")
_COMPOSED = {"и\u0306": "й", "И\u0306": "Й", "е\u0308": "ё", "Е\u0308": "Ё"}
_SPACES = re.compile(r"[^\S\n]")
_NEWLINES = re.compile(r"\r|\u2028|\u2029|\x0b|\x0c|\x85")
_WORD = re.compile(r"[^\W\d_]+")


class Clean(NamedTuple):
    """Cleaned text; character ``i`` of it stands at ``starts[i]:ends[i]`` of the source."""

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> Span:
        """Return where the cleaned range ``start:end`` (not empty) stands in the source."""
        return Span(self.starts[start], self.ends[end - 1])


def clean(source: str) -> Clean:
    """Drop what cannot be seen, make odd spaces and look-alike Latin letters plain, and remember where all stood."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, char in enumerate(source):
        composed = _COMPOSED.get(chars[-1] + char) if chars else None
        if composed and ends[-1] == index:
            chars[-1] = composed
            ends[-1] = index + 1
        elif char in _INVISIBLE:
            if chars and ends[-1] == index and char in "\u0301\u0300":
                ends[-1] = index + 1
        else:
            chars.append(char)
            starts.append(index)
            ends.append(index + 1)
    return Clean(_plain("".join(chars)), starts, ends)


def _plain(text: str) -> str:
    """Replace characters one for one: the length does not change."""
    text = _SPACES.sub(" ", _NEWLINES.sub("\n", text))
    return _WORD.sub(lambda word: homoglyphs(word[0]), text)


def lower(text: str) -> str:
    """Write in lower case with ё as е, one character for one (``"İ".lower()`` alone would be two)."""
    small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return small.replace("ё", "е")
