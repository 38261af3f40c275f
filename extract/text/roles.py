"""Of what a date is the date: of the word's that stands nearest to it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from extract.text.anchor import FIRST_DEATH, Clock, relative, value
from extract.text.birthdays import birthdays
from extract.text.completed import completed
from extract.text.cue import CuePattern
from extract.text.date_cards import (
    are_columns,
    heading_role,
    heads_an_item,
    is_beside_a_name,
    is_dateline,
    is_in_a_card,
)
from extract.text.date_cues import FARTHEST, Cue, CueFinder, nearest
from extract.text.date_forms import CROSSES
from extract.text.date_rows import fell_by_rows, is_born_in_a_row, row_role
from extract.text.date_series import ends_a_row, likewise
from extract.text.dated import Dated
from extract.text.dates import DateFound, dates, ranges
from extract.text.day_headings import day_headings, under_months, under_years
from extract.text.document import Document
from extract.text.left_over import tells_of_the_missing
from extract.text.life import could_be_a_life, soon
from extract.text.list_times import list_times
from extract.text.named_days import named_days
from extract.text.relative_dates import Relative, Unit, relatives
from extract.text.role_words import LIST_OF_DEAD, Told, role_by_words
from extract.text.tables import role, tables, told_of_else
from extract.text.untold import untold
from sinodik.records import Field, How

_RELATIVE_FARTHEST = 100  # in characters
_FIGHTERS = 1950  # who was born before that hardly fought
_OLD = re.compile(r"(?<!\d)1[89][0-4]\d(?!\d)")
_OF_THE_WAR = range(2022, 2050)
_CROSSES = tuple(CROSSES)
_CROSSED = re.compile(f"[{CROSSES}]")
_LINE_OF_ITS_OWN = re.compile(r"(?:^|\n|[(«\"“]|[Гг]оды(?: жизни)?:?|(?<!\w)[А-ЯЁ]\w*\.?,?) *$")
_HAPPENED = re.compile(r"простил|похорон[еи]л?|прощал|прош(?:ло|ла|ли|ел)|состоял|проводил|хоронил|предал|предан|отпел")
_PAST = re.compile(r"[аеиоя]л[аио]?(?:с[ья])?$")
_BEGINS_A_LINE = re.compile(r"(?:^|\n)[^\w\n]{0,6}(?:во? [а-я]{5,11} ?, ?)?$")
_DASH_AND_NAME = re.compile(r" ?,? [—–-] (?=[А-ЯЁ])")
_OF_A_DEATH = (" нет", "гибели", "смерти")
_NEAR_THE_WORD = 30  # characters


_INITIALS = 3  # "д р"


class DateFinder:
    """Finds dates with their roles. Built once from the lexicon's cues; it keeps nothing of what it has read."""

    def __init__(self, cues: Mapping[str, CuePattern]) -> None:
        self._cues = CueFinder(cues)

    def dated(self, document: Document, clock: Clock, name_ends: Collection[int] = ()) -> list[Dated]:
        """Return the dates of birth, death, burial and call-up; ``name_ends`` is where the names in the text end."""
        found = [one for one in dates(document) if not is_dateline(document, one, clock, name_ends)]
        found = under_years(document, sorted([*found, *named_days(document.low, found)], key=lambda one: one.start))
        found = under_months(document, found)
        near = list(relatives(document.low, [(one.start, one.end) for one in found]))
        if not found and not near:
            return list(list_times(document, ((), ()), clock, name_ends))
        # «Зубков Д.Р. — 27.05.2022» are initials.
        found_cues = self._cues.cues(document.low)
        born = [(one.start, one.end) for one in found if one.born]  # "1990 г.р." is a date and its word in one
        cues = [cue for cue in found_cues if len(cue.word) > _INITIALS or not document.text[cue.end - 1].isupper()]
        cues = [cue for cue in cues if not any(start <= cue.start < end for start, end in born)]
        if tells_of_the_missing(document, cues):
            cues = [cue for cue in cues if not cue.weak]
        lives, joined = _lives(document, found, clock, name_ends)
        headed = day_headings(document, found, name_ends)
        apart = joined | headed.keys() | told_of_else(document, found)
        rest = [one for one in found if one.start not in apart]
        read = [*lives, *_in_full(document, rest, near, cues, clock, name_ends), *_headed(found, headed, clock)]
        read.extend(_likewise(document, rest, read, cues, clock, name_ends))
        told = {one.field for one in read}
        for one in _by_the_post(document, near, cues, clock):
            # "Сегодня не стало Петра. Погиб 7 февраля": the day that is named is surer.
            read.append(one._replace(confidence=0.6) if one.field in told else one)
        read.extend(birthdays(document, clock))
        read.extend(list_times(document, (found, near), clock, name_ends))
        read.extend(untold(document, (rest, near), cues, clock, read, name_ends))
        read = completed(document, rest, cues, read, clock)
        return sorted(_soon_after_death(read, clock), key=lambda one: one.start)


