"""Dates as Russians write them, day first. What is not written stays None: nothing is guessed here.

A range of days ("с 4 на 5 мая", "4-9 мая") is known to the month, a range over two months to the year.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extract.text import date_forms as forms
from extract.text.document import Document
from extract.text.months import SAKHA, mistyped, month
from extract.text.numerals import number

_ROMAN = dict(zip("i ii iii iv v vi vii viii ix x xi xii".split(), range(1, 13), strict=True))
_LATIN = str.maketrans("хі", "xi")
_FIGURES = str.maketrans("оoз", "003")
_SHIFTS = {"позапрошл": -2, "прошл": -1, "минувш": -1, "прошедш": -1}
_AGO = {"год": -1, "два года": -2, "три года": -3}
# Two spelt or typed figures of a year mean this century's only if it can be this war's.
_SPELT_YEARS = range(14, 40)
_LAST_CENTURY = 40
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class DateFound(NamedTuple):
    """A date as written. ``year`` may be two digits (``short``) or None; ``born`` where "г. р." says so.

    ``shift`` counts the years from the post's ("прошлого года" is -1); ``ago`` where it does so to the day ("год назад,
    5 марта"); ``same`` for "того же года". ``bare`` is a day and a month in figures only: "03.10".
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    short: bool = False
    born: bool = False
    shift: int | None = None
    ago: bool = False
    same: bool = False
    bare: bool = False


def dates(document: Document) -> list[DateFound]:
    """Return every date in the document, in order; they do not overlap."""
    low: str = document.low
    if forms.SLIP.search(low):
        low = forms.SLIPS.sub(lambda slip: slip[0].translate(_FIGURES), low)
    return list(_dates(low))


def ranges(document: Document, found: list[DateFound]) -> Iterator[tuple[DateFound, DateFound]]:
    """Yield the pairs that a dash joins: "15.01.1990 – 07.02.2023"; or that fill two lines, one under the other."""
    for first, second in pairwise(found):
        if (first.day is None or second.month is not None) and first.year and second.year:
            whole = first.day is not None and len(str(first.year)) + len(str(second.year)) == 8
            if forms.RANGE.fullmatch(document.low, first.end, second.start) or (
                whole and _fill_two_lines(document.low, first, second)
            ):
                yield first, second


def _fill_two_lines(low: str, first: DateFound, second: DateFound) -> bool:
    begins = first.start == 0 or low[first.start - 1] == "\n"
    return (
        begins and low[first.end : second.start].strip(" .") == "\n" and low[second.end : second.end + 1] in ("", "\n")
    )


def _dates(low: str) -> Iterator[DateFound]:
    position = 0
    while anchor := forms.ANCHOR.search(low, position):
        found = _at(low, anchor, position)
        position = anchor.end()
        if found:
            position = max(position, found.end)
            before = f" {low[max(0, found.start - 18) : found.start]}"
            if not before.endswith(forms.OPEN_END) or forms.DAYS.match(low, found.start):
                yield found._replace(day=None) if before.endswith(forms.ROUGH) else _years_before(low, found)


def _years_before(low: str, found: DateFound) -> DateFound:
    """Return the day that a day is the anniversary of: "4 октября исполняется год со дня гибели"."""
    since = forms.SINCE.match(low, found.end) if found.day else None
    if since is None:
        return found
    years, found = _AGO[since["ago"]], found._replace(end=since.end())
    return found._replace(year=found.year + years) if found.year else found._replace(shift=years, ago=True)


def _at(low: str, anchor: re.Match[str], last: int) -> DateFound | None:
    at, kind = anchor.start(), anchor.lastgroup
    if kind:
        return _BY_WORD[kind](low, at)
    before = low[max(0, at - 2) : at]
    goes_on = before[-1:] in (".", ",", "/", "№", "#") and (before[:1].isdigit() or before[-1:] in "№#")
    if goes_on and not forms.LIFE_YEARS.match(low, max(0, at - 5), at + 6):
        return None
    # "-12" goes on a number, unless what stands before it was a date.
    if before[-1:] == "-" and before[:1].isdigit() and at - 1 != last and not low[max(0, at - 5) : at - 1].isdecimal():
        return None
    length = anchor.end() - at
    if low[anchor.end() : anchor.end() + 1] == ":" and low[anchor.end() + 1 : anchor.end() + 2].isdigit():
        return None  # an hour
    if length == 4:
        return _from_year(low, at)
    return _from_day(low, at) if length < 3 else None


def _from_year(low: str, at: int) -> DateFound | None:
    if match := forms.YMD.match(low, at):
        return _found(match, int(match["month"]), int(match["day"]))
    if match := forms.BY_SAKHA.match(low, at):
        return _found(match, SAKHA[match["word"]], int(match["day"]))
    if (match := forms.EASTERN.match(low, at)) and (named := month(match["word"])):
        return _found(match, named, int(match["day"]) if match["day"] else None)
    match = forms.Y.match(low, at)
    return _found(match, None, None) if match else None


