"""A post as the reader sees it: cleaned text, its words and its sentences."""

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from extract.text.clean import clean, lower
from sinodik.records import Span

# The labels of a form ("Имя: Иван") are no words of the text.
# "Рустам оглы" is one word, a patronymic.
_WORD = re.compile(
    r"(?<![а-яё])(?!(?:фамилия|имя|отчество) ?:)[А-Яа-яЁё]+(?:[-‐‑][А-Яа-яЁё]+)*"
    r"(?: (?:оглы|оглу|улы|уулу|кызы|гызы|кизи)(?![а-яё]))?",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?<=[.!?…])[\s»\")]+(?=[^\s,а-яё])|\n+")
# A full stop after these ends no sentence; "г." after a number may.
_ABBREVIATION = re.compile(
    r"(?:(?<![а-яё])(?:[а-яё]|ст|мл|им|ул|пос|гв|род|тов|обл|р-н|респ|сер|л-т|подп|тел|руб)|(?<!\d)(?<!\d )г)\.$",
    re.IGNORECASE,
)
# Bank cards and telephones are never read: no date may come from their digits.
_NUMBERS = re.compile(
    r"(?<!\d)(?:\d{4}[ -]?){3}\d{4,6}(?!\d)"
    r"|(?<!\d)(?:\+7|8)[ (-]*\d{3}[ )-]*\d{3}[ -]*\d{2}[ -]*\d{2}(?!\d)"
)
_ENDLESS = 1000  # characters


class Word(NamedTuple):
    """One word of the cleaned text and where it stands there; ``low`` is in lower case with ё as е."""

    text: str
    low: str
    start: int
    end: int


class Document:
    """A text cleaned, cut into words and sentences. Offsets are the cleaned text's; ``span`` leads back."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._clean = clean(source)
        self.text = _NUMBERS.sub(lambda number: "#" * len(number[0]), self._clean.text)
        self.low = lower(self.text)

    def span(self, start: int, end: int) -> Span:
        """Return where the range ``start:end`` stands in the post as it was."""
        return self._clean.span(start, end)

    @cached_property
    def words(self) -> list[Word]:
        """Every Russian word, in order."""
        return [Word(m[0], self.low[m.start() : m.end()], m.start(), m.end()) for m in _WORD.finditer(self.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        breaks = (m for m in _BREAK.finditer(self.text) if "\n" in m[0] or not self._abbreviated(m.start()))
        return [0, *(m.end() for m in breaks)]

    def _abbreviated(self, end: int) -> bool:
        return _ABBREVIATION.search(self.text, max(0, end - 8), end) is not None

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the range of the sentence (or line) around a position; of an endless one, the part near by."""
        starts = self._sentence_starts
        index = bisect_right(starts, position)
        end = starts[index] if index < len(starts) else len(self.text)
        return max(starts[index - 1], position - _ENDLESS), min(end, position + _ENDLESS)

    def sentence_number(self, position: int) -> int:
        """Return which sentence a position is in, from 1."""
        return bisect_right(self._sentence_starts, position)
