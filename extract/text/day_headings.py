"""Days that stand apart from the word that says whose and what they are.

A day may head a part of a schedule («7 февраля (пятница)», and under it who is seen off), or begin a tale whose end is
told in a sentence of its own («21 октября рота оказалась в окружении. … погиб»).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence

from extract.text.date_cards import heading_role
from extract.text.date_cues import Cue, is_told
from extract.text.dates import DateFound
from extract.text.document import Document
from sinodik.records import Field

# What stands in a line beside a day alone: its weekday, "года", marks.
_ALONE = re.compile(
    r"(?:[^\w\n]|(?<!\w)(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|года?|г|пн|вт|ср|чт|пт|сб|вс)(?!\w))*"
)
_WAR = 2022
_MARKS = re.compile(r"\W*(?:(?:в|за|год) )?")
_HEADS = re.compile(r" ?(?:[:—–-]|\W*(?:\n|$))")
_NUMBERED = re.compile(r"(?:^|(?<=\n))[^\w\n]{0,3}(?P<day>[12]?\d|3[01])(?:-го|-е)?(?: ?[—–:]| -) ?(?=[а-яё])")
_LEAST = 2  # days of a schedule
_TALE = 2  # sentences after the day's in which its end may be told
_LATER = re.compile(r"(?<![а-я])(?:спустя|через|следующий|следующее|потом|позже|наутро)(?![а-я])")
_BOUND = re.compile(r"(?<![а-я])(?:с|со|до|по|после|к|от) (?:[а-я]+ )?$")


def day_headings(document: Document, found: Sequence[DateFound], name_ends: Collection[int]) -> dict[int, int]:
    """Return where the days of a schedule of farewells start, each with the position up to which it holds."""
    alone = [one for one in found if one.day is not None and not one.bare and _is_a_line(document, one)]
    if len(alone) < _LEAST or heading_role(document, alone[0].start) is not Field.BURIAL:
        return {}
    ends = sorted(name_ends)
    reaches = [other.start for other in alone[1:]] + [len(document.low)]
    holds = {one.start: reach for one, reach in zip(alone, reaches, strict=True) if _names(ends, one.end, reach)}
    return holds if len(holds) >= _LEAST else {}


def under_years(document: Document, found: Sequence[DateFound]) -> list[DateFound]:
    """Return the dates, days without a year with that of the heading they stand under: "2022: Кедров Пётр (7.05)"."""
    heads = [one for one in found if _heads_with_a_year(document, one)]
    if len(heads) < _LEAST:
        return list(found)
    starts, given, dated = [head.start for head in heads], set(), []
    for one in found:
        if one.year is None and one.shift is None and one.month and one.start > starts[0]:
            head = heads[bisect_right(starts, one.start) - 1]
            given.add(head.start)
            one = one._replace(year=head.year, bare=False)
        dated.append(one)
    return [one for one in dated if one.start not in given]


def under_months(document: Document, found: Sequence[DateFound]) -> list[DateFound]:
    """Return the dates with the days that begin rows by their number under a month: "НОЯБРЬ 2025 / 5 — Кедров Пётр"."""
    head = next((one for one in found if one.month and one.day is None and one.year and not one.short), None)
    rows = list(_NUMBERED.finditer(document.low, head.end)) if head else []
    rows = [row for row in rows if not any(one.start <= row.start("day") < one.end for one in found)]
    days = [int(row["day"]) for row in rows]
    counts = days == list(range(days[0], days[0] + len(days))) if days else True
    if head is None or len(days) < _LEAST or counts or days != sorted(days) or _numbered_on(found, rows[-1].end()):
        return list(found)
    more = [
        head._replace(start=row.start("day"), end=row.end("day"), day=day) for row, day in zip(rows, days, strict=True)
    ]
    return sorted([*(one for one in found if one != head), *more], key=lambda one: one.start)


def _numbered_on(found: Sequence[DateFound], end: int) -> bool:
    """Tell whether the rows have days of their own: then their numbers only count them."""
    return sum(1 for one in found if one.day and one.start < end) >= _LEAST


def _heads_with_a_year(document: Document, found: DateFound) -> bool:
    if found.month is not None or found.year is None or found.year < _WAR or found.born:
        return False
    line = document.low.rfind("\n", 0, found.start) + 1
    begins = _MARKS.fullmatch(document.low, line, found.start)
    return begins is not None and _HEADS.match(document.low, found.end) is not None


def _is_a_line(document: Document, found: DateFound) -> bool:
    line = document.low.rfind("\n", 0, found.start) + 1
    stop = document.low.find("\n", found.end)
    return bool(
        stop > 0
        and _ALONE.fullmatch(document.low, line, found.start)
        and _ALONE.fullmatch(document.low, found.end, stop)
    )


def _names(ends: Sequence[int], start: int, stop: int) -> bool:
    return bisect_right(ends, stop) > bisect_right(ends, start)


def narrated(document: Document, found: Sequence[DateFound], cues: Sequence[Cue]) -> Iterator[DateFound]:
    """Yield the days of sentences without a word of their own, where one of the next tells of a death without a day."""
    starts = [one.start for one in found]
    for one in found:
        begin, end = document.sentence(one.start)
        if one.day is None or one.bare or _BOUND.search(document.low, max(0, one.start - 16), one.start):
            continue
        if _between(cues, begin, end) or bisect_left(starts, end) - bisect_left(starts, begin) > 1:
            continue
        if _ends_in_death(document, end, starts, cues):
            yield one


def _ends_in_death(document: Document, end: int, starts: Sequence[int], cues: Sequence[Cue]) -> bool:
    for _ in range(_TALE):
        begin, stop = end, document.sentence(end)[1] if end < len(document.low) else end
        if (
            stop <= begin
            or "\n" in document.low[begin - 1 : begin + 1]
            or bisect_left(starts, stop) > bisect_left(starts, begin)
        ):
            return False
        told = _between(cues, begin, stop)
        if _LATER.search(document.low, begin, stop):
            return False
        if any(cue.field is Field.DEATH and not cue.attribute and is_told(document, cue) for cue in told):
            return True
        if told:
            return False  # of something else
        end = stop
    return False


def _between(cues: Sequence[Cue], begin: int, stop: int) -> Sequence[Cue]:
    return cues[bisect_left(cues, (begin,)) : bisect_left(cues, (stop,))]
