"""Of what a date is the date, and in which year, where the post does not say."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from extract.text.dates import DateFound, dates, ranges
from extract.text.document import Document
from sinodik.records import Field, How, PartialDate

_ROLES = {"date.birth": Field.BIRTH, "date.death": Field.DEATH, "date.burial": Field.BURIAL, "date.other": None}

# What no fighter's life goes beyond; a date that would is another thing's.
FIRST_DEATH = 2014
_YOUNGEST, _OLDEST = 15, 90

_COMMA, _LINE, _FARTHEST = 40, 150, 220  # in characters
_BIRTH_MARK = re.compile(r"(?:\*|(?<![а-я])(?:р|род|д\. ?р)\.?:?) ?$")
_DEATH_MARK = re.compile(r"[†✝+☦] ?$")
_BARE_YEAR = re.compile(r"(?:(?<![а-я])(?:в|летом|весной|зимой|осенью)(?: [а-я]+)? ?|: ?|^)$")
_LINE_OF_ITS_OWN = re.compile(r"(?:^|\n|\(|годы жизни:?) *$")


class Clock(NamedTuple):
    """What day it was when the post was written, or at the latest when it was seen (``posted`` is False)."""

    today: date
    posted: bool

    @classmethod
    def of(cls, posted: datetime | None, seen: datetime) -> "Clock":
        """Return the clock of a post."""
        return cls((posted or seen).date(), posted is not None)


class Dated(NamedTuple):
    """A date with its role and value, and where it stands in the cleaned text.

    ``together`` if it is several persons', ``of_a_life`` if birth and death stand side by side.
    """

    field: Field
    value: PartialDate
    start: int
    end: int
    confidence: float
    together: bool = False
    of_a_life: bool = False


def dated(
    document: Document, cues: Mapping[str, re.Pattern[str]], clock: Clock, name_ends: Collection[int] = ()
) -> Iterator[Dated]:
    """Yield the dates of birth, death and burial in a document; ``name_ends`` is where the names in it end."""
    found = dates(document)
    joined = set()
    for first, second in ranges(document, found):
        if life := _life(document, first, second, clock):
            joined |= {first, second}
            yield from life
    for one in found:
        if one in joined:
            continue
        if _is_beside_a_name(document, one, clock, name_ends) and (value := _value(one, Field.BIRTH, clock)):
            yield Dated(Field.BIRTH, value, one.start, one.end, 0.85)
        elif role := _role(document, one, cues):
            field, confidence, together = role
            if value := _value(one, field, clock):
                less = 0.1 if value.how is not How.STATED else 0.0
                yield Dated(field, value, one.start, one.end, round(confidence - less, 2), together)


def _is_beside_a_name(document: Document, found: DateFound, clock: Clock, name_ends: Collection[int]) -> bool:
    """Tell whether a day before this war stands right after a name and alone: "Кедров Пётр (12.03.1998)"."""
    if found.day is None or found.year is None or found.short or found.year >= min(FIRST_DEATH, clock.today.year):
        return False
    before = re.search(r"[,:;]? ?\(?$", document.low[max(0, found.start - 3) : found.start])
    alone = re.match(r" ?(?:[).;,\n]|$)", document.low[found.end : found.end + 2])
    return bool(before and alone) and found.start - len(before[0] if before else "") in name_ends


def _life(document: Document, first: DateFound, second: DateFound, clock: Clock) -> list[Dated]:
    """Return birth and death if the two dates can be a life's ends; years alone must stand as such."""
    before = document.low[max(0, first.start - 20) : first.start]
    if first.day is None and not _LINE_OF_ITS_OWN.search(before):
        return []
    birth, death = _value(first, Field.BIRTH, clock), _value(second, Field.DEATH, clock)
    if birth is None or death is None or not _YOUNGEST <= death.year - birth.year <= _OLDEST:
        return []
    return [
        Dated(Field.BIRTH, birth, first.start, first.end, 0.97, of_a_life=True),
        Dated(Field.DEATH, death, second.start, second.end, 0.97, of_a_life=True),
    ]


