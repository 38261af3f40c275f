"""Of what a date is the date: of the word's that stands nearest to it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.text.anchor import Clock, relative, value
from extract.text.cue import CuePattern
from extract.text.date_cards import (
    are_columns,
    heading_role,
    heads_an_item,
    is_beside_a_name,
    is_dateline,
    is_in_a_card,
)
from extract.text.date_cues import COMMA, FARTHEST, Cue, CueFinder, called_up, is_told, left_for_ever, nearest
from extract.text.date_series import ends_a_row, likewise
from extract.text.dated import Dated
from extract.text.dates import DateFound, dates, ranges
from extract.text.day_headings import day_headings, under_years
from extract.text.document import Document
from extract.text.life import could_be_a_life, soon
from extract.text.named_days import named_days
from extract.text.relative_dates import Relative, Unit, relatives
from extract.text.tables import role, tables
from extract.text.untold import untold
from sinodik.records import Field, How

_YEAR_FARTHEST, _BARE_FARTHEST, _RELATIVE_FARTHEST = 30, 90, 100  # in characters
_BIRTH_MARK = re.compile(r"(?:[*★☆⭐🎂]|(?<![а-я])(?:р|род|д[./]? ?р)\.?:?) ?$")
_BIRTH_MARKS = ("*", "★", "☆", "⭐", "🎂", ".", ":", "р")
_DIED = (" ум. ", "\nум. ", "сконч. ", "пог. ")
_DEATH_MARKS = ("†", "✝", "+", "☦")
_BARE_YEAR = re.compile(
    r"(?:(?<![а-я])(?:(?:в|летом|весной|зимой|осенью)(?: [а-я]+)?|конце|начале|середине|рождения|рожд\.) ?|: ?|^)$"
)
_LINE_OF_ITS_OWN = re.compile(r"(?:^|\n|\(|[Гг]оды жизни:?|(?<!\w)[А-ЯЁ]\w*\.?,?) *$")
_HAPPENED = re.compile(r"простил|похорон[еи]л?|прощал|прош(?:ло|ла|ли|ел)|состоял|проводил|хоронил|предал|предан|отпел")
_FOREBEAR = re.compile(r"\W*(?:(?:его|ее) )?(?:дед|дедушка|бабушка|прадед|мать|мама)(?![а-я-])")
_BEGINS_A_LINE = re.compile(r"(?:^|\n)[^\w\n]{0,6}(?:во? [а-я]{5,11} ?, ?)?$")
_DASH_AND_NAME = re.compile(r" ?,? [—–-] (?=[А-ЯЁ])")
_LIST_OF_DEAD = ("погибли", "пали", "убиты", "умерли", "скончались", "похоронены", "погребены")
# "Его отец умер 5 мая", "умерла мать": no fighter, unless she is told of as one.
_FAMILY_DIED = re.compile(
    r"(?<![а-я])(?:(?:его|ее|их) (?:родной )?(?:отец|дед|дедушка|дядя)"
    r"|(?:мать|мама|бабушка|жена|супруга|теща)(?! (?:дво|тро|четверы)[а-я]+| [а-я]*детн))(?![а-я])"
)
_PARTICIPLE = re.compile(r"(?:погиб|пав|умер|скончав|убит|похороненн)(?:ш|[оы])(?:ий|его|ему|им|ая|ей|ую|й|го|му|х)")
_OTHER_SPEECH = re.compile(r"[:«»\"“”]")
_NEAR_THE_WORD = 30  # characters


class _Told(NamedTuple):
    """What gives a date its role: how sure it is, whether it is told of several, and where, if not at the date."""

    field: Field
    confidence: float
    together: bool = False
    told_at: int | None = None


class DateFinder:
    """Finds dates with their roles. Built once from the lexicon's cues; it keeps nothing of what it has read."""

    def __init__(self, cues: Mapping[str, CuePattern]) -> None:
        self._cues = CueFinder(cues)

    def dated(self, document: Document, clock: Clock, name_ends: Collection[int] = ()) -> list[Dated]:
        """Return the dates of birth, death, burial and call-up; ``name_ends`` is where the names in the text end."""
        found = [one for one in dates(document) if not is_dateline(document, one, clock, name_ends)]
        found = under_years(document, sorted([*found, *named_days(document.low, found)], key=lambda one: one.start))
        near = list(relatives(document.low, [(one.start, one.end) for one in found]))
        if not found and not near:
            return []
        # «Зубков Д.Р. — 27.05.2022» are initials.
        found_cues = self._cues.cues(document.low)
        born = [(one.start, one.end) for one in found if one.born]  # "1990 г.р." is a date and its word in one
        cues = [cue for cue in found_cues if len(cue.word) > 4 or not document.text[cue.end - 1].isupper()]
        cues = [cue for cue in cues if not any(start <= cue.start < end for start, end in born)]
        lives, joined = _lives(document, found, clock, name_ends)
        headed = day_headings(document, found, name_ends)
        rest = [one for one in found if one.start not in joined and one.start not in headed]
        read = [*lives, *_in_full(document, rest, near, cues, clock, name_ends), *_headed(found, headed, clock)]
        read.extend(_likewise(document, rest, read, cues, clock, name_ends))
        told = {one.field for one in read}
        for one in _by_the_post(document, near, cues, clock):
            # "Сегодня не стало Петра. Погиб 7 февраля": the day that is named is surer.
            read.append(one._replace(confidence=0.6) if one.field in told else one)
        read.extend(untold(document, (rest, near), cues, clock, read, name_ends))
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
    for first, second in [*ranges(document, found), *columns]:
        before = document.text[max(0, first.start - 20) : first.start]
        alone = _LINE_OF_ITS_OWN.search(before) or ends_a_row(document, (first, second), name_ends)
        if first.day is None and not alone:
            continue
        birth, death = value(first, Field.BIRTH, clock), value(second, Field.DEATH, clock)
        is_life = birth and death and could_be_a_life(birth, death)
        if birth and death and is_life:
            lives.append(Dated(Field.BIRTH, birth, first.start, first.end, 0.97, of_a_life=True))
            lives.append(Dated(Field.DEATH, death, second.start, second.end, 0.97, of_a_life=True))
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
    led: Field | None = None  # of the day that began the line of a list before
    headed = tables(document)
    starts = sorted([one.start for one in found] + [one.start for one in near if one.unit is Unit.DAY])
    for one in found:
        if one in spans:
            continue
        if (field := role(document, headed, one.start)) and (when := value(one, field, clock)):
            yield Dated(field, when, one.start, one.end, 0.9)
        elif is_beside_a_name(document, one, clock, name_ends) and (when := value(one, Field.BIRTH, clock)):
            yield Dated(Field.BIRTH, when, one.start, one.end, 0.85)
        elif told := _role(document, one, cues, starts) or _elliptical(document, one, led):
            field = told.field
            led = field if _BEGINS_A_LINE.search(document.low, max(0, one.start - 30), one.start) else led
            if when := value(_in_the_year_of(document, one, said_before), field, clock):
                less = 0.1 if when.how is not How.STATED else 0.0
                sure = round(told.confidence - less, 2)
                yield Dated(field, when, one.start, one.end, sure, told.together, told_at=told.told_at)
        elif is_in_a_card(document, one, cues, name_ends) or heads_an_item(document, one, cues, name_ends):
            field = heading_role(document, one.start)
            if when := value(one, field, clock):
                yield Dated(field, when, one.start, one.end, 0.7)
        said_before = one if one.year and not one.short else said_before