def _from_day(low: str, at: int) -> DateFound | None:
    match = forms.DMY.match(low, at)
    if match and (numbered := _numbered(match)):
        return _found(match, numbered, int(match["day"]))
    if (match := forms.DAY_NOT_OTHER.match(low, at)) and (named := month(match["word"])):
        return _with_year(low, DateFound(at, match.end(), None, named, int(match["day"])))
    match = forms.DAYS_OF_TWO.match(low, at)
    if match and month(match["since"]) and month(match["word"]):
        return _needing_a_year(low, DateFound(at, match.end(), None, None, None))
    if match := forms.DM.match(low, at):
        return _day_of_month(low, match, int(match["day"]))
    if match := forms.DAYS.match(low, at):
        named = month(match["word"])
        return _with_year(low, DateFound(at, match.end(), None, named, None)) if named else None
    if match := forms.MY.match(low, at):
        return _found(match, int(match["month"]), None)
    before = low[max(0, at - 12) : at]
    if match := forms.D_M.match(low, at):
        bare = DateFound(at, match.end(), None, int(match["month"]), int(match["day"]), bare=True)
        return None if forms.OF_TIME.search(before) else bare
    match = forms.Y_2.match(low, at)
    born = match and (match["born"] or match["by_word"])
    return _found(match, None, None) if match and (born or forms.IN_YEAR.search(before)) else None


def _numbered(match: re.Match[str]) -> int | None:
    """Return the month of "12.03.1998"; what spaces or commas divide needs more figures to be a date."""
    named, year, day = match["month"], match["year"], match["day"]
    if (match["loose"] or match["looser"]) and (len(year) < 4 or (named.isdigit() and len(named) + len(day) < 4)):
        return None
    if named.isdigit():
        return int(named)
    return _ROMAN.get(named.translate(_LATIN)) or (None if match["loose"] else month(named))


def _day_of_month(low: str, match: re.Match[str], day: int) -> DateFound | None:
    """Return "9 мая" with its year, if there is one; after a day and before a year a month may be mistyped."""
    start = match.start() - (low[match.start() - 1 : match.start()] in ("«", '"'))
    named = month(match["word"])
    end = match.end() + (bool(named) and low[match.end() : match.end() + 1] == "." and len(match["word"]) < 5)
    if named:
        return _with_year(low, DateFound(start, end, None, named, day))
    likely = mistyped(match["word"])
    return _needing_a_year(low, DateFound(start, end, None, likely, day)) if likely else None


def _month(low: str, at: int) -> DateFound | None:
    match = forms.M.match(low, at)
    if not match:
        return None
    stays = forms.IN.search(low, max(0, at - 20), at)
    named, till = month(match["word"]), match["till"] and month(match["till"])
    if till:
        return _needing_a_year(low, DateFound(at, match.end(), None, None, None))
    found = DateFound(at, match.end("word"), None, named or mistyped(match["word"]), None)
    if low[found.end : found.end + 1] == "." and len(match["word"]) < 5:
        found = found._replace(end=found.end + 1)
    if found.month is None:
        return None
    return _with_year(low, found) if named and stays else _needing_a_year(low, found)


def _ordinal(low: str, at: int) -> DateFound | None:
    if (match := forms.ORDINAL_DM.match(low, at)) and month(match["word"]):
        day = number(match["first"])
        return _day_of_month(low, match, day) if day and day < 32 else None
    if match := forms.ORDINAL_BORN.match(low, at):
        return DateFound(at, match.end(), number(match["first"]), None, None, short=True, born=True)
    match = forms.ORDINAL_Y.match(low, at)
    if not match or not forms.IN_YEAR.search(low, max(0, at - 12), at):
        return None
    year = number(match["first"])
    spelt = year in _SPELT_YEARS or (year is not None and year >= _LAST_CENTURY and match[0].endswith("году"))
    return DateFound(at, match.end(), year, None, None, short=True) if spelt else None


def _edge(low: str, at: int) -> DateFound | None:
    match = forms.EDGE.match(low, at)
    named = match and month(match["word"])
    if not match or not named:
        return None
    day = 1 if match["edge"] == "первый" else _LENGTHS[named - 1]
    return _with_year(low, DateFound(at, match.end(), None, named, day))


def _season(low: str, at: int) -> DateFound | None:
    match = forms.SEASON.match(low, at)
    return _needing_a_year(low, DateFound(at, match.end(), None, None, None)) if match else None


def _needing_a_year(low: str, found: DateFound) -> DateFound | None:
    dated = _with_year(low, found)
    return dated if dated.year or dated.shift is not None or dated.same else None


def _with_year(low: str, found: DateFound) -> DateFound:
    """Return the date with the year that follows it, or that was named just before: "год назад, 5 марта"."""
    match = forms.YEAR.match(low, found.end)
    if match:
        written, spelt = match["year"] or match["short"], match["spelt"]
        year = int(written) if written else number(spelt) if spelt else None
        if not spelt or year in _SPELT_YEARS:
            end, short, born = _end(match), not match["year"] and year is not None, bool(match["born"])
            return _shifted(found._replace(end=end, year=year, short=short, born=born), match["which"], match["ago"])
    elif "год" in low[max(0, found.start - 22) : found.start] and (
        before := forms.EARLIER.search(low, max(0, found.start - 34), found.start)
    ):
        return _shifted(found, before["which"], before["ago"])
    return found


def _shifted(found: DateFound, which: str | None, ago: str | None) -> DateFound:
    if ago:
        return found._replace(shift=_AGO[ago], ago=True)
    if which and which.startswith("того"):
        return found._replace(same=True)
    if which:
        return found._replace(shift=next((by for stem, by in _SHIFTS.items() if which.startswith(stem)), 0))
    return found


def _found(match: re.Match[str], month_number: int | None, day: int | None) -> DateFound:
    parts = match.groupdict()
    year = parts["year"]
    born = bool(parts.get("born") or parts.get("by_word"))
    return DateFound(match.start(), _end(match), int(year), month_number, day, short=len(year) == 2, born=born)


def _end(match: re.Match[str]) -> int:
    return match.start() + len(match[0].rstrip())


_BY_WORD = {"month": _month, "ordinal": _ordinal, "season": _season, "edge": _edge}
