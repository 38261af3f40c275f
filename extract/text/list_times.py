"""The time that a list is of: «Погибшие за октябрь», «Потери района (2023)», «ЯНВАРЬ», and under it who fell in it.

What the heading tells of all is less sure than a day that a row has of its own.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from extract.text.anchor import Clock, relative, value
from extract.text.dated import Dated
from extract.text.dates import DateFound
from extract.text.document import Document
from extract.text.months import month
from extract.text.relative_dates import Relative, Unit
from sinodik.records import Field

_LOST = re.compile(r"погиб|гибел|(?<![а-я])потер|(?<![а-я])павш|(?<![а-я])убит|двухсот|не верну|не стало|мартиролог")
_OF_ELSE = re.compile(
    r"награ|вруч|хорон|прощан|прост[яи]|провож|мобилиз|призв|ранен|пропав|без вести|родивш|рожден|выпуск|портрет"
    r"|имена(?![а-я])|откры|известн|(?<![а-я])список"
)
_LEADS = re.compile(r"(?:(?<![а-я])(?:за|год)|\() ?$")
_NEAR = 40  # characters from "в этом году" to the word of the loss
_ON = re.compile(r" ?[—–-] ?\d")  # «(2022–2026)»
# Months that head parts of a list: «Январь. Кедров Пётр, Белов Олег», «ФЕВРАЛЬ 2024», a line of its own.
_MONTH = re.compile(
    r"(?:^|(?<=\n))[^\w\n]*(?P<month>[а-я]{3,8})(?: (?P<year>20\d\d))?(?: г(?:ода|\.))?[^\w\n]*(?:\n|(?<=[.:—–] ))"
)
_YEAR = re.compile(r"(?<!\d)20[2-4]\d(?!\d)")
_LEAST = 2  # of a list's persons, or of its months
_CONFIDENCE = 0.55


def list_times(
    document: Document,
    days: tuple[Sequence[DateFound], Sequence[Relative]],
    clock: Clock,
    name_ends: Collection[int],
) -> Iterator[Dated]:
    """Yield the month or year in which all fell whom a list names, and up to where it holds."""
    if len(name_ends) < _LEAST or not _LOST.search(document.low):
        return
    yield from _by_months(document, clock)
    found, near = days
    first = document.low.rfind("\n", 0, min(name_ends)) + 1
    times: list[DateFound | Relative] = [*found, *near]
    for one in times:
        if one.end > first or not _is_a_time(one) or not _heads(document, one):
            continue
        when = (
            relative(one, Field.DEATH, clock, ahead=False)
            if isinstance(one, Relative)
            else value(one, Field.DEATH, clock)
        )
        if when:
            yield Dated(Field.DEATH, when, one.start, one.end, _CONFIDENCE, reach=len(document.low))


def _is_a_time(one: DateFound | Relative) -> bool:
    if isinstance(one, Relative):
        return one.unit is Unit.YEAR or (one.unit is Unit.MONTH and not one.which)
    return one.day is None and not one.born


def _heads(document: Document, one: DateFound | Relative) -> bool:
    """Tell whether a line says that it is the time of the dead whom it heads, and of nothing else."""
    begin, end = document.sentence(one.start)
    if _OF_ELSE.search(document.low, begin, end) or _ON.match(document.low, one.end):
        return False
    if isinstance(one, Relative):
        return _LOST.search(document.low, max(begin, one.start - _NEAR), min(end, one.end + _NEAR)) is not None
    leads = _LEADS.search(document.low, begin, one.start)
    return leads is not None and _LOST.search(document.low, begin, end) is not None


def _by_months(document: Document, clock: Clock) -> Iterator[Dated]:
    heads = [head for head in _MONTH.finditer(document.low) if month(head["month"])]
    if len(heads) < _LEAST:
        return
    told = _YEAR.search(document.low, 0, heads[0].start())
    reaches = [*(second.start() for _, second in pairwise(heads)), len(document.low)]
    for head, reach in zip(heads, reaches, strict=True):
        year = int(head["year"]) if head["year"] else int(told[0]) if told else None
        one = DateFound(head.start("month"), head.end("month"), year, month(head["month"]), None)
        if when := value(one, Field.DEATH, clock):
            yield Dated(Field.DEATH, when, one.start, one.end, _CONFIDENCE, reach=reach)
