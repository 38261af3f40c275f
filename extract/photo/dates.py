"""Dates as graves bear them and as Tesseract reads them: «12.03.1998», «7 февраля 2023», «1998 – 2023»."""

import re
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz, process

from sinodik.dates import earliest
from sinodik.names import homoglyphs
from sinodik.records import PartialDate

_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_MONTHS_ALONE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
_SPELLINGS = {m: i % 12 + 1 for i, m in enumerate(_MONTHS + _MONTHS_ALONE)}
_LIKE_ENOUGH, _CLEARLY = 76, 8  # per cent of rapidfuzz's ratio: to be a month at all, and before the next month

# Letters that are digits where a digit must stand; each keeps its length, so that places stay true.
_DIGITS = str.maketrans("ОоOoDЗзlI|ІБб", "0000033111166")
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_PART = r"[^\s.,–—-]{1,2}"  # a part that is no number is a part that cannot be read
_START = r"(?<![^\s(*†+–—-])"  # or the rest of a day whose first figure is worn would pass for the day
_GAP = r"(?:\s*[.,:;·/]\s*|\s+)"
_WORD = r"(?P<word>[^\s.,–—-]{3,9})[\s.,]+"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_START}(?P<day>\d{{1,2}}){_GAP}(?P<month>\d{{1,2}}){_GAP}{_YEAR}",
        rf"{_START}(?P<day>{_PART})[.,]\s?(?P<month>{_PART})[.,]\s?{_YEAR}",
        rf"(?<!\d)(?P<day>\d\d)(?P<month>\d\d){_YEAR}",
        rf"(?<!\w)(?P<day>{_PART})[\s.,]+{_WORD}{_YEAR}",
        rf"(?<!\w){_WORD}{_YEAR}",
        rf"(?<!\d){_YEAR}(?=\s*[-–—]+\s*(?:1[89]|20)\d\d(?!\d))",
        rf"(?<=\d{{4}})\s*[-–—]+\s*{_YEAR}",
    )
)


class Found(NamedTuple):
    """A date in a line of text, from ``start`` to ``end``; ``mended`` tells that letters were taken for digits."""

    start: int
    end: int
    when: PartialDate
    mended: bool


def dates(text: str, until: date) -> list[Found]:
    """Return the dates in a line, none of them after ``until``; what cannot be read of a date is left out of it."""
    found: list[Found] = []
    folded = text.translate(_DIGITS)
    for match in (m for pattern in _PATTERNS for m in pattern.finditer(folded)):
        read = {name: text[slice(*match.span(name))] for name in match.groupdict()}
        start, end = match.start("year") if len(read) == 1 else match.start(), match.end()
        when = _date(read)
        if when and not any(start < f.end and f.start < end for f in found):
            mended = any(read[part] != match[part] for part in read if part != "word")
            found.append(Found(start, end, when, mended))
    return sorted(f for f in found if earliest(f.when) <= until)


def month(word: str) -> int | None:
    """Return the month that a word is meant to be, misread letters and all; None if that is not clear.

    >>> month("фeвpаля"), month("марга"), month("ию1я"), month("память")
    (2, 3, None, None)
    """
    read = homoglyphs(word).lower()
    if read in _SPELLINGS:
        return _SPELLINGS[read]
    best: dict[int, float] = {}
    for spelling, score, _ in process.extract(read, list(_SPELLINGS), scorer=fuzz.ratio, limit=None):
        number = _SPELLINGS[spelling]
        best[number] = max(best.get(number, 0), score)
    (first, score), (_, second) = sorted(best.items(), key=lambda item: -item[1])[:2]
    return first if score >= _LIKE_ENOUGH and score - second >= _CLEARLY else None


def _date(read: dict[str, str]) -> PartialDate | None:
    year = int(read["year"].translate(_DIGITS))
    day = _number(read.get("day", ""), 31)
    number = month(read["word"]) if "word" in read else _number(read.get("month", ""), 12)
    if "word" in read and number is None and (day is None or not any(c.isalpha() for c in read["word"])):
        return None
    return _whole(year, number, day)


def _whole(year: int, number: int | None, day: int | None) -> PartialDate:
    if number is None:
        return PartialDate(year)
    try:
        return PartialDate(year, number, day)
    except ValueError:  # 31 February: the day or the month was misread, and nobody knows which
        return PartialDate(year)


def _number(text: str, top: int) -> int | None:
    digits = text.translate(_DIGITS)
    number = int(digits) if digits.isdecimal() else 0
    return number if 1 <= number <= top else None