def _lives(
    document: Document, found: list[DateFound], clock: Clock, name_ends: Collection[int]
) -> tuple[list[Dated], set[int]]:
    """Return birth and death where two dates that a dash joins are a life's ends; years alone must stand as such.

    And where the dates stand that a dash joins: days that bound no life bound a time in which nobody knows the day.
    """
    lives: list[Dated] = []
    joined: set[int] = set()
    columns = [(one, other) for one, other in pairwise(found) if are_columns(document, one, other)]
    for first, second in dict.fromkeys([*ranges(document, found), *columns]):
        before = document.text[max(0, first.start - 40) : first.start]
        alone = _LINE_OF_ITS_OWN.search(before) or ends_a_row(document, (first, second), name_ends)
        crossed = _CROSSED.search(document.low, first.end, second.start)
        if first.day is None and not (alone or crossed):
            continue
        birth, death = value(first, Field.BIRTH, clock), value(second, Field.DEATH, clock)
        is_life = birth and death and could_be_a_life(birth, death)
        if birth and death and is_life:
            lives.append(Dated(Field.BIRTH, birth, first.start, first.end, 0.97, of_a_life=birth.year >= _FIGHTERS))
            lives.append(Dated(Field.DEATH, death, second.start, second.end, 0.97, of_a_life=birth.year >= _FIGHTERS))
        if is_life or (
            (first, second) not in columns and first.day and "\n" not in document.low[first.end : second.start]
        ):
            joined |= {first.start, second.start}
    return lives, joined


def _in_full(
    document: Document,
    found: Sequence[DateFound],
    near: Sequence[Relative],
    cues: Sequence[Cue],
    clock: Clock,
    name_ends: Collection[int],
) -> Iterator[Dated]:
    spans = {one for pair in pairwise(found) if _is_a_span(document.low, *pair) for one in pair}
    said_before: DateFound | None = None
    months: dict[int, DateFound] = {}  # those that were named with their year
    led: Field | None = None  # of the day that began the line of a list before
    headed, fallen = tables(document), fell_by_rows(document, found, cues, name_ends)
    starts = sorted([one.start for one in found] + [one.start for one in near if one.unit is Unit.DAY])
    for one in found:
        told = None
        if one in spans:
            continue
        if (field := role(document, headed, one.start)) and (when := value(one, field, clock)):
            yield Dated(field, when, one.start, one.end, 0.9)
        elif (field := row_role(document, one, cues, name_ends)) and (when := value(one, field, clock)):
            yield Dated(field, when, one.start, one.end, 0.85)
        elif (is_beside_a_name(document, one, clock, name_ends) or is_born_in_a_row(document, one, name_ends)) and (
            when := value(one, Field.BIRTH, clock)
        ):
            yield Dated(Field.BIRTH, when, one.start, one.end, 0.85)
        elif told := role_by_words(document, one, cues, starts) or _elliptical(document, one, led):
            field = told.field
            led = field if _BEGINS_A_LINE.search(document.low, max(0, one.start - 30), one.start) else led
            if when := value(_in_the_year_of(document, one, said_before, months), field, clock):
                less = 0.1 if when.how is not How.STATED else 0.0
                sure = round(told.confidence - less, 2)
                marked = told.marked and _is_of_a_fighter(document, one.start, when.year)
                yield Dated(field, when, one.start, one.end, sure, told.together, marked, told_at=told.told_at)
        elif one.start in fallen and (when := value(one, Field.DEATH, clock)):
            yield Dated(Field.DEATH, when, one.start, one.end, 0.75)
        elif is_in_a_card(document, one, cues, name_ends) or heads_an_item(document, one, cues, name_ends):
            field = heading_role(document, one.start)
            if when := value(one, field, clock):
                yield Dated(field, when, one.start, one.end, 0.7)
        said_before = one if one.year and not one.short else said_before
        called_up = told is not None and told.field is Field.MOBILISED
        if one.month and one.day is None and one.year and not called_up and value(one, Field.DEATH, clock):
            months[one.month] = one


