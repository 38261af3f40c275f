"""A post as the reader sees it: cleaned text, its words and its sentences."""

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from extract.text.clean import NATIONAL, clean, lower, russian
from extract.text.cue import Text
from extract.text.layout import laid_out
from sinodik.records import Span

# The labels of a form ("Имя: Иван") are no words of the text.
# "Рустам оглы" is one word, a patronymic.
# To be searched in lower case without ё, which has the same length.
# Beside it may stand what it is called in another language: "Исем / Имя: Ринат", "Фамилия/Surname: Кедров".
_TONGUE = rf"[а-яa-z{NATIONAL}]{{2,20}}(?: [а-яa-z{NATIONAL}]{{2,20}})?"
LABEL = (
    rf"(?:{_TONGUE} ?/ ?)?(?:фам(?:или[яеи])?|имя|отч(?:ество)?)(?: ?/ ?{_TONGUE})?"
    r"(?:\.? {0,30}[:=|]| [—–-] |\. )"
)
_WORD = re.compile(
    rf"(?<![а-я{NATIONAL}])(?!{LABEL})[а-я{NATIONAL}]+(?:[-‐‑][а-я{NATIONAL}]+)*"
    r"(?: (?:оглы|оглу|угли|огли|углы|улы|уулу|кызы|гызы|кизи)(?![а-я]))?"
)
_NATIONAL = re.compile(f"[{NATIONAL}]")
# A space after a full stop may be missing: "не стало.Вечная память".
_BREAK = re.compile(r"(?<=[.!?…])[\s»\")]+(?=[^\s,а-яё])|\n+|(?<=[а-яё]{3}[.!?…])(?=[А-ЯЁ][а-яё])")
# A full stop after these ends no sentence; "г." after a number may.
_ABBREVIATION = re.compile(
    r"(?:(?<![а-яё])(?:[а-яё]|ст|мл|им|ул|пос|гв|род|тов|обл|р-н|респ|сер|л-т|подп|тел|руб"
    r"|гор|дер|просп|кол|шк|лейт|серж|ряд|ефр|полк|кап)|(?<!\d)(?<!\d )г)\.$",
    re.IGNORECASE,
)
# "1994 г. р. Его прадед …": a sentence of its own, as "1994 г. р. Кедровка" is not.
_BORN = re.compile(r"г\. ?р\.$")
_GOES_ON = re.compile(
    r"\s+(?:Его|Её|Ее|У него|У неё|Он|Она|Погиб|Погибла|Служил|Служила"
    r"|Вечная|Светлая|Прощание|Похороны|Родился|Был)(?![а-яё])"
)
# Bank cards and telephones are never read: no date may come from their digits.
_NUMBERS = re.compile(
    r"(?<!\d)(?:\d{4}[ -]?){3}\d{4,6}(?!\d)"
    r"|(?<!\d)(?:\+7|8)[ (-]*\d{3}[ )-]*\d{3}[ -]*\d{2}[ -]*\d{2}(?!\d)"
)
# So many figures has the shortest of them. To look for figures is fast, and most posts have fewer.
_MANY_FIGURES = re.compile(r"\d(?:[ ()-]*\d){10}")
_BLOT = "#" * 11  # the shortest of them
_ENDLESS = 1000  # characters


class Word(NamedTuple):
    """One word of the cleaned text, in Russian letters, and where it stands there; ``low`` has ё as е besides."""

    text: str
    low: str
    start: int
    end: int


class Document:
    """A text cleaned, cut into words and sentences. Offsets are the cleaned text's; ``span`` leads back."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._clean = laid_out(clean(source), source)
        self.text = self._clean.text
        if _MANY_FIGURES.search(self.text):
            self.text = _NUMBERS.sub(lambda number: "#" * len(number[0]), self.text)
        self.low = Text(lower(self.text))

    def span(self, start: int, end: int) -> Span:
        """Return where the range ``start:end`` stands in the post as it was."""
        return self._clean.span(start, end)

    @cached_property
    def words(self) -> list[Word]:
        """Every Russian word, in order."""
        text, low = self.text, self.low
        spans = [match.span() for match in _WORD.finditer(low)]
        new = tuple.__new__  # many words are made, and this is twice as fast as calling the class
        if _NATIONAL.search(low):
            return [new(Word, (russian(text[start:end]), russian(low[start:end]), start, end)) for start, end in spans]
        return [new(Word, (text[start:end], low[start:end], start, end)) for start, end in spans]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words in lower case, each once."""
        return frozenset([word[1] for word in self.words])

    @cached_property
    def capitals(self) -> list[int]:
        """The numbers of the words that begin with a capital, in order."""
        return [number for number, word in enumerate(self.words) if word[0][0].isupper()]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        breaks = (m for m in _BREAK.finditer(self.text) if "\n" in m[0] or not self._abbreviated(m.start()))
        return [0, *(m.end() for m in breaks)]

    def _abbreviated(self, end: int) -> bool:
        if _BORN.search(self.text, max(0, end - 5), end) and _GOES_ON.match(self.text, end):
            return False
        return _ABBREVIATION.search(self.text, max(0, end - 8), end) is not None

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the range of the sentence (or line) around a position; of an endless one, the part near by."""
        starts = self._sentence_starts
        index = bisect_right(starts, position)
        start, end = starts[index - 1], starts[index] if index < len(starts) else len(self.text)
        if end - start <= _ENDLESS:
            return start, end
        return max(start, position - _ENDLESS), min(end, position + _ENDLESS)

    def holds_a_number(self, start: int, end: int) -> bool:
        """Tell whether a card or a telephone stands within a range: what a claim quotes must hold none."""
        return _BLOT in self.text[start:end]

    def sentence_number(self, position: int) -> int:
        """Return which sentence a position is in, from 1."""
        return bisect_right(self._sentence_starts, position)
