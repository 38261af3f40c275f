"""Days that complete the years of a life: «1990–2023 … 12 августа, под Кедровкой … День рождения у него 3 мая»."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.text.anchor import Clock, possible
from extract.text.date_cues import Cue
from extract.text.dated import Dated
from extract.text.dates import DateFound
from extract.text.document import Document
from sinodik.dates import earliest
from sinodik.records import Field, How, PartialDate

_BIRTHDAY = re.compile(
    r"(?<![а-я])(?:день рождения|родил(?:ся|ась))(?! (?:сын|доч|мам|пап|жен|отц|брат|сест|внук|мат))"
)
BOUND = re.compile(r"(?<![а-я])(?:с|со|до|по|после|к|ко|от|на|за) (?:[а-я]+ )?$")
_AHEAD = re.compile(r"(?<![а-я])(?:в \d\d?[:.]\d\d|в \d\d? час|состо[яи]т|пройдет|буд[еу]т|сбор)")
_CONFIDENCE = 0.8


def completed(
    document: Document, found: Sequence[DateFound], cues: Sequence[Cue], read: Sequence[Dated], clock: Clock
) -> list[Dated]:
    """Return the dates that were read, those without a year in the year of the life's end, and the days that were not.

    Only a post that tells the years of one life is read so; a day without a year is its end's if no word says else.
    """
    birth, death = (_only_year(read, field) for field in (Field.BIRTH, Field.DEATH))
    dated = [_in_the_year(one, death, clock) if death else one for one in read]
    days = [one for one in found if one.day and one.month and not one.year and one.shift is None]
    free = [one for one in days if one.start not in {other.start for other in read}]
    more = [*(_birthdays(document, free, birth, clock) if birth else ())]
    if death and not any(one.field is Field.DEATH and one.value.day for one in dated):
        known = {one.start for one in [*dated, *more]}
        ends = [one for one in days if one.start not in known and _may_be_the_end(document, one, cues)]
        when = possible(death.year, ends[0].month, ends[0].day, How.STATED, Field.DEATH, clock.today) if ends else None
        # The day of the post is that of what it tells besides.
        if when and len(ends) == 1 and earliest(when) != clock.today:
            more.append(Dated(Field.DEATH, when, ends[0].start, ends[0].end, _CONFIDENCE))
    return [*dated, *more]


def _only_year(read: Sequence[Dated], field: Field) -> PartialDate | None:
    """Return the year of a field, if the post tells but one, and none more exactly by itself."""
    years = {one.value for one in read if one.field is field and one.value.how is How.STATED}
    only = next(iter(years)) if len(years) == 1 else None
    return only if only and only.month is None else None


def _in_the_year(one: Dated, death: PartialDate, clock: Clock) -> Dated:
    value = one.value
    if one.field is not Field.DEATH or value.how is How.STATED or value.day is None:
        return one
    when = possible(death.year, value.month, value.day, How.STATED, Field.DEATH, clock.today)
    return one._replace(value=when) if when else one


def _birthdays(document: Document, days: Sequence[DateFound], birth: PartialDate, clock: Clock) -> Iterator[Dated]:
    for one in days:
        begin, end = document.sentence(one.start)
        when = possible(birth.year, one.month, one.day, How.STATED, Field.BIRTH, clock.today)
        if when and _BIRTHDAY.search(document.low, begin, end):
            yield Dated(Field.BIRTH, when, one.start, one.end, _CONFIDENCE)
            return


def _may_be_the_end(document: Document, found: DateFound, cues: Sequence[Cue]) -> bool:
    begin, end = document.sentence(found.start)
    told = cues[bisect_left(cues, (begin,)) : bisect_left(cues, (end,))]
    bound = BOUND.search(document.low, max(0, found.start - 16), found.start)
    return not (
        bound or found.bare or any(not cue.attribute for cue in told) or _AHEAD.search(document.low, begin, end)
    )