def _in_the_year_of(
    document: Document, found: DateFound, before: DateFound | None, months: Mapping[int, DateFound]
) -> DateFound:
    """Return the date with the year of the one before it: "того же года", or later in the same sentence.

    "Мобилизован 24 сентября 2022 года, убит уже 12 октября"; "Декабрь 2022-го: … 20 декабря".
    """
    named = months.get(found.month or 0)
    if named and found.year is None and found.day and found.shift is None and not found.same:
        return found._replace(year=named.year, short=named.short)
    if (
        before is None
        or (before.year or 0) < FIRST_DEATH
        or found.year
        or found.month is None
        or found.shift is not None
    ):
        return found
    later = before.month is not None and (before.month, before.day or 1) <= (found.month, found.day or 31)
    if found.same or (later and document.sentence_number(before.start) == document.sentence_number(found.start)):
        return found._replace(year=before.year)
    return found


def _headed(found: Sequence[DateFound], reaches: Mapping[int, int], clock: Clock) -> Iterator[Dated]:
    for one in found if reaches else ():
        if one.start in reaches and (when := value(one, Field.BURIAL, clock)):
            yield Dated(Field.BURIAL, when, one.start, one.end, 0.85, reach=reaches[one.start])


def _likewise(
    document: Document,
    found: Sequence[DateFound],
    read: Sequence[Dated],
    cues: Sequence[Cue],
    clock: Clock,
    name_ends: Collection[int],
) -> Iterator[Dated]:
    """Yield the days whose role the days of other rows tell, or the heading over the rows."""
    for one, field in likewise(document, found, {day.start: day.field for day in read}, cues, name_ends):
        if when := value(one, field, clock):
            yield Dated(field, when, one.start, one.end, 0.7)


def _is_a_span(low: str, first: DateFound, second: DateFound) -> bool:
    """Tell whether two bare years bound a time: "2005-2010", "с 2005 по 2010"."""
    bare = first.month is None and second.month is None and first.year and second.year
    return (
        bool(bare) and re.fullmatch(r"(?: г\.| года?)? ?(?:[-‐‑‒–—−]|по) ?", low[first.end : second.start]) is not None
    )


def _is_of_a_fighter(document: Document, start: int, year: int) -> bool:
    """Tell whether somebody died in this war's years who was not born long before: "* 1938 † 2023"."""
    line = document.low.rfind("\n", 0, start) + 1
    return year in _OF_THE_WAR and not _OLD.search(document.low, max(line, start - _NEAR_THE_WORD), start)


def _elliptical(document: Document, found: DateFound, led: Field | None) -> Told | None:
    """Return the role of "В четверг, 14 ноября, — Белова Олега": the one that the line before gave its day."""
    begins = led and found.day and _BEGINS_A_LINE.search(document.low, max(0, found.start - 30), found.start)
    return Told(led, 0.8) if led and begins and _DASH_AND_NAME.match(document.text, found.end) else None


def _by_the_post(document: Document, found: Sequence[Relative], cues: Sequence[Cue], clock: Clock) -> Iterator[Dated]:
    for one in found:
        if one.unit is Unit.ANNIVERSARY and document.low[: one.end].endswith(_OF_A_DEATH):
            if when := relative(one, Field.DEATH, clock, ahead=False):
                yield Dated(Field.DEATH, when, one.start, one.end, 0.8)
            continue
        near = nearest(document, one.start, one.end, cues, [])
        if near is None or near[1].field is None or (one.unit is Unit.WEEK and near[1].field is Field.BURIAL):
            continue  # a week is no day to come to a funeral
        if near[1].attribute and near[1].end <= one.start:
            continue
        # "Похоронили в январе Петра, а вчера — Олега", "завтра перекроют улицу, похороны": what is to come is no death.
        ahead_of = one.unit is Unit.DAY and one.amount > 0 and near[1].field is Field.BURIAL
        if near[0] > (FARTHEST if ahead_of or _DASH_AND_NAME.match(document.text, one.end) else _RELATIVE_FARTHEST):
            continue
        field, word = near[1].field, near[1].word
        happened = _PAST.search(word) or _HAPPENED.search(document.low, *document.sentence(one.start))
        ahead = field is Field.BURIAL and not happened
        if (one.unit is not Unit.DAY or one.amount <= 0 or ahead) and (
            when := relative(one, field, clock, ahead=ahead)
        ):
            yield Dated(field, when, one.start, one.end, 0.8, word.startswith(LIST_OF_DEAD))


def _soon_after_death(read: Sequence[Dated], clock: Clock) -> Iterator[Dated]:
    deaths = [one.value for one in read if one.field is Field.DEATH and one.value.day and one.value.how is How.STATED]
    for one in read:
        sooner = soon(one.value, deaths[-1], clock.today) if deaths and one.field is Field.BURIAL else None
        yield one._replace(value=sooner) if sooner else one