def _role(
    document: Document, found: DateFound, cues: Mapping[str, re.Pattern[str]]
) -> tuple[Field, float, bool] | None:
    before = document.low[max(0, found.start - 12) : found.start]
    if found.born or _BIRTH_MARK.search(before):
        return Field.BIRTH, 0.97, False
    if _DEATH_MARK.search(before):
        return Field.DEATH, 0.97, False
    if found.day is None and found.month is None and not _BARE_YEAR.search(before):
        return None
    near = sorted(_near(document, found, cues), key=lambda cue: cue[0])
    if not near or near[0][1] is None:
        return None
    distance, field, word = near[0]
    farthest = 30 if found.day is None and found.month is None else _FARTHEST
    if field is None or distance > farthest:
        return None
    return field, 0.95 if distance < _COMMA else 0.85, word.startswith(("погибли", "пали"))


def _near(
    document: Document, found: DateFound, cues: Mapping[str, re.Pattern[str]]
) -> Iterator[tuple[int, Field | None, str]]:
    """Yield ``(distance, role, word)`` of each cue in the date's sentence, or in the line above a date alone."""
    start, end = document.sentence(found.start)
    rest = document.low[start : found.start] + document.low[found.end : end]
    if not re.search("[а-я]", rest) and start > 0:
        start = document.sentence(start - 1)[0]
    start, end = max(start, found.start - _FARTHEST), min(end, found.end + _FARTHEST)
    for name, field in _ROLES.items():
        for match in cues[name].finditer(document.low, start, end):
            if match.end() <= found.start:
                yield _distance(document.low[match.end() : found.start]), field, match[0]
            elif match.start() >= found.end:
                yield _distance(document.low[found.end : match.start()]) + 2, field, match[0]


def _distance(between: str) -> int:
    commas = sum(between.count(mark) for mark in ",;—–")
    return len(between) + _COMMA * commas + _LINE * between.count("\n")


def _value(found: DateFound, field: Field, clock: Clock) -> PartialDate | None:
    """Return the date's value as ``field``; None where the year cannot be known or the day does not exist."""
    today = clock.today
    how = How.STATED
    year = found.year
    if year is None:
        if not clock.posted or found.month is None or field is Field.BIRTH:
            return None
        year, how = _year(found.month, found.day or 1, field, today), How.FROM_POST_DATE
    elif found.short:
        year = _full_year(year, field, today)
    try:
        value = PartialDate(year, found.month, found.day, how)
        first = date(year, found.month or 1, found.day or 1)
    except ValueError:
        return None
    return value if _possible(first, field, today) else None


def _year(month: int, day: int, field: Field, today: date) -> int:
    """Return the year that puts a death in the past, and a burial nearest to the post."""
    if field is Field.BURIAL:
        years = (today.year - 1, today.year, today.year + 1)
        # The 28th stands for the 29th of February: a year is wanted, not a day.
        return min(years, key=lambda y: abs((date(y, month, min(day, 28)) - today).days))
    return today.year if (month, day) <= (today.month, today.day) else today.year - 1


def _full_year(short: int, field: Field, today: date) -> int:
    """Return the year that two digits mean: a birth at least fifteen years ago, anything else this century."""
    latest = today.year - (_YOUNGEST if field is Field.BIRTH else 0)
    return 2000 + short if 2000 + short <= latest else 1900 + short


def _possible(first: date, field: Field, today: date) -> bool:
    if field is Field.BIRTH:
        return 1900 <= first.year <= today.year - _YOUNGEST
    if field is Field.DEATH:
        return first.year >= FIRST_DEATH and first <= today + timedelta(days=1)
    return first.year >= FIRST_DEATH and first <= today + timedelta(days=60)
