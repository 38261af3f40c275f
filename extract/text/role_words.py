"""Of what a date is the date by the marks and words at it: «* 12.03.1998», «р. 1990», «погиб 5 мая»."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.text.date_cues import COMMA, FARTHEST, Cue, called_up, is_told, left_for_ever, nearest
from extract.text.date_forms import CROSSES
from extract.text.date_rows import is_of_the_list
from extract.text.dates import DateFound
from extract.text.document import Document
from sinodik.records import Field

_YEAR_FARTHEST, _BARE_FARTHEST = 30, 90  # in characters
_CROSSES = tuple(CROSSES)
_NEAR_THE_WORD = 30  # characters
_BIRTH_MARK = re.compile(r"(?:[*★☆⭐🎂]|(?<![а-я])(?:р|род|д[./]? ?р)\.?:*(?: в)?) *$")
# «1984 — родился в Отрадном», «2002: появился на свет»
_BORN_THEN = re.compile(r"(?: ?(?:год|г\.))? ?[:—–-] ?(?:родил(?:ся|ась)|рожден|появил(?:ся|ась) на свет)(?![а-я])")
_BIRTH_MARKS = ("*", "★", "☆", "⭐", "🎂", ".", ":", "р", "в")
_DIED = (" ум. ", "\nум. ", "сконч. ", "пог. ", "\nп. ")
_DEATH_MARKS = (*_CROSSES, "+")
_BARE_YEAR = re.compile(
    r"(?:(?<![а-я])(?:(?:в|летом|весной|зимой|осенью)(?: [а-я]+)?|конце|начале|середине|рождения|рожд\.) ?|: ?|^)$"
)
_FOREBEAR = re.compile(r"\W*(?:(?:его|ее) )?(?:дед|дедушка|бабушка|прадед|мать|мама)(?![а-я-])")
LIST_OF_DEAD = ("погибли", "пали", "убиты", "умерли", "скончались", "похоронены", "погребены")
LIST_OF_CALLED = (
    "мобилизованными",
    "мобилизованных",
    "мобилизованные",
)  # «прощание с двумя, мобилизованными в сентябре»
# "Его отец умер 5 мая", "умерла мать": no fighter, unless she is told of as one.
_FAMILY_DIED = re.compile(
    r"(?<![а-я])(?:(?:его|ее|их) (?:родной )?(?:отец|дед|дедушка|дядя)"
    r"|(?:мать|мама|бабушка|жена|супруга|теща)(?! (?:дво|тро|четверы)[а-я]+| [а-я]*детн))(?![а-я])"
)
_PARTICIPLE = re.compile(
    r"(?:погиб|пав|умер|скончав|разбив|сгорев|подорвав|утонув|убит|похороненн)(?:ш|[оы])(?:ий|его|ему|им|ая|ей|ую|й|го|му|х)"
)
_OTHER_SPEECH = re.compile(r"[:«»\"“”]")
_LABEL = re.compile(r"(?:^|\n)[^\w\n]*(?:дата|когда|число)(?: события)?(?::|[^\w\n]{2,4}) ?$")  # of a card
_BORN = range(1955, 2008)  # years in which fighters were born
_CLOSES = re.compile(r"\.?\s*(?:$|[А-ЯЁ«])")
_NATIVE = re.compile(r"(?<![а-я])(?:родом|урожен)")
_INITIAL = re.compile(r"(?<![А-Яа-яЁё])Р\. ?$")


class Told(NamedTuple):
    """What gives a date its role: how sure it is, whether it is told of several, and where, if not at the date.

    ``marked`` if a sign says that it is a death: a cross.
    """

    field: Field
    confidence: float
    together: bool = False
    told_at: int | None = None
    marked: bool = False


def role_by_words(document: Document, found: DateFound, cues: Sequence[Cue], starts: Sequence[int]) -> Told | None:
    """Return role, confidence, and whether it is told of several; None where no word gives the date a role."""
    before = document.low[max(0, found.start - 16) : found.start]
    mark = before.rstrip()[-1:]
    initial = (
        _INITIAL.search(document.text, max(0, found.start - 4), found.start) if mark == "." else None
    )  # «Исмагилов Р. Р. 2024»
    if found.born or (mark in _BIRTH_MARKS and not initial and _BIRTH_MARK.search(before)):
        return Told(Field.BIRTH, 0.97)
    if _BORN_THEN.match(document.low, found.end):
        return Told(Field.BIRTH, 0.9)
    if mark in _DEATH_MARKS or before.endswith(_DIED):
        return Told(Field.DEATH, 0.97, marked=mark in _CROSSES or before.endswith(_DIED))
    if found.day and _LABEL.search(document.low, max(0, found.start - 40), found.start):
        return Told(Field.BIRTH if found.year in _BORN else Field.DEATH, 0.8)
    only_a_year = found.day is None and found.month is None
    bare_year = only_a_year and document.low[found.start : found.start + 4].isdecimal()
    if bare_year and not _BARE_YEAR.search(before):
        return Told(Field.BIRTH, 0.75) if _closes_a_birth(document, found, cues) else None
    near = nearest(document, found.start, found.end, cues, starts)
    if near is None:
        return None
    distance, cue = near
    bare = found.bare and not before.endswith(("— ", "– ", "- "))  # «Пётр погиб 21.10, Иван — 25.10»
    farthest = _YEAR_FARTHEST if only_a_year else _BARE_FARTHEST if bare else FARTHEST
    field = cue.field or called_up(document, cue) or left_for_ever(document, cue)
    if field is None or distance > farthest or not is_told(document, cue):
        return None
    if field is Field.DEATH and is_of_the_list(document, found):
        return None
    if field is Field.DEATH and _FOREBEAR.match(document.low, document.sentence(found.start)[0]):
        return None
    if field is Field.DEATH and _is_of_the_family(document, cue):
        return None
    if cue.weak:
        return Told(field, 0.7)
    # "Вслед за Петром, погибшим 3 мая, погиб Олег": a participle is the nearest name's.
    whose = cue.start if _PARTICIPLE.match(cue.word) and cue.end <= found.start else None
    return Told(field, 0.95 if distance < COMMA else 0.85, cue.word.startswith((*LIST_OF_DEAD, *LIST_OF_CALLED)), whose)


def _closes_a_birth(document: Document, found: DateFound, cues: Sequence[Cue]) -> bool:
    """Tell whether a year is a sentence, or ends one about a birth: "Уроженец Отрадного. 1978 г."."""
    begin, _ = document.sentence(found.start)
    if found.year not in _BORN or not _CLOSES.match(document.text, found.end):
        return False
    before = document.low[begin : found.start]
    born = any(begin <= cue.start < found.start and cue.field is Field.BIRTH for cue in cues)
    alone = begin > 0 and not before.strip(" —–-") and document.low[begin - 1] != "\n"
    return alone or (before.endswith(", ") and (born or _NATIVE.search(before) is not None))


def _is_of_the_family(document: Document, cue: Cue) -> bool:
    """Tell whether a word of death stands by one of the family's: "его отец умер", "умерла мать"."""
    first, last = document.sentence(cue.start)
    before = _OTHER_SPEECH.split(document.low[max(first, cue.start - _NEAR_THE_WORD) : cue.start])[-1]
    after = _OTHER_SPEECH.split(document.low[cue.start : min(last, cue.end + _NEAR_THE_WORD)])[0]
    return _FAMILY_DIED.search(before + after) is not None