def _in_the_year_of(document: Document, found: DateFound, before: DateFound | None) -> DateFound:
    """Return the date with the year of the one before it: "того же года", or later in the same sentence.

    "Мобилизован 24 сентября 2022 года, убит уже 12 октября".
    """
    if before is None or found.year or found.month is None or found.shift is not None:
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


def _role(document: Document, found: DateFound, cues: Sequence[Cue], starts: Sequence[int]) -> _Told | None:
    """Return role, confidence, and whether it is told of several; None where no word gives the date a role."""
    before = document.low[max(0, found.start - 16) : found.start]
    mark = before.rstrip()[-1:]
    if found.born or (mark in _BIRTH_MARKS and _BIRTH_MARK.search(before)):
        return _Told(Field.BIRTH, 0.97)
    if mark in _DEATH_MARKS or before.endswith(_DIED):
        return _Told(Field.DEATH, 0.97)
    only_a_year = found.day is None and found.month is None
    bare_year = only_a_year and document.low[found.start : found.start + 4].isdecimal()
    if bare_year and not _BARE_YEAR.search(before):
        return None
    near = nearest(document, found.start, found.end, cues, starts)
    if near is None:
        return None
    distance, cue = near
    farthest = _YEAR_FARTHEST if only_a_year else _BARE_FARTHEST if found.bare else FARTHEST
    field = cue.field or called_up(document, cue) or left_for_ever(document, cue)
    if field is None or distance > farthest or not is_told(document, cue):
        return None
    if field is Field.DEATH and _FOREBEAR.match(document.low, document.sentence(found.start)[0]):
        return None
    if field is Field.DEATH and _is_of_the_family(document, cue):
        return None
    if cue.weak:
        return _Told(field, 0.7)
    # "Вслед за Петром, погибшим 3 мая, погиб Олег": a participle is the nearest name's.
    whose = cue.start if _PARTICIPLE.match(cue.word) and cue.end <= found.start else None
    return _Told(field, 0.95 if distance < COMMA else 0.85, cue.word.startswith(_LIST_OF_DEAD), whose)


