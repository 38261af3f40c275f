"""Dates as Russians write them, day first. What is not written stays None: nothing is guessed here."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extract.text.document import Document

# By the letters that all forms of a month share; "март" in "в марте", "марта", "март".
_MONTHS = ("янв", "фев", "мар", "апр", "ма[йяе]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH_WORD = (
    r"(?:январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|"
    r"сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе]|янв|фев|апр|авг|сент|окт|нояб|дек)\.?"
)
# A Roman month may be typed with Cyrillic Х.
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR_4 = r"(?:19|20)\d\d"
_OF_YEAR = r"(?:-?(?:го|й|м|ом|ый))?(?: ?(?:года|году|год|гг?(?![а-я])\.?))?"
_BORN = r"(?P<born> ?(?:г\.? ?р(?![а-я])\.?|г(?:\.|ода)? ?рожд[а-я]*\.?|р\.(?!-)))"
_AFTER = rf"(?:{_BORN}|{_OF_YEAR})"

_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<![\d.,/-])(?P<year>{_YEAR_4})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])",
        rf"(?<![\d.,/])(?<!(?<!\d{{4}})-){_DAY}(?P<sep> ?[./] ?|-)(?P<month>0?[1-9]|1[0-2]|[ivxх]{{1,4}})(?P=sep)"
        rf"(?P<year>{_YEAR_4}|\d\d)(?!\d|[./]\d|(?P=sep)\d){_AFTER}",
        rf"(?<![\d.,/-])[«\"]?{_DAY}[»\"]?(?:-?(?:го|ого|е|ое))? (?P<word>{_MONTH_WORD})(?![а-я])"
        rf"(?:,?(?P<year> {_YEAR_4}|(?<!,) ?'?\d\d(?=-?(?:го|й)| ?г))(?!\d){_AFTER})?",
        rf"(?<![а-я])(?P<word>{_MONTH_WORD})(?![а-я]),? (?P<year>{_YEAR_4}|\d\d(?=-?(?:го|й)| ?г))(?!\d){_OF_YEAR}",
        rf"(?<![а-я])(?:в|во) (?:(?:начале|середине|конце) )?(?P<word>{_MONTH_WORD})(?![а-я])",
        rf"(?<![\d.,/])(?<!(?<!\d{{4}})-)(?P<year>{_YEAR_4}|\d\d(?= ?г\.? ?р))(?![\d]|[./-]\d\d?[./-]){_AFTER}",
    )
)
_RANGE = re.compile(r"(?: ?г(?:ода|\.)?)? ?[-‐‑‒–—−] ?")


class DateFound(NamedTuple):
    """A date as written. ``year`` may be two digits (``short``) or None; ``born`` where "г. р." says so."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    short: bool = False
    born: bool = False


def dates(document: Document) -> list[DateFound]:
    """Return every date in the document, in order; they do not overlap."""
    found: list[DateFound] = []
    taken = bytearray(len(document.low))
    for form in _FORMS:
        for match in form.finditer(document.low):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"x" * len(match[0])
                found.append(_date(match))
    return sorted(found, key=lambda date: date.start)


def _date(match: re.Match[str]) -> DateFound:
    parts = match.groupdict()
    written = (parts["year"] or "").strip(" '") if "year" in parts else ""
    month = parts.get("month")
    if parts.get("word"):
        number: int | None = _month(parts["word"])
    elif month:
        number = int(month) if month.isdigit() else _ROMAN.get(month.replace("х", "x"))
    else:
        number = None
    return DateFound(
        start=match.start(),
        end=match.start() + len(match[0].rstrip()),
        year=int(written) if written else None,
        month=number,
        day=int(parts["day"]) if parts.get("day") else None,
        short=len(written) == 2,
        born=bool(parts.get("born")),
    )


def _month(word: str) -> int:
    return next(number for number, start in enumerate(_MONTHS, 1) if re.match(start, word))


def ranges(document: Document, found: list[DateFound]) -> Iterator[tuple[DateFound, DateFound]]:
    """Yield the pairs that a dash joins: "15.01.1990 – 07.02.2023"."""
    for first, second in pairwise(found):
        alike = (first.day is None) == (second.day is None)
        if alike and first.year and second.year and _RANGE.fullmatch(document.low, first.end, second.start):
            yield first, second
