"""Text as it can be read, and the way back to the text as it was posted.

A soft hyphen (U+00AD) in "Ива-нов" and a stress mark (U+0301) on its "о" vanish; all else keeps its place::

    posted   И в а ­ н о ́ в
    index    0 1 2 3 4 5 6 7
    clean    И в а н о в
    starts   0 1 2 4 5 7
    ends     1 2 3 5 7 8
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sinodik.names import homoglyphs
from sinodik.records import Span

# Soft hyphen, zero-width characters, byte-order mark, variation selectors, stress marks: they are seen by nobody.
_STRESSES = "\u0301\u0300"
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f" + _STRESSES)
_MARKS = "\u0306\u0308"
_ODD = re.compile(f"[{''.join(sorted(_INVISIBLE))}{_MARKS}]")
_COMPOSED = {"и\u0306": "й", "И\u0306": "Й", "е\u0308": "ё", "Е\u0308": "Ё"}
# The underscores of «#Свердловская_область» are its spaces.
_SPACES = re.compile(r"[^\S\n ]|(?<=[а-яё])_(?=[а-яё\d])", re.IGNORECASE)
_CELLS = re.compile(r"(?<=[^\s:—–-])\t(?=\S)")  # of a table that was copied; after a label it is but a space
_RETURNS = re.compile(r"(?<=[^\r\n])\r(?=\n)")  # a line's end of two characters; a blank line stays one
_NEWLINES = re.compile(r"\r|\u2028|\u2029|\x0b|\x0c|\x85")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")
_MIXED = re.compile("[A-Za-z][А-ЯЁа-яё]|[А-ЯЁа-яё][A-Za-z]")
_ALIKE = re.compile(r"(?<![^\W\d_])(?:[ABCEHKMOPTXY]+|[aceopxy]+)(?![^\W\d_])")
_MISTYPED = 4  # places where the alphabets meet in a post that was typed with both
# Of Tatar, Bashkir, Tuvan, Buryat, Yakut, Kalmyk, Altai, Chuvash, Mari, Komi, Ossetian and Ukrainian. What they sound
# like is said in various ways; passports of Russia have these.
NATIONAL = "әөүҗңһғҡҙҫҥҕҷӱӧӓӹіӣӯӑӗӕӳқҝєїґ"
_RUSSIAN = "аоужнхгкзснгчуоаыииуаеаукгеиг"
_NATIONAL = str.maketrans(NATIONAL + NATIONAL.upper(), _RUSSIAN + _RUSSIAN.upper())
# Most posts have none of all these.
_UNUSUAL = re.compile(
    f"[A-Za-z_\t\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    f"{''.join(sorted(_INVISIBLE))}{_MARKS}]"
)


class Clean(NamedTuple):
    """Cleaned text; character ``i`` of it stands at ``starts[i]:ends[i]`` of the source."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return where the cleaned range ``start:end`` (not empty) stands in the source."""
        return Span(self.starts[start], self.ends[end - 1])


def clean(source: str) -> Clean:
    """Drop what cannot be seen, make odd spaces and look-alike Latin letters plain, and remember where all stood."""
    if not _UNUSUAL.search(source):
        return Clean(source, range(len(source)), range(1, len(source) + 1))
    if not _ODD.search(source):
        return Clean(_plain(source), range(len(source)), range(1, len(source) + 1))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, char in enumerate(source):
        composed = _COMPOSED.get(chars[-1] + char) if chars and char in _MARKS else None
        if composed and ends[-1] == index:
            chars[-1] = composed
            ends[-1] = index + 1
        elif char in _INVISIBLE:
            if chars and ends[-1] == index and char in _STRESSES:
                ends[-1] = index + 1
        else:
            chars.append(char)
            starts.append(index)
            ends.append(index + 1)
    return Clean(_plain("".join(chars)), starts, ends)


def _plain(text: str) -> str:
    """Replace characters one for one: the length does not change."""
    text = _SPACES.sub(" ", _CELLS.sub("|", _NEWLINES.sub("\n", _RETURNS.sub(" ", text))))
    # Only a word of both alphabets can be mistyped; many posts have but one.
    if not _LATIN.search(text):
        return text
    plain = _WORD.sub(lambda word: homoglyphs(word[0]), text)
    # Who mistypes words is not stopped by those of look-alikes only: «XPOMOBCKИX AHTOH POMAHOBИЧ».
    return _ALIKE.sub(_as_in_its_line, plain) if len(_MIXED.findall(text)) >= _MISTYPED else plain


def _as_in_its_line(word: re.Match[str]) -> str:
    """Turn a word of look-alikes into Cyrillic if a word of that alphabet stands beside it."""
    beside = word.string[max(0, word.start() - 2) : word.start()] + word.string[word.end() : word.end() + 2]
    return homoglyphs("я" + word[0])[1:] if re.search("[а-яё]", beside, re.IGNORECASE) else word[0]


def russian(word: str) -> str:
    """Write a word of another Cyrillic alphabet as Russian documents do, one letter for one.

    >>> russian("Кәримов"), russian("Мөңгүш"), russian("Кырдьаҕасов")
    ('Каримов', 'Монгуш', 'Кырдьагасов')
    """
    return word.translate(_NATIONAL)


def lower(text: str) -> str:
    """Write in lower case with ё as е, one character for one (``"İ".lower()`` alone would be two)."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return small.replace("ё", "е")