def _is_of_the_family(document: Document, cue: Cue) -> bool:
    """Tell whether a word of death stands by one of the family's: "его отец умер", "умерла мать"."""
    first, last = document.sentence(cue.start)
    before = _OTHER_SPEECH.split(document.low[max(first, cue.start - _NEAR_THE_WORD) : cue.start])[-1]
    after = _OTHER_SPEECH.split(document.low[cue.start : min(last, cue.end + _NEAR_THE_WORD)])[0]
    return _FAMILY_DIED.search(before + after) is not None


def _elliptical(document: Document, found: DateFound, led: Field | None) -> _Told | None:
    """Return the role of "В четверг, 14 ноября, — Белова Олега": the one that the line before gave its day."""
    begins = led and found.day and _BEGINS_A_LINE.search(document.low, max(0, found.start - 30), found.start)
    return _Told(led, 0.8) if led and begins and _DASH_AND_NAME.match(document.text, found.end) else None


def _by_the_post(document: Document, found: Sequence[Relative], cues: Sequence[Cue], clock: Clock) -> Iterator[Dated]:
    for one in found:
        near = nearest(document, one.start, one.end, cues, [])
        if near is None or near[1].field is None or (near[1].attribute and near[1].end <= one.start):
            continue
        # "Похоронили в январе Петра, а вчера — Олега", "завтра перекроют улицу, похороны": what is to come is no death.
        ahead_of = one.unit is Unit.DAY and one.amount > 0 and near[1].field is Field.BURIAL
        if near[0] > (FARTHEST if ahead_of or _DASH_AND_NAME.match(document.text, one.end) else _RELATIVE_FARTHEST):
            continue
        field, word = near[1].field, near[1].word
        ahead = field is Field.BURIAL and not _HAPPENED.search(document.low, *document.sentence(one.start))
        if (one.unit is not Unit.DAY or one.amount <= 0 or ahead) and (
            when := relative(one, field, clock, ahead=ahead)
        ):
            yield Dated(field, when, one.start, one.end, 0.8, word.startswith(_LIST_OF_DEAD))


def _soon_after_death(read: Sequence[Dated], clock: Clock) -> Iterator[Dated]:
    deaths = [one.value for one in read if one.field is Field.DEATH and one.value.day and one.value.how is How.STATED]
    for one in read:
        sooner = soon(one.value, deaths[-1], clock.today) if deaths and one.field is Field.BURIAL else None
        yield one._replace(value=sooner) if sooner else one
